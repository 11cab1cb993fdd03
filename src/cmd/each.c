/* SPDX-License-Identifier: ISC */
/* The command each: a line for every row of a file, or for every item of another line's answer. */
#include <stdlib.h>

#include "base/mem.h"
#include "base/out.h"
#include "client/ask.h"
#include "client/client.h"
#include "client/display.h"
#include "client/fleet_member.h"
#include "client/loop.h"
#include "client/messages.h"
#include "client/scope.h"
#include "conf/options.h"
#include "lang/args.h"
#include "lang/settings.h"
#include "rows/journal.h"
#include "script/failure.h"
#include "script/held.h"
#include "script/held_ask.h"
#include "script/items.h"
#include "script/progress.h"
#include "script/row_file.h"
#include "script/work.h"

struct each {
	struct client *client;
	const struct words *words;
	bool from_file;
	struct row_file file;
	struct items items;
	size_t item; /* the next one */
	struct journal *journal; /* NULL without a report */
	struct work *work;
	struct progress progress;
	size_t begun, well, failed; /* in this run */
	bool checked;      /* the line can be split with the columns that there are */
	struct err broken; /* the journal cannot be written */
};

/* A row's line has ended. */
static void
take_end(void *arg, size_t number, const struct err *err, const struct msg *last)
{
	struct each *e = arg;
	bool well = err->kind == ERR_NONE;

	e->well += well;
	e->failed += !well;
	progress_step(&e->progress, e->failed, 0);
	if (!e->journal)
		return;
	const struct msg none = {0};
	const struct msg *m = last ? last : &none;
	const struct outcome o = {
	    .status = err_status(err),
	    .outcome = msg_get(m, STR("_outcome")),
	    .cause = msg_get(m, STR("_cause")),
	    .seconds = msg_get(m, STR("_seconds")),
	    .message = well ? msg_get(m, STR("Message")) : str_of(err->text),
	};
	if (e->broken.kind == ERR_NONE)
		journal_done(e->journal, number, &o, &e->broken);
}

/* While we wait for input: take note of what has ended. */
static void
idle(void *arg)
{
	const struct each *e = arg;

	work_may_begin(e->work);
}

/* The next row: 1, 0 when there is none, -1. */
static int
next_row(struct each *e, struct row *row, struct err *err)
{
	if (e->from_file)
		return row_file_next(&e->file, e->client, idle, e, row, err);
	if (e->item == e->items.n)
		return 0;
	*row = (struct row){.number = e->item + 1, .msg = msg_keep(e->items.v[e->item])};
	e->item++;
	return 1;
}

/* Is this a row of an earlier run? 1: yes; -1: another one than then. */
static int
was_begun(struct each *e, const struct row *row, struct err *err)
{
	bool same;

	if (!e->journal || !journal_has(e->journal, row->number, row->msg, &same))
		return 0;
	if (same)
		return 1;
	return err_set(err, ERR_USAGE,
	    "%s is not the file that was begun with: row %zu is another one (nothing was sent; "
	    "without --resume and with another report it begins anew)", e->file.name, row->number);
}

/* A name that no row has is told of once, before anything is sent. */
static int
check_names(struct each *e, const struct row *row, struct err *err)
{
	if (e->checked || row->err.kind != ERR_NONE || !e->from_file ||
	    !reader_is_table(e->file.reader))
		return 0;
	e->checked = true;
	messages_enter(e->client->messages, row->msg);
	int failed = held_check(e->client, e->words, err);
	messages_leave(e->client->messages);
	return failed;
}

static int
take_row(struct each *e, const struct row *row, struct err *err)
{
	int begun = was_begun(e, row, err);

	if (begun || check_names(e, row, err) < 0)
		return begun < 0 || err->kind != ERR_NONE ? -1 : 0;
	if (e->journal && journal_begin(e->journal, row->msg, err) < 0)
		return -1;
	e->begun++;
	if (row->err.kind == ERR_NONE)
		work_begin(e->work, row->number, row->msg);
	else
		work_refuse(e->work, row->number, &row->err);
	if (e->broken.kind != ERR_NONE)
		*err = e->broken;
	return err->kind == ERR_NONE ? 0 : -1;
}

/* Begin rows as long as there are some: 0 after the last. *err: why it stopped before, which may be
 * ERR_NONE. */
