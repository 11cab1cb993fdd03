/* SPDX-License-Identifier: ISC */
/* The command top: the screen, kept up to date by one server's events. */
#include <unistd.h>

#include "client/client.h"
#include "client/connection.h"
#include "client/display.h"
#include "client/loop.h"
#include "lang/args.h"
#include "lang/settings.h"
#include "top/act.h"
#include "top/feed.h"
#include "top/remote.h"
#include "top/stage.h"

struct top {
	struct client *client;
	struct board *board;
	struct model *model;
	struct feed *feed;
	struct stage stage;
	msec until; /* the loop waits */
};

static void
changed(void *arg)
{
	struct top *t = arg;

	stage_changed(&t->stage);
}

static void
draw(struct top *t)
{
	struct buf trouble = BUF_INIT(BUF_MAX_LINE);

	model_settle(t->model, clock_now());
	feed_trouble(t->feed, &trouble);
	stage_draw(&t->stage, buf_str(&trouble), !feed_complete(t->feed));
	buf_clear(&trouble);
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
	ui_said(t->stage.ui, STR("asking the server for all again"), false);
}

static void
run_act(void *arg, const struct row *row, const struct order *order)
{
	struct top *t = arg;
	struct row_target target = model_target(t->model, row);
	struct buf said = BUF_INIT(BUF_MAX_LINE);
	struct err err = {0};

	if (act_run(t->client, &target, order, &said, &err) == 0)
		ui_said(t->stage.ui, buf_str(&said), false);
	else
		ui_said(t->stage.ui, str_of(err.text), true);
	buf_clear(&said);
}

static void
take_lines(void *arg, struct str lines)
{
	struct top *t = arg;

	ui_lines(t->stage.ui, lines);
	changed(t);
}

static void
set_follow(void *arg, const struct row *row, enum command what)
{
	struct top *t = arg;
	size_t rows, columns;

	screen_size(t->stage.screen, &rows, &columns);
	feed_follow(t->feed, row ? model_target(t->model, row).channel : STR(""), what, columns,
	    take_lines, t);
}

/* Has the loop something for us? Called whenever it took something. */
static bool
has_news(void *arg)
{
	const struct top *t = arg;

	feed_go(t->feed);
	return t->stage.due < t->until || stage_is_due(&t->stage) || t->client->loop->noticed ||
	    connection_is_gone(t->client->connection);
}

static int
follow_on(struct top *t, struct err *err)
{
	struct loop *loop = t->client->loop;
	bool quits = false;
	int failed = 0;

	while (!failed && !quits && !loop->quit) {
		if (stage_is_due(&t->stage))
			draw(t);
		t->until = t->stage.due;
		failed = loop_until(loop, has_news, t, STDIN_FILENO, t->until, err);
		stage_signals(&t->stage, loop->noticed);
		loop->noticed = 0;
		quits = stage_take_keys(&t->stage);
		if (!failed && connection_is_gone(t->client->connection))
			return connection_why_gone(t->client->connection, err);
	}
	return failed;
}

/* Between stage_open and stage_close: nothing else is printed. */
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
	struct buf name = BUF_INIT(BUF_MAX_LINE);

	connection_who(t->client->connection, &name);
	t->feed = feed_new(t->client, t->model, changed, t);
	stage_show(&t->stage, t->board, buf_str(&name), t->client->settings->read_only, &host, tab);
	bool held = display_hold(t->client->display, true);
	int failed = follow_on(t, err);
	display_hold(t->client->display, held);
	feed_free(t->feed);
	buf_clear(&name);
	return failed;
}

static int
run_top(struct client *client, const struct args *args, struct err *err)
{
	static const char *const only[] = {""};
	struct top t = {.client = client};
	struct str list = args_get(args, "LIST");
	enum top_tab tab = list.n ? row_tab(list) : TOP_CALLS;

	if (client->settings->dry_run)
		return 0;
	if (client->member)
		return remote_run(client, tab, err);
	if (stage_open(&t.stage, display_options(client).color, err) < 0)
		return err_prefix(err, "top");
	t.board = board_new(only, 1, NULL);
	t.model = model_new(t.board, 0);
	int failed = run_on_screen(&t, tab, err);
	stage_close(&t.stage);
	display_release(client->display);
	model_free(t.model);
	board_free(t.board);
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
    .examples = (const struct example[]){
        {"top queues", "The queues, on the whole screen."},
        {0}},
    .args = (const struct arg_spec[]){
        {.name = "LIST", .type = ARG_CHOICE, .choices = "calls|queues|endpoints",
            .optional = true}, {0}},
    .flags = CMD_SESSION | CMD_CALL_EVENTS | CMD_FOLLOWS,
    .run = run_top,
};
