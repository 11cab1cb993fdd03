/* SPDX-License-Identifier: ISC */
/* Console commands that explain actions, events and commands. */
#include <stdlib.h>
#include <strings.h>

#include "actions.h"
#include "cli.h"
#include "manual.h"

const struct event_fact sim_event_facts[] = {
    {"AgentCalled", "A queue rings a member.", "+Queue Interface MemberName"},
    {"AgentComplete", "A member has served a caller.",
        "+Queue Interface MemberName HoldTime TalkTime Reason"},
    {"AgentConnect", "A member answers a caller.", "+Queue Interface MemberName HoldTime RingTime"},
    {"AsyncAGIExec", "A command of AsyncAGI is done.", "+Result [CommandId]"},
    {"AsyncAGIStart", "A channel waits for AGI commands.", "+Env"},
    {"BridgeCreate", "A bridge is there.", "BridgeUniqueid BridgeType BridgeNumChannels"},
    {"BridgeDestroy", "A bridge is gone.", "BridgeUniqueid BridgeType BridgeNumChannels"},
    {"BridgeEnter", "A channel joins a bridge.", "+BridgeUniqueid BridgeType"},
    {"BridgeLeave", "A channel leaves a bridge.", "+BridgeUniqueid BridgeType"},
    {"Cdr", "A call is over, for the books.", "Source Destination Channel Duration Disposition"},
    {"DeviceStateChange", "A device does something else now.", "Device State"},
    {"DialBegin", "Somebody is being called.", "+DialString"},
    {"DialEnd", "A call was answered, or not.", "+DialStatus"},
    {"ExtensionStatus", "An extension with a hint does something else now.",
        "Exten Context Hint Status StatusText"},
    {"Hangup", "A channel has ended.", "+Cause Cause-txt"},
    {"HangupRequest", "Somebody wants a channel to end.", "+[Cause]"},
    {"Newchannel", "A channel has begun.", "+"},
    {"Newexten", "A channel runs an application.", "+Extension Application AppData"},
    {"Newstate", "A channel rings, or was answered.", "+"},
    {"OriginateResponse", "An originate has come to its end.",
        "Response Channel [Context] [Exten] [Application] [Data] Reason Uniqueid"},
    {"ParkedCall", "A call is parked.", "Parkinglot ParkingSpace"},
    {"QueueCallerAbandon", "A caller gave up.", "+Queue Position OriginalPosition HoldTime"},
    {"QueueCallerJoin", "A caller queues up.", "+Queue Position Count"},
    {"QueueCallerLeave", "A caller is out of the queue.", "+Queue Position Count"},
    {"QueueMemberStatus", "A member does something else now.",
        "Queue MemberName Interface Status Paused"},
    {"UserEvent", "Somebody has something to say.", "UserEvent [Header1]"},
    {"VarSet", "A variable has a value.", "+Variable Value"},
    {NULL, NULL, NULL},
};

static const char *const snapshot[] = {"Channel", "ChannelState", "ChannelStateDesc", "CallerIDNum",
    "CallerIDName", "ConnectedLineNum", "ConnectedLineName", "Language", "AccountCode", "Context",
    "Exten", "Priority", "Uniqueid", "Linkedid"};

/* "Name: <value>" for each of the words, "[Name:] <value>" for those in brackets. */
static void
put_syntax(struct buf *out, const char *params)
{
	struct str rest = str_of(params), one;

	while (*params && str_cut(&rest, ' ', &one)) {
		if (str_starts(one, STR("[")))
			buf_addf(out, "[%.*s:] <value>\n", (int)one.n - 2, one.p + 1);
		else
			buf_addf(out, "%.*s: <value>\n", STR_ARG(one));
	}
}

/* Each parameter with a word of explanation. */
static void
put_arguments(struct buf *out, const char *params)
{
	struct str rest = str_of(params), one;

	buf_addz(out, "[Arguments]\n\n");
	while (*params && str_cut(&rest, ' ', &one)) {
		if (str_starts(one, STR("[")))
			one = str_from(one.p + 1, one.n - 2);
		buf_addf(
		    out, "%.*s\n    The %.*s, made up for tests.\n\n", STR_ARG(one), STR_ARG(one));
	}
}

static void
put_action(const struct action *a, struct buf *out)
{
	struct buf classes = BUF_INIT(BUF_MAX_LINE);

	sim_classes(&classes, a->classes, "<none>");
	buf_addf(out,
	    "\n  -= Info about Manager Command '%s' =- \n\n[Synopsis]\n%s\n\n"
	    "[Provided By]\npbxsim\n"
	    "\n[Since]\n0.1.0\n\n[Description]\n%s\nThis is the simulated PBX.\n\n[Syntax]\n"
	    "Action: %s\n[ActionID:] <value>\n",
	    a->name, a->synopsis, a->synopsis, a->name);
	put_syntax(out, a->params);
	buf_addc(out, '\n');
	put_arguments(out, a->params);
	buf_addf(out,
	    "[Privilege]\n%s\n\n[See Also]\nPing\n\n[List Responses]\nNone\n\n"
	    "[End List Responses]\n\n[Final Response]\nNone\n\n[End Final Response]\n\n",
	    buf_z(&classes));
	buf_clear(&classes);
}

