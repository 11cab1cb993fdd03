/* SPDX-License-Identifier: ISC */
/* Actions that look at channels and change single ones. */
#include "actions.h"

#include <inttypes.h>
#include <stdlib.h>
#include <strings.h>

#include "agi.h"
#include "base/mem.h"
#include "bridge.h"
#include "channel.h"
#include "dialplan.h"
#include "dress.h"
#include "event.h"
#include "reply.h"
#include "variable.h"

/* Add what describes a channel to the item of that name, which is being written. */
static void
put_snapshot(struct client *c, const struct channel *ch, const char *item)
{
	struct buf text = BUF_INIT(BUF_MAX_TEXT);

	sim_snapshot(&text, "", ch);
	if (c->sim->old_lists)
		sim_dress_lines(&text, item);
	sim_client_write(c, buf_str(&text));
	buf_clear(&text);
}

/* Add the bridge that a channel is in; AMI 1 names who else is there. */
static void
put_bridge(struct client *c, const struct channel *ch, const char *name)
{
	const struct channel *other = c->sim->channels;

	if (!c->sim->old_lists) {
		sim_reply_field(c, name, "%s", ch->bridge ? ch->bridge->id : "");
		return;
	}
	while (other && (other == ch || !ch->bridge || other->bridge != ch->bridge))
		other = other->next;
	sim_reply_field(c, "BridgedChannel", "%s", other ? other->name : "");
	sim_reply_field(c, "BridgedUniqueID", "%s", other ? other->uniqueid : "");
}

/* The channel named by the header; if there is none, NULL, and the error is sent. */
static struct channel *
need_channel(struct sim *sim, struct client *c, const struct message *m, const char *missing,
    const char *unknown)
{
	const char *name = sim_header(m, "Channel");
	struct channel *ch = *name ? sim_channel_find(sim, name) : NULL;

	if (!ch)
		sim_reply_error(c, m, "%s", *name ? unknown : missing);
	return ch;
}

static void
core_show_channels(struct sim *sim, struct client *c, const struct message *m)
{
	size_t n = 0;
	char duration[16];

	sim_list_open(c, m, true, "Channels will follow");
	for (const struct channel *ch = sim->channels; ch; ch = ch->next, n++) {
		sim_duration(sim, ch->created, duration);
		sim_item_open(c, m, "CoreShowChannel");
		put_snapshot(c, ch, "CoreShowChannel");
		sim_reply_field(c, "Application", "%s", ch->app);
		sim_reply_field(c, "ApplicationData", "%s", ch->data);
		sim_reply_field(c, "Duration", "%s", duration);
		put_bridge(c, ch, "BridgeId");
		sim_reply_close(c);
	}
	sim_list_end(c, m, true, "CoreShowChannelsComplete", n);
	sim_reply_close(c);
}

static void
put_variables(struct sim *sim, struct client *c, const struct message *m, const struct channel *ch)
{
	struct buf scratch = BUF_INIT(BUF_MAX_LINE);
	const char *wanted = sim_header(m, "Variables");
	struct str rest = str_of(wanted), one;

	while (*wanted && str_cut(&rest, ',', &one)) {
		char *name = mem_strndup(one);
		const char *value = sim_variable_get(sim, ch, name, &scratch);
		sim_reply_field(c, "Variable", "%s=%s", name, value ? value : "(null)");
		free(name);
	}
	if (sim_true(sim_header(m, "AllVariables")))
		for (const struct variable *v = ch->variables; v; v = v->next)
			sim_reply_field(c, "Variable", "%s=%s", v->name, v->value);
	buf_clear(&scratch);
}

/* What AMI 1 does not tell of a channel. */
static void
put_media(struct client *c, const struct channel *ch)
{
	const char *type = ch->phone ? "PJSIP" : "Local", *format = ch->phone ? "ulaw" : "slin";

	sim_reply_field(c, "Type", "%s", type);
	sim_reply_field(c, "DNID", "%s", "");
	sim_reply_field(c, "EffectiveConnectedLineNum", "%s",
	    *ch->connected.number ? ch->connected.number : "<unknown>");
	sim_reply_field(c, "EffectiveConnectedLineName", "%s",
	    *ch->connected.name ? ch->connected.name : "<unknown>");
	sim_reply_field(c, "TimeToHangup", "0");
	sim_reply_field(c, "BridgeID", "%s", ch->bridge ? ch->bridge->id : "");
	sim_reply_field(c, "Application", "%s", ch->app);
	sim_reply_field(c, "Data", "%s", ch->data);
	sim_reply_field(c, "Nativeformats", "(%s)", format);
	sim_reply_field(c, "Readformat", "%s", format);
	sim_reply_field(c, "Readtrans", "%s", "");
	sim_reply_field(c, "Writeformat", "%s", format);
	sim_reply_field(c, "Writetrans", "%s", "");
	sim_reply_field(c, "Callgroup", "0");
	sim_reply_field(c, "Pickupgroup", "0");
}

