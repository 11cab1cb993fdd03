/* SPDX-License-Identifier: ISC */
/* Hangup of /regex/: the channels that match, matched here, since servers before Asterisk 11 take
 * the expression as a name, and later ones would also hang up channels that came after the
 * question. */
#include <regex.h>
#include <stdlib.h>

#include "ami/action.h"
#include "base/mem.h"
#include "client/perform.h"
#include "client/request.h"
#include "danger/danger.h"
#include "danger/plan.h"
#include "session/item.h"

static const struct plan_kind kind = {
    .command = "hangup",
    .verb = "Hang up",
    .done = "hung up",
    .action = "Hangup",
    .names = {"Channel"},
    .item = "ChannelHungup",
    .gone = "No such channel",
};

/* The live channels that match. */
struct matches {
	regex_t regex;
	struct plan *plan;
	struct err refused; /* the server does not list its channels */
};

static bool
reaches(const struct client *client, struct str block)
{
	struct str inside;

	(void)client;
	return str_in_slashes(action_value(block, STR("Channel")), &inside);
}

/* The expression between the slashes, in which \/ is a slash (main/manager.c, action_hangup()).
 * Alone, the \ of /\/ is not dropped: what is left would match every channel. */
static int
compile(struct matches *m, struct str channel, struct err *err)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	char why[256];

	for (size_t i = 1; i + 1 < channel.n; i++)
		if (channel.p[i] != '\\' || channel.p[i + 1] != '/' || i + 2 == channel.n)
			buf_addc(&text, channel.p[i]);
	int code = regcomp(&m->regex, buf_z(&text), REG_EXTENDED | REG_NOSUB);
	buf_clear(&text);
	if (code == 0)
		return 0;
	regerror(code, &m->regex, why, sizeof(why));
	return err_set(err, ERR_USAGE, "hangup: not a regular expression: %.*s: %s",
	    STR_ARG(channel), why);
}

static void
take_channel(void *arg, const struct item *item)
{
	struct matches *m = arg;
	struct str name = msg_get(&item->msg, STR("Channel"));

	if (item->kind == ITEM_REPLY && msg_is(&item->msg, MSG_RESPONSE, STR("Error")))
		request_refused(&m->refused, "", STR("Status"), &item->msg);
	if (item->kind != ITEM_LIST || name.n == 0)
		return;
	char *text = mem_strndup(name);
	if (regexec(&m->regex, text, 0, NULL, 0) == 0)
		plan_add(m->plan, &name, name);
	free(text);
}

/* Ask the server for its channels and keep those that match. A user who may hang up may use Status,
 * if not CoreShowChannels (their classes: main/manager.c). */
static int
find_matches(struct client *client, struct matches *m, struct err *err)
{
	static const char *const ways[] = {"CoreShowChannels", "Status"};
	int failed = 0;

	for (size_t i = 0; i < 2 && !failed; i++) {
		m->refused.kind = ERR_NONE;
		failed = perform_quietly(client, ways[i], NULL, 0, take_channel, m, err);
		if (!failed && m->refused.kind == ERR_NONE)
			return 0;
	}
	return failed ? failed
	              : err_set(err, ERR_FAILED, "hangup: cannot find the channels: %s",
	                    m->refused.text);
}

static int
list(struct client *client, struct str block, struct plan *plan, bool *always, struct err *err)
{
	struct str channel = action_value(block, STR("Channel"));
	struct matches m = {.plan = plan};

	(void)always;
	if (str_eq(channel, STR("//")))
		return err_set(err, ERR_USAGE,
		    "hangup: an empty expression is refused, use /./ for every channel: //");
	if (compile(&m, channel, err) < 0)
		return -1;
	int failed = find_matches(client, &m, err);
	regfree(&m.regex);
	if (!failed && plan->n == 0)
		failed = err_set(
		    err, ERR_FAILED, "hangup: no channel matches %.*s", STR_ARG(channel));
	plan_say_more(plan, "Cause", action_value(block, STR("Cause")));
	return failed;
}

const struct danger danger_hangup = {
    .action = "Hangup",
    .kind = &kind,
    .reaches = reaches,
    .list = list,
    .lists_by = "CoreShowChannels",
};
