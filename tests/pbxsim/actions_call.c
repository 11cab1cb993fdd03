/* SPDX-License-Identifier: ISC */
/* Originate: what it refuses, and what it starts. */
#include "actions.h"


#include "dialplan.h"
#include "originate.h"
#include "reply.h"

static bool
contains_any(const char *text, const char *const *words)
{
	struct str s = str_of(text);

	for (; *words; words++)
		for (size_t i = 0; i < s.n; i++)
			if (str_istarts(str_from_at(s, i), str_of(*words)))
				return true;
	return false;
}

/* Applications and data that reach beyond the call need the class system. */
static bool
is_forbidden(const struct client *c, const struct message *m)
{
	static const char *const apps[] = {"agi", "dbdeltree", "exec", "externalivr", "mixmonitor",
	    "originate", "reload", "system", NULL};
	static const char *const data[] = {
	    "CURL", "DB", "EVAL", "FILE", "ODBC", "REALTIME", "SHELL", NULL};

	return !(c->user->write & CLASS_SYSTEM) &&
	       (contains_any(sim_header(m, "Application"), apps) ||
	           contains_any(sim_header(m, "Data"), data));
}

/* What is wrong with the headers, in the order in which the server looks; NULL when nothing is. */
static const char *
refusal(const struct client *c, const struct message *m, long *timeout)
{
	const char *channel = sim_header(m, "Channel"), *timeout_text = sim_header(m, "Timeout");
	const char *context = sim_header(m, "Context"), *exten = sim_header(m, "Exten");
	const char *priority_text = sim_header(m, "Priority");
	long priority = 0;

	if (!*channel)
		return "Channel not specified";
	if (*priority_text && !str_number(str_of(priority_text), 1, 1000, &priority))
		return "Invalid priority";
	if (*timeout_text && !str_number(str_of(timeout_text), -1, 86400000, timeout))
		return "Invalid timeout";
	if (!strchr(channel, '/') || !strchr(channel, '/')[1])
		return "Invalid channel";
	if (is_forbidden(c, m))
		return "Originate Access Forbidden: app or data blacklisted";
	if (*sim_header(m, "Application"))
		return NULL;
	if (!*exten || !*context || !priority)
		return "Originate with 'Exten' requires 'Context' and 'Priority'";
	return sim_exten_exists(context, exten, (int)priority) ? NULL : "Extension does not exist.";
}

static void
originate(struct sim *sim, struct client *c, const struct message *m)
{
	long timeout = 30000;
	const char *why = refusal(c, m, &timeout);

	if (why) {
		sim_reply_error(c, m, "%s", why);
		return;
	}
	c->blocked = !sim_true(sim_header(m, "Async"));
	if (!c->blocked)
		sim_reply(c, m, "Originate successfully queued");
	sim_originate(sim, c, m, timeout < 0 ? 0 : timeout);
}

const struct action sim_actions_call[] = {
    {"Originate", CLASS_ORIGINATE, "Call a channel and connect it.",
        "Channel [Exten] [Context] [Priority] [Application] [Data] [Timeout] [CallerID] "
        "[Variable] [Account] [EarlyMedia] [Async] [Codecs] [ChannelId] [OtherChannelId]",
        originate},
    {NULL, 0, NULL, NULL, NULL},
};
