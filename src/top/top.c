/* SPDX-License-Identifier: ISC */
/* The command top: the screen, kept up to date by one server's events. */
#include <stdlib.h>
#include <unistd.h>

#include "base/out.h"
#include "base/sig.h"
#include "base/text.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/display.h"
#include "client/loop.h"
#include "lang/args.h"
#include "lang/settings.h"
#include "top/act.h"
#include "top/feed.h"
#include "top/remote.h"
#include "top/ui.h"

#define FRAME 100 /* ms between two pictures, but for keys */

struct top {
	struct client *client;
	struct board *board;
	struct model *model;
	struct feed *feed;
	struct ui *ui;
	struct screen *screen;
	struct page page;
	struct timer timer; /* of the next picture */
	bool set;
	bool due;   /* a picture is */
	msec drawn; /* when the last one was */
	bool quits;
};

/* A picture is due at that time, or earlier. */
static void
draw_at(struct top *t, msec at)
{
	if (t->set && t->timer.at <= at)
		return;
	t->set = true;
	loop_set_timer(t->client->loop, &t->timer, at);
}

static void
come(struct timer *timer)
{
	struct top *t = timer->owner;

	t->set = false;
	t->due = true;
}

/* There is something new to see. */
static void
changed(void *arg)
{
	struct top *t = arg;

	draw_at(t, t->drawn + FRAME);
}

/* What is wrong with the connection. */
static void
say_trouble(const struct top *t)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	feed_trouble(t->feed, &text);
	ui_trouble(t->ui, buf_str(&text));
	buf_clear(&text);
}

static void
draw(struct top *t)
{
	size_t rows, columns;

	model_settle(t->model, clock_now());
	say_trouble(t);
	ui_waits(t->ui, !feed_complete(t->feed));
	screen_size(t->screen, &rows, &columns);
	ui_draw(t->ui, &t->page, rows, columns, clock_now());
	screen_draw(t->screen, &t->page);
	t->due = false;
	t->drawn = clock_now();
	if (ui_ticks(t->ui))
		draw_at(t, t->drawn + 1000);
}

static void
show_list(void *arg, enum top_tab tab)
{
	struct top *t = arg;

	feed_show(t->feed, tab);
}

static void
ask_again(void *arg)
{
	struct top *t = arg;

	feed_refresh(t->feed);
	ui_said(t->ui, STR("asking the server for all again"), false);
}

static void
run_act(void *arg, const struct row *row, const struct order *order)
{
	struct top *t = arg;
	struct model_target target = model_target(t->model, row);
	struct buf said = BUF_INIT(BUF_MAX_LINE);
	struct err err = {0};

	if (act_run(t->client, &target, order, &said, &err) == 0)
		ui_said(t->ui, buf_str(&said), false);
	else
		ui_said(t->ui, str_of(err.text), true);
	buf_clear(&said);
}

static void
take_lines(void *arg, struct str lines)
{
	struct top *t = arg;

	ui_lines(t->ui, lines);
	changed(t);
}

static void
set_follow(void *arg, const struct row *row, enum command what)
{
	struct top *t = arg;
	size_t rows, columns;

	screen_size(t->screen, &rows, &columns);
	feed_follow(t->feed, row ? model_target(t->model, row).channel : STR(""), what, columns,
	    take_lines, t);
}

/* Do what a key asks of the terminal. */
static void
run_command(struct top *t, enum command command)
{
	switch (command) {
	case DO_QUIT:
		t->quits = true;
		break;
	case DO_STOP:
		screen_stop(t->screen);
		break;
	case DO_REDRAW:
		screen_spoil(t->screen);
		break;
	default:
		break;
	}
}

static void
take_keys(struct top *t)
{
	enum screen_key key;
	wchar_t c;

	while (!t->quits && (key = screen_key(t->screen, &c)) != SCREEN_NONE) {
		run_command(t, ui_key(t->ui, key, c));
		t->due = true;
	}
}

