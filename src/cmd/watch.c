/* SPDX-License-Identifier: ISC */
/* The command watch: another one again and again, the screen redrawn. */
#include "cmd/watch.h"

#include <time.h>

#include "base/out.h"
#include "base/text.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/display.h"
#include "client/fleet_member.h"
#include "client/loop.h"
#include "client/scope.h"
#include "lang/args.h"
#include "lang/settings.h"
#include "script/line.h"

/* Events would only spoil the picture. */
static bool
pass_event(struct listener *l, const struct msg *m, bool suspect)
{
	(void)l;
	(void)m;
	(void)suspect;
	return false;
}

struct watch {
	struct client *client;
	struct str text;    /* what is shown of the line */
	struct words words; /* the line */
	bool as_text;       /* it is one word that was typed: split it again */
	bool shared; /* the front has the screen, and puts those of others beside ours */
	bool online; /* what the last picture says of the connection */
};

void
watch_head(struct buf *out, struct str line)
{
	struct buf head = BUF_INIT(BUF_MAX_TEXT);
	char text[32];
	time_t now = time(NULL);
	struct tm local;
	size_t columns, rows;

	localtime_r(&now, &local);
	strftime(text, sizeof(text), "%Y-%m-%d %H:%M:%S", &local);
	if (out_is_terminal())
		buf_addz(out, "\033[H\033[2J");
	buf_addf(&head, "%s  ", text);
	text_escape(&head, line);
	out_size(&columns, &rows);
	text_cut(out, buf_str(&head), out_is_terminal() ? columns : SIZE_MAX, 0);
	buf_addz(out, "\n\n");
	buf_clear(&head);
}

/* Length of a sequence for colour at the front of s, else 0. */
static size_t
color_at(struct str s)
{
	return str_starts(s, STR("\033[")) ? str_chr(s, 'm') + 1 : 0;
}

/* The rows that a line takes on a terminal of that many columns. */
static size_t
rows_of(struct str line, size_t columns)
{
	size_t width = 0;

	while (line.n) {
		size_t color = color_at(line);
		size_t n = color ? color : str_chr(str_from_at(line, 1), '\033') + 1;
		n = n < line.n ? n : line.n;
		width += color ? 0 : text_width(str_head(line, n));
		line = str_from_at(line, n);
	}
	return width > columns ? (width + columns - 1) / columns : 1;
}

/* How many lines of the text fit. */
static size_t
lines_in(struct str text, size_t rows, size_t columns)
{
	struct str line;
	size_t n = 0;

	while (text.n && str_cut_line(&text, &line)) {
		size_t taken = rows_of(line, columns);
		if (taken > rows)
			break;
		rows -= taken;
		n++;
	}
	return n;
}

static size_t
count_lines(struct str text)
{
	struct str line;
	size_t n = 0;

	while (text.n && str_cut_line(&text, &line))
		n++;
	return n;
}

void
watch_body(struct buf *out, struct str text, size_t rows, size_t columns)
{
	size_t n = count_lines(text);
	size_t shown = rows ? lines_in(text, rows, columns) : n;
	struct str line;

	if (shown < n)
		shown = lines_in(text, rows - 1, columns);
	for (size_t i = 0; i < shown && str_cut_line(&text, &line); i++)
		buf_addf(out, "%.*s\n", STR_ARG(line));
	if (shown < n)
		buf_addf(out, "… and %zu more line%s\n", n - shown, n - shown == 1 ? "" : "s");
}

static void
print_head(const struct watch *w)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	watch_head(&out, w->text);
	out_write(buf_str(&out));
	buf_clear(&out);
}

/* A connection that is lost, and tried again, is part of the picture. */
static bool
show_loss(const struct watch *w, const struct err *err)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	bool lost = !w->client->connection->online && w->client->connection->retrying;
	if (err->kind == ERR_INTERRUPTED || !(lost || err->kind == ERR_LOST) ||
	    !w->client->connection->reconnect)
		return false;
	buf_addz(&out, "-- not connected, trying again: ");
	text_escape(&out, str_of(lost ? w->client->connection->offline.text : err->text));
	buf_addc(&out, '\n');
	out_write(buf_str(&out));
	buf_clear(&out);
	return true;
}