static void
put_status(struct sim *sim, struct client *c, const struct message *m, const struct channel *ch)
{
	sim_item_open_bare(c, "Status");
	sim_reply_field(c, "Privilege", "Call");
	put_snapshot(c, ch, "Status");
	if (sim->old_lists && ch->bridge)
		put_bridge(c, ch, "BridgeID");
	else if (!sim->old_lists)
		put_media(c, ch);
	sim_reply_field(c, "Seconds", "%" PRId64, (sim_wall(sim) - ch->created) / 1000000);
	put_variables(sim, c, m, ch);
	sim_reply_action_id(c, m);
	sim_reply_close(c);
}

static void
status(struct sim *sim, struct client *c, const struct message *m)
{
	const char *name = sim_header(m, "Channel");
	const struct channel *only = *name ? sim_channel_find(sim, name) : NULL;
	size_t n = 0;

	if (*name && !only) {
		sim_reply_error(c, m, "No such channel");
		return;
	}
	sim_list_open(c, m, false, "Channel status will follow");
	for (const struct channel *ch = sim->channels; ch; ch = ch->next) {
		if (only && ch != only)
			continue;
		put_status(sim, c, m, ch);
		n++;
	}
	sim_list_end(c, m, false, "StatusComplete", n);
	sim_reply_field(c, "Items", "%zu", n);
	sim_reply_close(c);
}

/* Reading such a variable would run a program or evaluate text. */
static bool
is_forbidden(const struct client *c, const char *name)
{
	return !(c->user->write & CLASS_SYSTEM) && (strstr(name, "SHELL") || strstr(name, "EVAL"));
}

static void
getvar(struct sim *sim, struct client *c, const struct message *m)
{
	const char *name = sim_header(m, "Variable"), *channel = sim_header(m, "Channel");
	const struct channel *ch = *channel ? sim_channel_find(sim, channel) : NULL;
	struct buf scratch = BUF_INIT(BUF_MAX_LINE);

	if (!*name) {
		sim_reply_error(c, m, "No variable specified");
	} else if (is_forbidden(c, name)) {
		sim_reply_error(c, m, "GetVar Access Forbidden: Variable");
	} else if (*channel && !ch) {
		sim_reply_error(c, m, "No such channel");
	} else {
		const char *value = sim_variable_get(sim, ch, name, &scratch);
		sim_reply_open(c, m, "Success");
		sim_reply_field(c, "Variable", "%s", name);
		sim_reply_field(c, "Value", "%s", value ? value : "");
		sim_reply_close(c);
	}
	buf_clear(&scratch);
}

static void
setvar(struct sim *sim, struct client *c, const struct message *m)
{
	const char *name = sim_header(m, "Variable"), *channel = sim_header(m, "Channel");
	struct channel *ch = *channel ? sim_channel_find(sim, channel) : NULL;

	if (!*name) {
		sim_reply_error(c, m, "No variable specified");
	} else if (*channel && !ch) {
		sim_reply_error(c, m, "No such channel");
	} else {
		sim_reply(c, m, "Variable Set");
		sim_variable_set(sim, ch, name, sim_header(m, "Value"));
	}
}

static void
agi(struct sim *sim, struct client *c, const struct message *m)
{
	const char *name = sim_header(m, "Channel"), *line = sim_header(m, "Command");
	struct channel *ch = sim_channel_find(sim, name);

	if (!*name || !*line) {
		sim_reply_error(c, m, "Both, Channel and Command are *required*");
	} else if (!ch) {
		sim_reply_error(c, m, "Channel %s does not exist.", name);
	} else if (!ch->had_agi) {
		sim_reply_error(c, m, "Failed to add AGI command to channel %s queue", name);
	} else {
		sim_reply(c, m, "Added AGI command to queue");
		sim_agi_command(sim, ch, line, sim_header(m, "CommandID"));
	}
}