/* Has the loop something for us? Called whenever it took something. */
static bool
has_news(void *arg)
{
	struct top *t = arg;
	size_t rows, columns;

	feed_go(t->feed);
	t->due |= screen_size(t->screen, &rows, &columns);
	return t->due || t->client->loop->noticed || connection_is_gone(t->client->connection);
}

/* Signals about the terminal: it was stopped, or continues. */
static void
take_noticed(struct top *t)
{
	unsigned noticed = t->client->loop->noticed;

	t->client->loop->noticed = 0;
	if (noticed & GOT_TSTP)
		screen_stop(t->screen);
	else if (noticed & GOT_CONT)
		screen_resume(t->screen);
	t->due |= noticed != 0;
}

static int
follow_on(struct top *t, struct err *err)
{
	int failed = 0;

	while (!failed && !t->quits && !t->client->loop->quit) {
		if (t->due)
			draw(t);
		failed = loop_until(
		    t->client->loop, has_news, t, STDIN_FILENO, CLOCK_NEVER, err);
		take_noticed(t);
		take_keys(t);
		if (!failed && connection_is_gone(t->client->connection))
			return connection_why_gone(t->client->connection, err);
	}
	return failed;
}

/* Between screen_open and screen_close: nothing else is printed. */
static int
run_on_screen(struct top *t, enum top_tab tab, struct err *err)
{
	const struct ui_host host = {
	    .show = show_list,
	    .refresh = ask_again,
	    .act = run_act,
	    .follow = set_follow,
	    .arg = t,
	};
	struct buf name = BUF_INIT(BUF_MAX_LINE), shown = BUF_INIT(BUF_MAX_LINE);

	connection_who(t->client->connection, &name);
	text_escape(&shown, buf_str(&name));
	t->ui = ui_new(t->board, buf_z(&shown), t->client->settings->read_only, &host);
	t->feed = feed_new(t->client, t->model, changed, t);
	ui_show(t->ui, tab);
	out_keep(true);
	bool held = display_hold(t->client->display, true);
	int failed = follow_on(t, err);
	display_hold(t->client->display, held);
	loop_clear_timer(t->client->loop, &t->timer);
	feed_free(t->feed);
	ui_free(t->ui);
	buf_clear(&name);
	buf_clear(&shown);
	return failed;
}

static int
run_top(struct client *client, const struct args *args, struct err *err)
{
	static const char *const only[] = {""};
	struct top t = {.client = client, .timer = {.fire = come}, .due = true};
	struct str list = args_get(args, "LIST");
	enum top_tab tab = list.n ? row_tab(list) : TOP_CALLS;

	if (client->settings->dry_run)
		return 0;
	if (client->member)
		return remote_run(client, tab, err);
	t.timer.owner = &t;
	t.screen = screen_open(display_options(client).color, err);
	if (!t.screen)
		return err_prefix(err, "top");
	t.board = board_new(only, 1, NULL);
	t.model = model_new(t.board, 0);
	int failed = run_on_screen(&t, tab, err);
	screen_close(t.screen);
	out_keep(false);
	display_release(client->display);
	model_free(t.model);
	board_free(t.board);
	page_clear(&t.page);
	return failed;
}

const struct cmd cmd_top = {
    .name = "top",
    .group = GROUP_CALLS,
    .summary = "show calls, queues and endpoints on the whole screen, as they change",
    .help = "Shows LIST (calls) on the whole screen; 1, 2, 3 or Tab changes it. Events keep it up "
            "to date. Its keys are listed at the foot, ? explains all of them: choose, sort and "
            "filter rows, trace a call or see its events, hang up, redirect, pause a member of a "
            "queue. It asks before it acts; what is pasted is never a key. q leaves. Needs a "
            "terminal.",
    .args = (const struct arg_spec[]){
        {.name = "LIST", .type = ARG_CHOICE, .choices = "calls|queues|endpoints",
            .optional = true}, {0}},
    .flags = CMD_SESSION | CMD_CALL_EVENTS | CMD_FOLLOWS,
    .run = run_top,
};
