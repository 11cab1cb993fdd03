/* SPDX-License-Identifier: ISC */
/* Rows for an action under another name, and those that take an action or CLI command. */
#include "ami/action.h"
#include "ami/catalog.h"
#include "client/check.h"
#include "client/client.h"
#include "client/perform.h"
#include "client/send.h"
#include "lang/args.h"
#include "lang/dest.h"
#include "lang/settings.h"
#include "script/line.h"

static int
add_header(struct client *client, struct action *a, const struct cmd *cmd, struct header h,
    struct err *err)
{
	if (str_eq(h.name, STR("Variable")) && str_starts(h.value, STR("${")) &&
	    !client->settings->dry_run)
		return err_set(err, ERR_USAGE, "%s: give the name without ${}: %.*s", cmd->name,
		    STR_ARG(h.value));
	if (action_header(a, h.name, h.value, err) < 0)
		return -1;
	return check_row_header(client, cmd, &h, err);
}

/* Is it an extension without a context, for an action that finds the context itself? */
static bool
is_exten_alone(const struct cmd *cmd, struct str dest)
{
	const struct action_facts *facts = catalog_action(str_of(cmd->action));
	const struct parameter *context =
	    parameter_find(facts->parameters, facts->parameters_n, STR("Context"));

	for (size_t i = 0; i < dest.n; i++)
		if (dest.p[i] && strchr("@(),: ", dest.p[i]))
			return false;
	return dest.n && context && !context->required;
}

/* Add one argument as its header; a dest is split into its headers. */
static int
add_argument(struct client *client, struct action *a, const struct cmd *cmd, const struct arg *arg,
    struct err *err)
{
	const struct arg_spec *spec = &cmd->args[arg->spec];
	struct str value = arg->text;
	struct dest dest;

	if (spec->type != ARG_DEST)
		return add_header(client, a, cmd, (struct header){str_of(spec->header), value},
		    err);
	if (is_exten_alone(cmd, value))
		return action_header(a, STR("Exten"), value, err);
	if (dest_parse(&dest, value, err) < 0)
		return -1;
	if (dest.application.n)
		return err_set(err, ERR_USAGE, "%s: %s must be exten@context: %.*s", cmd->name,
		    spec->name, STR_ARG(value));
	if (action_header(a, STR("Exten"), dest.exten, err) < 0)
		return -1;
	return action_header(a, STR("Context"), dest.context, err);
}

int
cmd_run_action(struct client *client, const struct args *args, struct err *err)
{
	const struct cmd *cmd = args->cmd;
	struct action a;
	int failed = send_begin(client, &a, str_of(cmd->action), err);

	for (size_t i = 0; i < args->n && !failed; i++)
		failed = add_argument(client, &a, cmd, &args->v[i], err);
	for (size_t i = 0; i < args->headers_n && !failed; i++)
		failed = add_header(client, &a, cmd, args->headers[i], err);
	if (!failed)
		failed = perform(client, &a, err);
	action_clear(&a);
	return failed;
}

#define CHANNEL {.name = "CHANNEL", .type = ARG_CHANNEL, .header = "Channel"}
#define OPTIONAL_CHANNEL \
	{.name = "CHANNEL", .type = ARG_CHANNEL, .header = "Channel", .optional = true}
#define ARGS (const struct arg_spec[])

const struct cmd cmd_atxfer = {
    .name = "atxfer",
    .group = GROUP_CALLS,
    .summary = "start an attended transfer of a channel",
    .help =
        "The channel's user calls DEST (exten@context) and then decides whether to transfer. An "
        "extension without a context is looked up in the server's context for transfers. The "
        "channel must be in a bridge.",
    .examples = (const struct example[]){
        {"atxfer PJSIP/alice-0000001a 105@sets",
            "Let alice ask extension 105 before she transfers her caller."},
        {0}},
    .args = ARGS{CHANNEL, {.name = "DEST", .type = ARG_DEST}, {0}},
    .flags = CMD_SESSION | CMD_HEADERS,
    .action = "Atxfer",
    .run = cmd_run_action,
};

const struct cmd cmd_blindtransfer = {
    .name = "blindtransfer",
    .group = GROUP_CALLS,
    .summary = "transfer the party that a channel is talking to",
    .help = "The other party in the channel's bridge is sent to DEST (exten@context). An extension "
            "without a context is looked up in the server's context for transfers.",
    .examples = (const struct example[]){
        {"blindtransfer PJSIP/alice-0000001a 105@sets",
            "Send the one whom alice talks to to extension 105."},
        {0}},
    .args = ARGS{CHANNEL, {.name = "DEST", .type = ARG_DEST}, {0}},
    .flags = CMD_SESSION | CMD_HEADERS,
    .action = "BlindTransfer",
    .run = cmd_run_action,
};

