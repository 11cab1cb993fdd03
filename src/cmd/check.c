/* SPDX-License-Identifier: ISC */
/* The command check: a monitoring plugin, which tells in its line whatever happens; without words a
 * report of each step to a logged-in session. */
#include "base/out.h"
#include "base/redact.h"
#include "checkup/checkup.h"
#include "client/client.h"
#include "lang/args.h"
#include "lang/settings.h"
#include "monitor/checks.h"
#include "monitor/plugin_fleet.h"

static void
print(const struct plugin *p)
{
	struct buf line = BUF_INIT(BUF_MAX_TEXT);

	plugin_line(p, &line);
	out_write(buf_str(&line));
	buf_clear(&line);
}

/* The line of an error. A | in a usage stands between choices. */
static enum plugin_status
print_error(const struct err *err)
{
	struct plugin p;

	plugin_init(&p);
	p.status = plugin_of_error(err->kind);
	redact_text(&p.text, str_of(err->text));
	for (size_t i = 0; i < p.text.n; i++)
		p.text.p[i] = (char)(p.text.p[i] == '|' ? '/' : p.text.p[i]);
	print(&p);
	plugin_clear(&p);
	return p.status;
}

/* The status as an error whose text was printed. */
static int
result(enum plugin_status status, struct err *err)
{
	static const enum err_kind kinds[PLUGIN_STATUSES] = {
	    [PLUGIN_OK] = ERR_NONE,
	    [PLUGIN_WARNING] = ERR_WARNING,
	    [PLUGIN_CRITICAL] = ERR_CRITICAL,
	    [PLUGIN_UNKNOWN] = ERR_UNKNOWN,
	};

	err_clear(err);
	err->kind = kinds[status];
	return status == PLUGIN_OK ? 0 : -1;
}

static int
read_limits(struct check *c, const struct args *args, struct err *err)
{
	const struct check_row *row = c->row;
	size_t n = checks_values(row);

	c->limited = args_has(args, "WARNING") || args_has(args, "CRITICAL");
	if (args_has(args, "WARNING") &&
	    thresholds_read(c->warning, row->labels, n, args_get(args, "WARNING"), err) < 0)
		return err_prefix(err, "check: -w");
	if (args_has(args, "CRITICAL") &&
	    thresholds_read(c->critical, row->labels, n, args_get(args, "CRITICAL"), err) < 0)
		return err_prefix(err, "check: -c");
	return 0;
}

static int
check(struct check *c, const struct args *args, struct err *err)
{
	if (!args_has(args, "WHAT"))
		return err_set(err, ERR_USAGE,
		    "check: say what the ranges are for, as in check calls -w 50");
	if (args_has(args, "NAME") && c->name.n == 0)
		return err_set(err, ERR_USAGE, "check: %.*s: NAME is empty",
		    STR_ARG(args_get(args, "WHAT")));
	c->row = checks_find(args_get(args, "WHAT"), args_has(args, "NAME"), err);
	if (!c->row || read_limits(c, args, err) < 0)
		return -1;
	return c->row->ask(c, err);
}

static int
run_check(struct client *client, const struct args *args, struct err *err)
{
	struct check c = {.client = client, .name = args_get(args, "NAME")};

	plugin_init(&c.plugin);
	int failed = check(&c, args, err);
	enum plugin_status status = c.plugin.status;
	if (failed && err->kind != ERR_INTERRUPTED)
		failed = result(print_error(err), err);
	else if (!failed && !client->settings->dry_run) {
		print(&c.plugin);
		failed = result(status, err);
	}
	plugin_clear(&c.plugin);
	return failed;
}

static int
fail_check(const struct client *client, const struct err *err)
{
	(void)client;
	return (int)print_error(err);
}

static int
gather_check(struct buf *out, const struct gathered *v, size_t n)
{
	return (int)plugin_gather(out, v, n);
}

static int
run_alone(struct client *client, const struct args *args, struct err *err)
{
	(void)args;
	return checkup_run(client, err);
}

/* It tells its own failures. */
static const struct cmd alone = {
    .name = "check",
    .group = GROUP_SCRIPT,
    .item_headers = "Step,Status,Text,Advice",
    .args = (const struct arg_spec[]){{0}},
    .flags = CMD_APART | CMD_LIST,
    .run = run_alone,
};

const struct cmd cmd_check = {
    .name = "check",
    .group = GROUP_SCRIPT,
    .summary = "try the way to the server step by step, or be a monitoring plugin",
    .help = "Without a WHAT it goes the way to a logged-in session step by step, a line each: "
            "which server, user and secret, and from where; the name, the addresses, the banner, "
            "TLS with its certificate, the login, what the account may do and which events it "
            "gets, how the clocks differ, and ARI where it is configured. Where that ends, it "
            "says why and what to do, and returns 3 (no connection), 4 (login refused) or what "
            "the error is. Each step is ok, a note or failed; in JSON it has Step, Status, Text "
            "and Advice. With a WHAT it prints one line, as Nagios and Icinga want it, and "
            "returns 0 (OK), 1 (WARNING), 2 (CRITICAL: also no connection, no login or no reply) "
            "or 3 (UNKNOWN: a usage error, a missing right). WHAT: ping (rtt: the round trip, in "
            "seconds), calls, channels, longest (the longest call, in seconds), endpoints "
            "(unreachable, reachable) or one NAME of them (rtt), registrations (unregistered, "
            "registered), queue NAME (waiting, longest, free) or uptime (in seconds). WARNING and "
            "CRITICAL are ranges: 10 (alert outside 0 to 10), 10:, ~:10, 10:20, @10:20 (alert "
            "inside). For several values give several with commas between them, or VALUE=RANGE. "
            "With several servers the worst status counts, and each has a line.",
    .examples = (const struct example[]){
        {"check", "The whole way to a logged-in session, and what to do where it ends."},
        {"check calls -w 50 -c 100", "For Nagios: a warning above 50 calls, critical above 100."},
        {"check queue support -w 5,60 -c 10,180",
            "The callers that wait in a queue, and for how long the first of them."},
        {0}},
    .args = (const struct arg_spec[]){
        {.name = "WARNING", .type = ARG_WORD, .option = "-w", .optional = true},
        {.name = "CRITICAL", .type = ARG_WORD, .option = "-c", .optional = true},
        {.name = "WHAT", .type = ARG_CHOICE, .optional = true,
            .choices = CHECK_CHOICES},
        {.name = "NAME", .type = ARG_CHECKED, .optional = true}, {0}},
    .flags = CMD_SESSION,
    .run = run_check,
    .fail = fail_check,
    .gather = gather_check,
    .alone = &alone,
};
