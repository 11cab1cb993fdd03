/* SPDX-License-Identifier: ISC */
/*
 * The replies of the test's manager, shaped as Asterisk 22 shapes them; synopses are made up. Lists
 * are empty but for the queues, everything that would change something is just a success.
 */
#include "answer.h"

#include <string.h>

static const struct row {
	const char *action, *synopsis, *privilege;
	const char *reply;    /* headers of the reply after its ActionID */
	const char *complete; /* for a list: the event that ends it */
} rows[] = {
    {"Challenge", "Get a challenge to answer", "<none>", "Challenge: 102273405\r\n", NULL},
    {"Command", "Run a line of the console", "command,all",
        "Message: Command output follows\r\nOutput: first line of output\r\n"
        "Output:   second line, indented\r\n",
        NULL},
    {"CoreSettings", "Tell the settings", "system,reporting,all",
        "AMIversion: 11.0.0\r\nAsteriskVersion: 22.10.1\r\nSystemName: \r\n", NULL},
    {"CoreShowChannels", "List the channels", "system,reporting,all",
        "EventList: start\r\nMessage: Channels will follow\r\n", "CoreShowChannelsComplete"},
    {"CoreStatus", "Tell the state", "system,reporting,all", "CoreCurrentCalls: 0\r\n", NULL},
    {"Events", "Choose the events", "<none>", "Events: On\r\n", NULL},
    {"Hangup", "End a channel", "system,call,all", "Message: Channel Hungup\r\n", NULL},
    {"ListCommands", "List the actions", "<none>", "", NULL},
    {"Login", "Log in", "<none>", "Message: Authentication accepted\r\n", NULL},
    {"Logoff", "Log off", "<none>", "Message: Thanks for all the fish.\r\n", NULL},
    {"Originate", "Start a call", "originate,all", "Message: Originate successfully queued\r\n",
        NULL},
    {"Ping", "Ask for a sign of life", "<none>", "Ping: Pong\r\nTimestamp: 1795322401.480696\r\n",
        NULL},
    {"PJSIPShowEndpoints", "List the endpoints", "system,all",
        "EventList: start\r\nMessage: A listing of Endpoints follows, presented as EndpointList "
        "events\r\n",
        "EndpointListComplete"},
    {"QueueAdd", "Add a member to a queue", "agent,all", "Message: Added\r\n", NULL},
    {"QueueStatus", "List the queues", "<none>",
        "EventList: start\r\nMessage: Queue status will follow\r\n", "QueueStatusComplete"},
    {"QueueSummary", "Count callers of queues", "<none>",
        "EventList: start\r\nMessage: Queue summary will follow\r\n", "QueueSummaryComplete"},
    {"UserEvent", "Send an event", "user,all", "Message: Event Sent\r\n", NULL},
};

/* The queue there is. */
static const char queue_event[] = "Event: QueueSummary\r\nQueue: support\r\nCallers: 0\r\n";

/* What the console completes. */
static const struct {
	const char *question, *output;
} completions[] = {
    {"\"core sh\" \"sh\"", "sh show shutdown _EOF_"},
    {"\"core sho\" \"sho\"", "show show _EOF_"},
    {"\"module unload app_q\" \"app_q\"", "app_queue.so app_queue.so _EOF_"},
    {"\"module show like app_q\" \"app_q\"", "app_queue.so app_queue.so _EOF_"},
};

/* Two entries of the key-value store. */
static const char database[] =
    "/cidname/100                                      : Alice                    \r\n"
    "Output: /cidname/$(touch x) 'y'                           : Bob                      ";

struct str
answer_header(const char *message, const char *name)
{
	struct str rest = str_of(message), line;

	while (str_cut(&rest, '\n', &line)) {
		size_t colon = str_chr(line, ':');

		if (colon < line.n && str_ieq(str_head(line, colon), str_of(name)))
			return str_trim(str_from(
			    line.p + colon + 1, line.n - colon - 1 - (line.p[line.n - 1] == '\r')));
	}
	return STR("");
}

void
answer_cut_action_id(char *message)
{
	struct str rest = str_of(message), line;

	while (str_cut(&rest, '\n', &line)) {
		if (str_istarts(line, STR("ActionID:"))) {
			memmove(message + (line.p - message), rest.p, rest.n + 1);
			return;
		}
	}
}

static void
add_action_id(struct buf *out, struct str id)
{
	if (id.n > 0)
		buf_addf(out, "ActionID: %.*s\r\n", STR_ARG(id));
}

static void
add_actions(struct buf *out)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		buf_addf(out, "%s: %s.  (Priv: %s)\r\n", rows[i].action, rows[i].synopsis,
		    rows[i].privilege);
}

/* The output of the hidden console command that completes, or NULL. */
static const char *
completion(const char *message)
{
	const struct str hidden = STR("_command matchesarray ");
	struct str line = answer_header(message, "Command");

	if (str_starts(line, STR("database show")))
		return database;
	if (!str_starts(line, hidden))
		return NULL;
	for (size_t i = 0; i < sizeof(completions) / sizeof(completions[0]); i++)
		if (str_eq(str_from_at(line, hidden.n), str_of(completions[i].question)))
			return completions[i].output;
	return "_EOF_";
}

/* Answer an action that the table has. */
static void
add_reply(struct buf *out, const struct row *row, struct str id, const char *output)
{
	bool goodbye = strcmp(row->action, "Logoff") == 0;

	buf_addf(out, "Response: %s\r\n", goodbye ? "Goodbye" : "Success");
	add_action_id(out, id);
	if (output != NULL)
		buf_addf(out, "Message: Command output follows\r\nOutput: %s\r\n", output);
	else
		buf_addz(out, row->reply);
	if (strcmp(row->action, "ListCommands") == 0)
		add_actions(out);
	buf_addz(out, "\r\n");
	if (row->complete == NULL)
		return;
	if (strcmp(row->action, "QueueSummary") == 0) {
		buf_addz(out, queue_event);
		add_action_id(out, id);
		buf_addz(out, "\r\n");
	}
	buf_addf(out, "Event: %s\r\n", row->complete);
	add_action_id(out, id);
	buf_addz(out, "EventList: Complete\r\nListItems: 0\r\n\r\n");
}

bool
answer(struct buf *out, const char *message)
{
	struct str action = answer_header(message, "Action");
	struct str id = answer_header(message, "ActionID");
	bool login = str_ieq(action, STR("Login"));

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (!str_ieq(action, str_of(rows[i].action)))
			continue;
		add_reply(out, &rows[i], id, completion(message));
		if (login)
			buf_addz(out,
			    "Event: FullyBooted\r\nPrivilege: system,all\r\nUptime: 395\r\n"
			    "LastReload: 395\r\nStatus: Fully Booted\r\n\r\n");
		return login;
	}
	buf_addz(out, "Response: Error\r\n");
	add_action_id(out, id);
	buf_addf(out,
	    "Message: Invalid/unknown command: %.*s. Use Action: ListCommands to show "
	    "available commands.\r\n\r\n",
	    STR_ARG(action));
	return false;
}