static enum cli_result
show_command(struct sim *sim, const struct words *args, struct buf *out)
{
	for (size_t i = 0; i < args->n; i++) {
		const struct action *a = sim_action_find(sim, args->word[i]);
		if (a)
			put_action(a, out);
	}
	return CLI_DONE;
}

static enum cli_result
show_commands(struct sim *sim, const struct words *args, struct buf *out)
{
	size_t count;
	const struct action **list = sim_actions(sim, &count);

	(void)args;
	buf_addf(out, "  %-33s  Synopsis\n  %-33s  --------\n", "Action", "------");
	for (size_t i = 0; i < count; i++)
		buf_addf(out, "  %-33s  %s\n", list[i]->name, list[i]->synopsis);
	free(list);
	return CLI_DONE;
}

static enum cli_result
show_event(struct sim *sim, const struct words *args, struct buf *out)
{
	const struct event_fact *e = sim_event_facts;

	(void)sim;
	while (e->name && strcasecmp(e->name, args->word[0]) != 0)
		e++;
	if (!e->name) {
		buf_addf(out, "Could not find event '%s'\n", args->word[0]);
		return CLI_DONE;
	}
	bool about_channel = *e->params == '+';
	buf_addf(out,
	    "Event: %s\n\n  -= Info about Manager Event '%s' =- \n\n[Synopsis]\n%s\n\n"
	    "[Provided By]\npbxsim\n\n[Since]\n0.1.0\n\n[Description]\nNot available\n\n[Syntax]\n"
	    "Event: %s\n",
	    e->name, e->name, e->synopsis, e->name);
	for (size_t i = 0; about_channel && i < sizeof(snapshot) / sizeof(*snapshot); i++)
		buf_addf(out, "%s: <value>\n", snapshot[i]);
	put_syntax(out, e->params + about_channel);
	buf_addc(out, '\n');
	put_arguments(out, e->params + about_channel);
	buf_addz(out, "[See Also]\nPing\n\n\n");
	return CLI_DONE;
}

static enum cli_result
show_events(struct sim *sim, const struct words *args, struct buf *out)
{
	size_t n = 0;

	(void)sim, (void)args;
	buf_addz(out, "Events:\n");
	buf_addz(out, "  --------------------  --------------------  --------------------\n");
	for (const struct event_fact *e = sim_event_facts; e->name; e++, n++)
		buf_addf(out, "  %-20s%s", e->name, n % 3 == 2 ? "\n" : "");
	buf_addf(out, "%s\n%zu events registered.\n", n % 3 ? "\n" : "", n);
	return CLI_DONE;
}

struct help {
	const char *prefix;
	struct buf *out;
	size_t lines;
	const struct cli_row *only;
};

static void
put_help_line(const struct cli_row *row, void *context)
{
	struct help *help = context;
	struct buf head = BUF_INIT(BUF_MAX_LINE);

	if (*row->words == '_' || !str_istarts(str_of(row->words), str_of(help->prefix)))
		return;
	if (strcasecmp(row->words, help->prefix) == 0)
		help->only = row;
	buf_addf(&head, "%s%s%s", row->words, *row->args ? " " : "", row->args);
	buf_addf(help->out, "%-30s -- %s\n", buf_z(&head), row->summary);
	help->lines++;
	buf_clear(&head);
}

static enum cli_result
core_show_help(struct sim *sim, const struct words *args, struct buf *out)
{
	struct buf prefix = BUF_INIT(BUF_MAX_LINE), lines = BUF_INIT(BUF_MAX_TEXT);

	(void)sim;
	for (size_t i = 0; i < args->n; i++)
		buf_addf(&prefix, "%s%s", i ? " " : "", args->word[i]);
	struct help help = {.prefix = buf_z(&prefix), .out = &lines};
	sim_cli_each(put_help_line, &help);
	if (help.only)
		buf_addf(out, "Usage: %s%s%s\n       %s.\n", help.only->words,
		    *help.only->args ? " " : "", help.only->args, help.only->summary);
	else if (help.lines)
		buf_adds(out, buf_str(&lines));
	else
		buf_addf(out, "No such command '%s'.\n", help.prefix);
	buf_clear(&prefix);
	buf_clear(&lines);
	return CLI_DONE;
}

static enum cli_result
matches_array(struct sim *sim, const struct words *args, struct buf *out)
{
	sim_cli_complete(sim, args->word[0], args->word[1], out);
	return CLI_DONE;
}

const struct cli_row sim_cli_manual[] = {
    {"_command matchesarray", "\"<line>\" text", "Used by completion alone", 2, 2, COMPLETE_NOTHING,
        matches_array},
    {"core show help", "[command]", "Tell what commands there are", 0, CLI_WORDS, COMPLETE_COMMAND,
        core_show_help},
    {"manager show command", "<action> [<action> ...]", "Explain actions", 1, CLI_WORDS,
        COMPLETE_ACTION, show_command},
    {"manager show commands", "", "List the actions", 0, 0, COMPLETE_NOTHING, show_commands},
    {"manager show event", "<event>", "Explain an event", 1, 1, COMPLETE_EVENT, show_event},
    {"manager show events", "", "List the events", 0, 0, COMPLETE_NOTHING, show_events},
    {NULL, NULL, NULL, 0, 0, COMPLETE_NOTHING, NULL},
};