static int
run_line(const struct watch *w, struct err *err)
{
	int failed = w->as_text ? line_run(w->client, w->text, err)
	                        : line_run_words(w->client, &w->words, err);

	return failed && show_loss(w, err) ? 0 : failed;
}

/* Run the line, and show as much of what it prints as the screen holds below the head. */
static int
run_on_screen(const struct watch *w, struct err *err)
{
	struct buf text = BUF_INIT(BUF_MAX_TEXT), body = BUF_INIT(BUF_MAX_TEXT);
	size_t columns, rows;

	out_gather(&text);
	int failed = run_line(w, err);
	out_return();
	out_size(&columns, &rows);
	if (rows)
		rows = rows > WATCH_HEAD + 2 ? rows - WATCH_HEAD - 1 : 1;
	watch_body(&body, buf_str(&text), rows, columns);
	out_write(buf_str(&body));
	buf_clear(&text);
	buf_clear(&body);
	return failed;
}

static int
draw(struct watch *w, struct err *err)
{
	if (!w->shared)
		print_head(w);
	int failed = w->shared || !out_is_terminal() ? run_line(w, err) : run_on_screen(w, err);
	if (w->shared)
		member_picture(w->client->member);
	w->online = w->client->connection->online;
	return failed;
}

/* Is the connection not as the picture says? */
static bool
has_changed(void *arg)
{
	const struct watch *w = arg;

	return w->online != w->client->connection->online;
}

/* Wait for the next picture, which somebody must be there to see. */
static int
sleep_on(struct watch *w, msec until, struct err *err)
{
	bool for_reader = loop_for_reader(w->client->loop, true);
	int failed = loop_until(w->client->loop, has_changed, w, -1, until, err);

	loop_for_reader(w->client->loop, for_reader);
	return failed;
}

static int
run_watch(struct client *client, const struct args *args, struct err *err)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	struct watch w = {
	    .client = client,
	    .words = {.v = args->words->v + args->line, .n = args->words->n - args->line},
	    .shared = client->member && out_is_terminal() && !client->settings->dry_run,
	};
	struct listener quiet = {.event = pass_event, .instead = true};
	msec pause = args_seconds(args, "SECONDS", 2000);
	int failed;

	if (client->scope->depth >= SCOPE_MAX_DEPTH)
		return err_set(err, ERR_USAGE, "watch: commands are nested too deeply");
	args_join(&text, args->words, args->line);
	w.text = buf_str(&text);
	w.as_text = w.words.n == 1 && w.words.v[0].typed == w.words.v[0].text.n;
	scope_enter(client->scope);
	loop_listen(client->loop, &quiet);
	bool held = display_hold(client->display, out_is_terminal());
	if (w.shared)
		member_watch(client->member, w.text);
	do {
		failed = draw(&w, err);
		if (!failed && !client->settings->dry_run)
			failed = sleep_on(&w, clock_now() + pause, err);
	} while (!failed && !client->loop->quit && !client->settings->dry_run);
	display_hold(client->display, held);
	display_release(client->display);
	loop_unlisten(client->loop, &quiet);
	scope_leave(client->scope);
	buf_clear(&text);
	return failed;
}

const struct cmd cmd_watch = {
    .name = "watch",
    .group = GROUP_SHELL,
    .summary = "run a command repeatedly and redraw the screen",
    .help = "Runs COMMAND every SECONDS (2), until ^C or until it fails. If the connection is "
            "lost, it says so and waits. What the screen cannot hold is counted below the first "
            "rows. With several servers, each has a part of the screen.",
    .examples = (const struct example[]){
        {"watch -n 5 queues support", "Show a queue, again every five seconds."},
        {0}},
    .args = (const struct arg_spec[]){
        {.name = "SECONDS", .type = ARG_SECONDS, .option = "-n", .optional = true},
        {.name = "COMMAND", .type = ARG_LINE}, {0}},
    .flags = CMD_CONNECTS | CMD_FOLLOWS,
    .run = run_watch,
};