const struct cmd cmd_bridge = {
    .name = "bridge",
    .group = GROUP_CALLS,
    .summary = "connect two channels",
    .help = "Both channels leave what they are doing and are bridged with each other.",
    .examples = (const struct example[]){
        {"bridge PJSIP/alice-0000001a PJSIP/bob-0000001b",
            "Let alice and bob talk to each other."},
        {0}},
    .args = ARGS{{.name = "CHANNEL1", .type = ARG_CHANNEL, .header = "Channel1"},
        {.name = "CHANNEL2", .type = ARG_CHANNEL, .header = "Channel2"}, {0}},
    .flags = CMD_SESSION | CMD_HEADERS,
    .action = "Bridge",
    .run = cmd_run_action,
};

const struct cmd cmd_channels = {
    .name = "channels",
    .group = GROUP_CALLS,
    .summary = "list the live channels",
    .help = "The short name of the action CoreShowChannels.",
    .examples = (const struct example[]){
        {"channels", "List all channels."},
        {"channels where Context=sets ChannelStateDesc!=Up",
            "Those of one context that are not up."},
        {0}},
    .args = ARGS{{0}},
    .flags = CMD_SESSION,
    .action = "CoreShowChannels",
    .run = cmd_run_action,
};

const struct cmd cmd_command = {
    .name = "command",
    .aliases = "cli",
    .group = GROUP_ACTIONS,
    .summary = "run a command of the Asterisk console",
    .help = "LINE is the rest of the line. The output is printed as the console prints it. Words "
            "that hold blanks are sent in double quotes; a LINE given as one quoted word is sent "
            "as it is.",
    .examples = (const struct example[]){
        {"command core show uptime", "What asterisk -rx prints, from anywhere."},
        {"cli pjsip show contacts", "The same; cli is its other name."},
        {0}},
    .args = ARGS{{.name = "LINE", .type = ARG_REST, .header = "Command"}, {0}},
    .flags = CMD_SESSION,
    .action = "Command",
    .run = cmd_run_action,
};

const struct cmd cmd_endpoints = {
    .name = "endpoints",
    .group = GROUP_CALLS,
    .summary = "list the PJSIP endpoints",
    .help = "The short name of the action PJSIPShowEndpoints.",
    .examples = (const struct example[]){
        {"endpoints", "List the PJSIP endpoints and whether they are there."},
        {"endpoints where DeviceState=Unavailable", "Those that Asterisk cannot reach."},
        {0}},
    .args = ARGS{{0}},
    .flags = CMD_SESSION,
    .action = "PJSIPShowEndpoints",
    .run = cmd_run_action,
};

const struct cmd cmd_extensionstate = {
    .name = "extensionstate",
    .group = GROUP_CALLS,
    .summary = "show the state of an extension's hint",
    .help = "DEST is exten@context.",
    .examples = (const struct example[]){
        {"extensionstate 100@sets",
            "Is extension 100 in use? The dialplan must have a hint for it."},
        {0}},
    .args = ARGS{{.name = "DEST", .type = ARG_DEST}, {0}},
    .flags = CMD_SESSION,
    .action = "ExtensionState",
    .run = cmd_run_action,
};

const struct cmd cmd_getvar = {
    .name = "getvar",
    .group = GROUP_CALLS,
    .summary = "show a variable or function of a channel, or a global one",
    .help = "NAME may be a function, such as 'CALLERID(num)'. An unknown variable is empty.",
    .examples = (const struct example[]){
        {"getvar OFFICE", "A global variable of the dialplan."},
        {"getvar 'CALLERID(num)' PJSIP/alice-0000001a", "A function, of one channel."},
        {0}},
    .args = ARGS{{.name = "NAME", .type = ARG_WORD, .header = "Variable"}, OPTIONAL_CHANNEL, {0}},
    .flags = CMD_SESSION,
    .action = "Getvar",
    .run = cmd_run_action,
};

const struct cmd cmd_mixmonitor = {
    .name = "mixmonitor",
    .group = GROUP_CALLS,
    .summary = "record a channel",
    .help = "FILE is a path on the server; its suffix sets the format. The action StopMixMonitor "
            "ends the recording.",
    .examples = (const struct example[]){
        {"mixmonitor PJSIP/alice-0000001a /tmp/alice.wav",
            "Record both directions into a file on the server."},
        {0}},
    .args = ARGS{CHANNEL, {.name = "FILE", .type = ARG_WORD, .header = "File", .optional = true},
        {0}},
    .flags = CMD_SESSION | CMD_HEADERS,
    .action = "MixMonitor",
    .run = cmd_run_action,
};

const struct cmd cmd_muteaudio = {
    .name = "muteaudio",
    .group = GROUP_CALLS,
    .summary = "mute what a channel says, what it hears, or both",
    .help = "in is what the channel's user says, out is what the user hears.",
    .examples = (const struct example[]){
        {"muteaudio PJSIP/alice-0000001a in on", "From now on nobody hears alice."},
        {"muteaudio PJSIP/alice-0000001a in off", "And again everybody."},
        {0}},
    .args = ARGS{CHANNEL,
        {.name = "DIRECTION", .type = ARG_CHOICE, .choices = "in|out|all", .header = "Direction"},
        {.name = "STATE", .type = ARG_SWITCH, .choices = "on|off", .header = "State"}, {0}},
    .flags = CMD_SESSION,
    .action = "MuteAudio",
    .run = cmd_run_action,
};