static int
run_rows(struct each *e, size_t *last, struct err *err)
{
	struct row row;
	int got = 1;

	while (got > 0) {
		got = loop_until(e->client->loop, work_may_begin, e->work, -1, CLOCK_NEVER, err);
		if (got < 0 || work_stops(e->work, err))
			return -1;
		got = next_row(e, &row, err);
		if (got <= 0)
			break;
		*last = row.number;
		got = take_row(e, &row, err) < 0 ? -1 : 1;
		free(row.msg);
	}
	return got;
}

/* An earlier run has begun more rows than there are. */
static int
check_count(const struct each *e, size_t last, struct err *err)
{
	if (!e->journal || last >= journal_begun(e->journal))
		return 0;
	return err_set(err, ERR_USAGE,
	    "%s is not the file that was begun with: it has %zu rows, %zu were begun",
	    e->file.name, last, journal_begun(e->journal));
}

/* Say how the rows ended. */
static void
summarize(const struct each *e, struct tally *t)
{
	size_t n = t->well + t->failed + t->unknown;
	struct buf unknown = BUF_INIT(64);

	if (t->unknown)
		buf_addf(&unknown, ", %zu unknown", t->unknown);
	out_remark("-- each: %zu %s%s, %zu well, %zu failed%s", n, e->from_file ? "row" : "item",
	    n == 1 ? "" : "s", t->well, t->failed, buf_z(&unknown));
	if (t->unknown)
		out_notice("-- each: begun, and not known how it ended%s: %s%s %s",
		    e->journal ? ", so not repeated" : "", e->from_file ? "row" : "item",
		    t->unknown == 1 ? "" : "s", buf_z(&t->unknowns));
	buf_clear(&unknown);
}

/* Write the report, and say how it went. -1: a row is not well. */
static int
conclude(struct each *e, bool whole, struct err *err)
{
	struct tally t = {
	    .well = e->well, .failed = e->failed, .unknowns = BUF_INIT(BUF_MAX_LINE)};
	int failed = 0;

	if (e->journal) {
		journal_count(e->journal, &t);
		failed = whole ? journal_end(e->journal, err) : 0;
		if (journal_report(e->journal, err) < 0)
			failed = -1;
	} else {
		work_count(e->work, &t);
	}
	if (!e->client->settings->dry_run)
		summarize(e, &t);
	buf_clear(&t.unknowns);
	if (!failed && (t.failed || t.unknown))
		return failure_of_lines(err);
	return failed;
}

/* In an interactive shell the line being typed is in its place. */
static void
begin_progress(struct each *e)
{
	const struct client *client = e->client;

	progress_init(&e->progress, e->from_file ? "rows" : "items", client->options->progress,
	    !client->display->interactive);
}

/* Run all rows, wait for the last, and report. */
static int
run_all(struct each *e, struct err *err)
{
	struct err why = {0}, left = {0}, report = {0};
	size_t last = 0;
	int stopped = run_rows(e, &last, &why);

	if (!stopped && check_count(e, last, &why) < 0)
		stopped = -1;
	if (work_finish(e->work, &why, &left) < 0)
		why = left;
	progress_end(&e->progress, e->failed);
	bool whole = !stopped && left.kind == ERR_NONE;
	if (why.kind == ERR_USAGE && !e->begun) { /* nothing was done */
		*err = why;
		return -1;
	}
	int failed = conclude(e, whole, &report);
	if (why.kind == ERR_NONE && e->broken.kind != ERR_NONE)
		why = e->broken;
	*err = why.kind != ERR_NONE ? why : report;
	return why.kind != ERR_NONE || failed ? -1 : 0;
}

/* -f FILE, the rows of which need one server and a standard input of their own. */
static int
open_file(struct each *e, const char *name, struct err *err)
{
	const struct client *client = e->client;

	if (client->member && !client->member->named)
		return err_set(err, ERR_USAGE,
		    "each -f is for one server at a time: @%s each -f %s",
		    member_name(client->member), name);
	if (str_eq(str_of(name), STR("-")) &&
	    (client->scope->reads_stdin || client->display->interactive || client->member))
		return err_set(err, ERR_USAGE,
		    "each: -f - cannot read standard input, the lines come from there: give the "
		    "line with -c, or a file");
	e->from_file = true;
	return row_file_open(&e->file, name, err);
}

/* Where the rows come from: a file, or the words of a line. */
static int
open_source(struct each *e, const struct args *args, struct err *err)
{
	struct words line = {.v = args->words->v + args->line, .n = args->end - args->line};
	struct buf file = BUF_INIT(BUF_MAX_LINE);

	if (args_has(args, "FILE") == (args->line > 0))
		return err_set(err, ERR_USAGE, "each: give either -f FILE or a LINE before do");
	if (args->line) {
		int failed = items_collect(&e->items, e->client, &line, err);
		if (!failed && e->client->settings->dry_run)
			out_remark("-- then the line after do for each item");
		return failed;
	}
	buf_adds(&file, args_get(args, "FILE"));
	int failed = open_file(e, buf_z(&file), err);
	buf_clear(&file);
	return failed;
}

