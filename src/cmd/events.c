/* SPDX-License-Identifier: ISC */
/* The commands events, show and hide: which events the server sends and the shell prints. */
#include "await/awaited.h"
#include "base/out.h"
#include "base/text.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/display.h"
#include "client/event_mask.h"
#include "client/loop.h"
#include "client/perform.h"
#include "lang/args.h"
#include "lang/mask.h"
#include "lang/rules.h"
#include "lang/settings.h"

#define SOON 1000 /* ms in which every server answers Events, except those that never do */

/* What the server was asked for. */
static int
show_mask(const struct client *client, struct err *err)
{
	if (!client->connection->session)
		return connection_refuse(client->connection, err);
	out_write(buf_str(&client->mask->user));
	out_write(STR("\n"));
	return 0;
}

/* Servers with brokeneventsaction = yes never answer "on" (main/manager.c, action_events()). */
static void
say_unanswered(struct timer *t)
{
	(void)t;
	out_remark("-- events: no reply yet: with brokeneventsaction = yes in manager.conf the "
	    "server never answers \"on\", but sends events anyway");
}

static int
send_mask(struct client *client, struct str mask, struct err *err)
{
	const struct header headers[] = {{STR("EventMask"), mask}};
	struct timer timer = {.fire = say_unanswered};
	bool all = str_ieq(mask, STR("on"));

	if (all)
		loop_set_timer(client->loop, &timer, clock_now() + SOON);
	int failed = perform_named(client, "Events", headers, 1, err);
	if (all)
		loop_clear_timer(client->loop, &timer);
	return failed;
}

static int
run_events(struct client *client, const struct args *args, struct err *err)
{
	struct buf mask = BUF_INIT(BUF_MAX_LINE);
	struct str word = args_get(args, "MASK"), header = STR("EventMask=");
	size_t at = str_istarts(word, header) ? header.n : 0;

	if (!args_has(args, "MASK"))
		return show_mask(client, err);
	int failed = mask_read(&mask, str_from_at(word, at), err);
	if (!failed) {
		failed = send_mask(client, buf_str(&mask), err);
		if (!failed && !client->settings->dry_run) {
			event_mask_set(client->mask, buf_str(&mask));
			failed = awaited_mask(client, buf_str(&mask), err);
		}
	}
	buf_clear(&mask);
	return failed;
}

const struct cmd cmd_events = {
    .name = "events",
    .group = GROUP_EVENTS,
    .summary = "choose which classes of events the server sends",
    .help = "MASK is on, off, or classes separated by commas: system, call, log, verbose, command, "
            "agent, user, config, dtmf, reporting, cdr, dialplan, originate, agi, cc, aoc, test, "
            "security, message. Without MASK, the mask in effect is printed.",
    .examples = (const struct example[]){
        {"events call,agent", "Ask the server for events of these classes only."},
        {"events", "Print which classes come."},
        {0}},
    .args = (const struct arg_spec[]){{.name = "MASK", .type = ARG_MASK, .optional = true}, {0}},
    .flags = CMD_SESSION,
    .run = run_events,
};

/* Print the rules that are in force. */
static void
list_rules(const struct client *client)
{
	struct buf rules = BUF_INIT(BUF_MAX_TEXT), out = BUF_INIT(BUF_MAX_TEXT);

	rules_print(client->display->rules, &rules);
	text_escape_lines(&out, buf_str(&rules));
	out_write(buf_str(&out));
	buf_clear(&rules);
	buf_clear(&out);
}

static int
change_rules(struct client *client, const struct args *args, bool show, struct err *err)
{
	struct terms terms = {0};
	struct str word;
	int failed = 0;

	if (!args_has(args, "EVENT")) {
		list_rules(client);
		return 0;
	}
	failed = terms_add(&terms, args_get(args, "EVENT"), err);
	if (!failed)
		failed = awaited_check(client, args->cmd->name, args_get(args, "EVENT"), false,
		    err);
	for (size_t at = 0; !failed && args_next(args, "TERM", &at, &word);)
		failed = terms_add(&terms, word, err);
	if (failed)
		terms_clear(&terms);
	else
		display_rule(client->display, show, &terms);
	return failed;
}

static int
run_show(struct client *client, const struct args *args, struct err *err)
{
	return change_rules(client, args, true, err);
}

static int
run_hide(struct client *client, const struct args *args, struct err *err)
{
	return change_rules(client, args, false, err);
}

#define RULE_HELP                                                                                  \
	"The rules are checked from the last to the first, and the first that matches decides. "   \
	"An event that matches none is shown. * matches every event and replaces all rules. "      \
	"Without arguments, the rules are listed."

const struct cmd cmd_show = {
    .name = "show",
    .group = GROUP_EVENTS,
    .summary = "show these events in the interactive shell",
    .help = RULE_HELP,
    .examples = (const struct example[]){
        {"show Hangup Cause!=16", "After hide *: show only hangups that are not normal."},
        {0}},
    .args = (const struct arg_spec[]){{.name = "EVENT", .type = ARG_EVENT, .optional = true},
        {.name = "TERM", .type = ARG_TERM, .optional = true, .repeated = true}, {0}},
    .flags = CMD_HERE | CMD_SETS,
    .run = run_show,
};

const struct cmd cmd_hide = {
    .name = "hide",
    .group = GROUP_EVENTS,
    .summary = "hide these events in the interactive shell",
    .help = RULE_HELP,
    .examples = (const struct example[]){
        {"hide VarSet,Newexten", "Show these events no more."},
        {"hide *", "Show none, until show names some."},
        {0}},
    .args = (const struct arg_spec[]){{.name = "EVENT", .type = ARG_EVENT, .optional = true},
        {.name = "TERM", .type = ARG_TERM, .optional = true, .repeated = true}, {0}},
    .flags = CMD_HERE | CMD_SETS,
    .run = run_hide,
};
