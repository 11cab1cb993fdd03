/* SPDX-License-Identifier: ISC */
/* Actions whose answers are shaped like no other's: without a Response, with several, with one
 * event and no end, with two empty lines, with lines that are no headers. */
#include <stdio.h>
#include <strings.h>

#include "actions.h"
#include "queue.h"
#include "reply.h"

/* Raw lines, here none, and an empty line; not even the ActionID. */
static void
iax_netstats(struct sim *sim, struct client *c, const struct message *m)
{
	(void)sim, (void)m;
	sim_reply_close(c);
}

/* Items without an ActionID. */
static void
iax_peers(struct sim *sim, struct client *c, const struct message *m)
{
	static const struct {
		const char *name;
		const char *value;
	} peer[] = {
	    {"Channeltype", "IAX2"},
	    {"ObjectName", "branch"},
	    {"ChanObjectType", "peer"},
	    {"IPaddress", "(null)"},
	    {"IPport", "(null)"},
	    {"Dynamic", "yes"},
	    {"Trunk", "no"},
	    {"Encryption", "no"},
	    {"Status", "Unmonitored"},
	    {"Description", ""},
	};

	(void)sim;
	sim_list_open(c, m, true, "Peer status list will follow");
	sim_item_open_bare(c, "PeerEntry");
	for (size_t i = 0; i < sizeof(peer) / sizeof(*peer); i++)
		sim_reply_field(c, peer[i].name, "%s", peer[i].value);
	sim_reply_close(c);
	sim_list_end(c, m, true, "PeerlistComplete", 1);
	sim_reply_close(c);
}

/* Two empty lines. */
static void
queue_rule(struct sim *sim, struct client *c, const struct message *m)
{
	(void)sim;
	sim_reply_open(c, m, "Success");
	sim_reply_close(c);
	sim_reply_close(c);
}

/* One event, no list. */
static void
fax_stats(struct sim *sim, struct client *c, const struct message *m)
{
	static const char *const counts[] = {"CurrentSessions", "ReservedSessions",
	    "TransmitAttempts", "ReceiveAttempts", "CompletedFAXes", "FailedFAXes"};

	(void)sim;
	sim_reply(c, m, "FAXStats event will follow");
	sim_item_open(c, m, "FAXStats");
	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++)
		sim_reply_field(c, counts[i], "0");
	sim_reply_close(c);
}

/* "Start" with a capital letter. */
static void
fax_sessions(struct sim *sim, struct client *c, const struct message *m)
{
	(void)sim;
	sim_reply_open(c, m, "Success");
	sim_reply_field(c, "EventList", "Start");
	sim_reply_field(c, "Message", "FAXSessionsEntry event list will follow");
	sim_reply_close(c);
	sim_list_end(c, m, true, "FAXSessionsComplete", 0);
	sim_reply_field(c, "Total", "0");
	sim_reply_close(c);
}

/* More than one Error for one action. */
static void
module_load(struct sim *sim, struct client *c, const struct message *m)
{
	const char *type = sim_header(m, "LoadType");

	(void)sim;
	if (!*type)
		sim_reply_error(c, m, "Incomplete ModuleLoad action.");
	if (!*sim_header(m, "Module"))
		sim_reply_error(c, m, "Need module name");
	if (strcasecmp(type, "load") == 0)
		sim_reply_error(c, m, "Could not load module.");
	else if (strcasecmp(type, "reload") == 0)
		sim_reply_error(c, m, "Module not found.");
	else
		sim_reply_error(c, m, "Incomplete ModuleLoad action.");
}

static void
put_line(struct client *c, size_t category, size_t line, const char *name, const char *value)
{
	char key[64];

	snprintf(key, sizeof(key), "Line-%06zu-%06zu", category, line);
	sim_reply_field(c, key, "%s=%s", name, value);
}

static void
put_category(struct client *c, size_t number, const char *name)
{
	char key[64];

	snprintf(key, sizeof(key), "Category-%06zu", number);
	sim_reply_field(c, key, "%s", name);
}

/* A queue as queues.conf would have it. */
static void
put_queue(struct client *c, size_t number, const struct call_queue *q)
{
	size_t line = 0;
	char value[400];

	put_category(c, number, q->name);
	put_line(c, number, line++, "strategy", q->strategy);
	for (const struct member *member = q->members; member; member = member->next) {
		snprintf(value, sizeof(value), "%s,%d,%s", member->interface, member->penalty,
		    member->name);
		put_line(c, number, line++, "member", value);
	}
}

/* Numbered headers, or a line without a colon. The only file there is is queues.conf. */
static void
get_config(struct sim *sim, struct client *c, const struct message *m)
{
	const char *file = sim_header(m, "Filename"), *only = sim_header(m, "Category");
	const struct call_queue *q = sim->queues;
	size_t n = 0;

	if (strcmp(file, "queues.conf") != 0) {
		sim_reply_error(
		    c, m, "%s", *file ? "Config file not found" : "Filename not specified");
		return;
	}
	sim_reply_open(c, m, "Success");
	if (!*only || strcmp(only, "general") == 0) {
		put_category(c, n, "general");
		put_line(c, n++, 0, "persistentmembers", "no");
	}
	for (; q; q = q->next)
		if (!*only || strcmp(only, q->name) == 0)
			put_queue(c, n++, q);
	if (n == 0)
		sim_client_write(c, STR("No categories found\r\n"));
	sim_reply_close(c);
}

const struct action sim_actions_odd[] = {
    {"FAXSessions", CLASS_CALL, "List the faxes on their way.", "", fax_sessions},
    {"FAXStats", CLASS_REPORTING, "Count faxes.", "", fax_stats},
    {"GetConfig", CLASS_SYSTEM | CLASS_CONFIG, "Show a configuration file.",
        "Filename [Category] [Filter]", get_config},
    {"IAXnetstats", CLASS_SYSTEM | CLASS_REPORTING, "Show how IAX calls travel.", "", iax_netstats},
    {"IAXpeers", CLASS_SYSTEM | CLASS_REPORTING, "List the IAX peers.", "", iax_peers},
    {"ModuleLoad", CLASS_SYSTEM, "Load a module, or refuse.", "[Module] LoadType", module_load},
    {"QueueRule", 0, "List the rules of queues.", "[Rule]", queue_rule},
    {NULL, 0, NULL, NULL, NULL},
};