const struct cmd cmd_queues = {
    .name = "queues",
    .group = GROUP_CALLS,
    .summary = "show the queues, their members and callers",
    .help = "The short name of the action QueueStatus. With QUEUE only that one is shown.",
    .examples = (const struct example[]){
        {"queues support", "One queue: its numbers, members and callers."},
        {"queues where Event=QueueMember Paused=1", "Who is paused, in all queues."},
        {0}},
    .args = ARGS{{.name = "QUEUE", .type = ARG_QUEUE, .header = "Queue", .optional = true}, {0}},
    .flags = CMD_SESSION,
    .action = "QueueStatus",
    .run = cmd_run_action,
};

static int
run_action(struct client *client, const struct args *args, struct err *err)
{
	return line_run_action(client, args->words->v[1].text, args->words, 2, err);
}

const struct cmd cmd_action = {
    .name = "action",
    .group = GROUP_ACTIONS,
    .summary = "send an action, even one that a command or alias hides",
    .help = "Words of the form Header=value become headers, in order. Other words are the values "
            "of the action's parameters, in their documented order, required ones first.",
    .examples = (const struct example[]){
        {"action Hangup Channel=PJSIP/alice-0000001a Cause=17",
            "The action itself, where a command has its name too."},
        {0}},
    .args = (const struct arg_spec[]){{.name = "NAME", .type = ARG_ACTION},
        {.name = "WORD", .type = ARG_HEADER, .optional = true, .repeated = true}, {0}},
    .flags = CMD_SESSION,
    .run = run_action,
};

int
cmd_run_parameters(struct client *client, const struct args *args, struct err *err)
{
	return line_run_action(client, str_of(args->cmd->action), args->words, 1, err);
}

/* What follows the name is what follows any action's, in the order of the server's documentation:
 * the row adds where it is listed, and help. */
#define WORDS_OF(name)                                                                             \
	.args = ARGS{{0}}, .flags = CMD_SESSION | CMD_PARAMETERS, .action = name,                  \
	.run = cmd_run_parameters

const struct cmd cmd_messagesend = {
    .name = "messagesend",
    .group = GROUP_CALLS,
    .summary = "send a text message to an endpoint",
    .help = "To or Destination is the receiver, such as pjsip:alice or sip:alice@example.net, From "
            "the sender, Body the text. Use Base64Body= for text with line breaks. Variable= may "
            "be repeated.",
    .examples = (const struct example[]){
        {"messagesend pjsip:alice From=pjsip:bob Body='The gate is open'",
            "Show a text on the phone of alice, if it can."},
        {0}},
    WORDS_OF("MessageSend"),
};

const struct cmd cmd_queueadd = {
    .name = "queueadd",
    .group = GROUP_CALLS,
    .summary = "add a member to a queue",
    .help = "Interface is what rings, such as PJSIP/alice. It is also the member's name unless "
            "MemberName= is given. Members with a lower Penalty are called first. Paused=true adds "
            "a member that is not called yet. StateInterface= is the device whose state counts, if "
            "it is not Interface.",
    .examples = (const struct example[]){
        {"queueadd support PJSIP/dave Penalty=2 MemberName=Dave",
            "Let dave take calls of the queue support, after the others."},
        {0}},
    WORDS_OF("QueueAdd"),
};

const struct cmd cmd_queuepause = {
    .name = "queuepause",
    .group = GROUP_CALLS,
    .summary = "pause or unpause a member of a queue",
    .help = "Paused is true or false. Without Queue, all queues of the member are changed. Reason= "
            "is kept with the member and in the queue log.",
    .examples = (const struct example[]){
        {"queuepause PJSIP/alice true support Reason=lunch", "Give alice no calls of this queue."},
        {"queuepause PJSIP/alice false", "Give her calls again, of all queues."},
        {0}},
    WORDS_OF("QueuePause"),
};

const struct cmd cmd_queuepenalty = {
    .name = "queuepenalty",
    .group = GROUP_CALLS,
    .summary = "set the penalty of a member of a queue",
    .help = "Members with a lower Penalty are called first. Without Queue, all queues of the "
            "member are changed.",
    .examples = (const struct example[]){
        {"queuepenalty PJSIP/alice 3 support", "Call alice after those with a lower penalty."},
        {0}},
    WORDS_OF("QueuePenalty"),
};

const struct cmd cmd_queueremove = {
    .name = "queueremove",
    .group = GROUP_CALLS,
    .summary = "remove a member from a queue",
    .help = "Only members that were added can be removed, not those in queues.conf.",
    .examples = (const struct example[]){
        {"queueremove support PJSIP/dave", "Take dave out of the queue again."},
        {0}},
    WORDS_OF("QueueRemove"),
};

const struct cmd cmd_userevent = {
    .name = "userevent",
    .group = GROUP_EVENTS,
    .summary = "send a UserEvent to all AMI clients",
    .help = "Every client whose event mask includes the class user receives the event UserEvent, "
            "with the header UserEvent and every Header=value, in order.",
    .examples = (const struct example[]){
        {"userevent Doorbell Gate=north", "Send an event of our own to everybody who listens."},
        {0}},
    WORDS_OF("UserEvent"),
};
