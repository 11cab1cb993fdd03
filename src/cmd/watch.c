/* SPDX-License-Identifier: ISC */
/* The command watch: another one again and again, the screen redrawn. */
#include "cmd/watch.h"

#include <time.h>

#include "base/out.h"
#include "base/text.h"
#include "client/client.h"
#include "client/connection.h"
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
	char text[32];
	time_t now = time(NULL);
	struct tm local;

	localtime_r(&now, &local);
	strftime(text, sizeof(text), "%Y-%m-%d %H:%M:%S", &local);
	if (out_is_terminal())
		buf_addz(out, "\033[H\033[2J");
	buf_addf(out, "%s  ", text);
	text_escape(out, line);
	buf_addz(out, "\n\n");
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
draw(struct watch *w, struct err *err)
{
	if (!w->shared)
		print_head(w);
	int failed = w->as_text ? line_run(w->client, w->text, err)
	                        : line_run_words(w->client, &w->words, err);
	if (failed && show_loss(w, err))
		failed = 0;
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
	if (w.shared)
		member_watch(client->member, w.text);
	do {
		failed = draw(&w, err);
		if (!failed && !client->settings->dry_run)
			failed = sleep_on(&w, clock_now() + pause, err);
	} while (!failed && !client->loop->quit && !client->settings->dry_run);
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
            "lost, it says so and waits. With several servers, each has a part of the screen.",
    .args = (const struct arg_spec[]){
        {.name = "SECONDS", .type = ARG_SECONDS, .option = "-n", .optional = true},
        {.name = "COMMAND", .type = ARG_LINE}, {0}},
    .flags = CMD_CONNECTS | CMD_FOLLOWS,
    .run = run_watch,
};