static int
open_journal(struct each *e, const struct args *args, struct err *err)
{
	struct buf report = BUF_INIT(BUF_MAX_LINE);
	bool resume = args_has(args, "--resume");

	if (resume && !(args_has(args, "REPORT") && e->from_file))
		return err_set(
		    err, ERR_USAGE, "each: --resume goes with -f FILE and --report FILE");
	if (!args_has(args, "REPORT") || e->client->settings->dry_run)
		return 0;
	if (e->client->member && !e->client->member->named)
		return err_set(err, ERR_USAGE,
		    "each --report is for one server at a time: @%s each …",
		    member_name(e->client->member));
	buf_adds(&report, args_get(args, "REPORT"));
	if (e->from_file && row_file_is(&e->file, buf_z(&report)))
		err_set(err, ERR_USAGE, "each: --report %s is the file with the rows: give another "
		    "name", buf_z(&report));
	else
		e->journal = journal_open(buf_z(&report), resume, err);
	buf_clear(&report);
	return e->journal ? 0 : -1;
}

static int
read_plan(struct work_plan *plan, const struct client *client, const struct args *args,
    struct err *err)
{
	if (work_read(plan, client, "each", args, err) < 0)
		return -1;
	if (args_has(args, "RATE") && rate_read(&plan->rate, args_get(args, "RATE"), err) < 0)
		return err_prefix(err, "each");
	if (client->settings->dry_run)
		plan->rate.n = 0;
	return 0;
}

static int
run_each(struct client *client, const struct args *args, struct err *err)
{
	struct each e = {.client = client, .words = args->words, .file = {.fd = -1}};
	struct work_plan plan = {.line = args->words, .ended = take_end, .arg = &e};
	bool agreed = client->settings->agreed;

	int failed = read_plan(&plan, client, args, err);
	if (!failed)
		failed = open_source(&e, args, err);
	if (!failed)
		failed = held_ask(client, args->words, &e.items, args_get(args, "FILE"), err);
	if (!failed)
		failed = open_journal(&e, args, err);
	if (!failed) {
		e.work = work_new(client, &plan);
		begin_progress(&e);
		failed = run_all(&e, err);
		work_free(e.work);
	}
	settings_agree(client->settings, agreed);
	journal_close(e.journal);
	row_file_close(&e.file);
	items_clear(&e.items);
	return failed;
}

const struct cmd cmd_each = {
    .name = "each",
    .group = GROUP_SCRIPT,
    .summary = "run a line for each row of a file, or each item of an answer",
    .help =
        "Runs the line after do for every row of FILE, or for every item that the first LINE "
        "answers. ${column} is the row's value, or the item's header; it stays a part of one word, "
        "whatever it holds. FILE is CSV with the names in its first row, .tsv, or .json with an "
        "object a line; - is standard input. JOBS lines (1) are under way at once, and with RATE "
        "(5/s, 30/m) so many begin in a second or minute. A row that fails is reported, and the "
        "others go on. REPORT is a CSV file that says how each row ended. With --resume, rows that "
        "an earlier run has begun are left out. The first ^C begins no more rows and waits for "
        "those under way.",
    .examples = (const struct example[]){
        {"each -f calls.csv --rate 5/s --report done.csv do originate PJSIP/${phone} 200@sets",
            "Call everyone of a list that has a column phone, and note what became of each call."},
        {"each channels where Context=lab do hangup ${Channel}",
            "Hang up every channel in the context lab."},
        {0}},
    .args =
        (const struct arg_spec[]){
            {.name = "FILE", .type = ARG_FILE, .optional = true, .option = "-f"},
            {.name = "RATE", .type = ARG_WORD, .optional = true, .option = "--rate"},
            {.name = "JOBS", .type = ARG_NUMBER, .optional = true, .option = "--jobs"},
            {.name = "REPORT", .type = ARG_FILE, .optional = true, .option = "--report"},
            {.name = "--resume", .type = ARG_FLAG, .optional = true, .option = "--resume"},
            {.name = "LINE", .type = ARG_LINE, .optional = true}, {0}},
    .flags = CMD_DO,
    .run = run_each,
};