static void
tell_dtmf(struct sim *sim, const struct channel *ch, const char *event, char digit)
{
	sim_channel_event(sim, event, CLASS_DTMF, ch);
	sim_event_field(sim, "Digit", "%c", digit);
	if (strcmp(event, "DTMFEnd") == 0)
		sim_event_field(sim, "DurationMs", "100");
	sim_event_field(sim, "Direction", "Sent");
	sim_event_send(sim);
}

static void
play_dtmf(struct sim *sim, struct client *c, const struct message *m)
{
	const char *digit = sim_header(m, "Digit");
	const struct channel *ch =
	    need_channel(sim, c, m, "Channel not found", "Channel not found");

	if (!ch)
		return;
	if (!*digit) {
		sim_reply_error(c, m, "No digit specified");
		return;
	}
	sim_reply(c, m, "DTMF successfully queued");
	tell_dtmf(sim, ch, "DTMFBegin", *digit);
	tell_dtmf(sim, ch, "DTMFEnd", *digit);
}

static void
mute_audio(struct sim *sim, struct client *c, const struct message *m)
{
	const char *direction = sim_header(m, "Direction"), *state = sim_header(m, "State");

	if (!need_channel(sim, c, m, "Channel not specified", "No such channel"))
		return;
	if (strcasecmp(direction, "in") != 0 && strcasecmp(direction, "out") != 0 &&
	    strcasecmp(direction, "all") != 0) {
		sim_reply_error(c, m, "Incorrect direction parameter");
		return;
	}
	(void)state;
	sim_reply_open(c, m, "Success");
	sim_reply_close(c);
}

static void
mix_monitor(struct sim *sim, struct client *c, const struct message *m)
{
	struct channel *ch = need_channel(sim, c, m, "No channel specified", "No such channel");

	if (!ch)
		return;
	ch->monitor = ++sim->next_monitor;
	sim_reply_open(c, m, "Success");
	sim_reply_field(c, "MixMonitorID", "0x%lx", ch->monitor);
	sim_reply_close(c);
	sim_channel_tell(sim, "MixMonitorStart", CLASS_CALL, ch);
}

static void
stop_mix_monitor(struct sim *sim, struct client *c, const struct message *m)
{
	struct channel *ch = need_channel(sim, c, m, "No channel specified", "No such channel");

	if (!ch)
		return;
	if (!ch->monitor) {
		sim_reply_error(c, m, "Could not stop monitoring channel");
		return;
	}
	ch->monitor = 0;
	sim_reply_open(c, m, "Success");
	sim_reply_close(c);
	sim_channel_tell(sim, "MixMonitorStop", CLASS_CALL, ch);
}

static void
absolute_timeout(struct sim *sim, struct client *c, const struct message *m)
{
	if (!need_channel(sim, c, m, "No channel specified", "No such channel"))
		return;
	sim_reply(c, m, "Timeout Set");
}

const struct action sim_actions_channel[] = {
    {"AGI", CLASS_AGI, "Give a command to a channel in AsyncAGI.", "Channel Command [CommandID]",
        agi},
    {"AbsoluteTimeout", CLASS_SYSTEM | CLASS_CALL, "Limit how long a call may last.",
        "Channel Timeout", absolute_timeout},
    {"CoreShowChannels", CLASS_SYSTEM | CLASS_REPORTING, "List all channels.", "",
        core_show_channels},
    {"Getvar", CLASS_CALL | CLASS_REPORTING, "Read a variable.", "[Channel] Variable", getvar},
    {"MixMonitor", CLASS_SYSTEM, "Record a call.", "Channel [File] [Options] [Command]",
        mix_monitor},
    {"MuteAudio", CLASS_SYSTEM, "Silence a channel.", "Channel Direction State", mute_audio},
    {"PlayDTMF", CLASS_CALL, "Play a digit to a channel.", "Channel Digit [Duration] [Receive]",
        play_dtmf},
    {"Setvar", CLASS_CALL, "Set a variable.", "[Channel] Variable [Value]", setvar},
    {"Status", CLASS_SYSTEM | CLASS_CALL | CLASS_REPORTING, "Describe one channel, or all.",
        "[Channel] [Variables] [AllVariables]", status},
    {"StopMixMonitor", CLASS_SYSTEM | CLASS_CALL, "End the recording of a call.",
        "Channel [MixMonitorID]", stop_mix_monitor},
    {NULL, 0, NULL, NULL, NULL},
};
