/* SPDX-License-Identifier: ISC */
/* A worker: its start after the fork, and the lines typed at the front. Everything else works as if
 * there were no front. */
#include "script/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/harden.h"
#include "base/out.h"
#include "base/sig.h"
#include "base/tty.h"
#include "client/ask.h"
#include "client/block.h"
#include "client/cache.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/fleet_control.h"
#include "client/fleet_member.h"
#include "client/live_channels.h"
#include "client/loop.h"
#include "complete/live.h"
#include "script/line.h"
#include "script/script.h"
#include "script/script_lines.h"

#define SERVER_TELLS 250 /* ms in which a server may tell what a line can be completed with */

void
worker_close(struct worker_ends *ends)
{
	int *const all[] = {&ends->in, &ends->out, &ends->err, &ends->control,
	    &ends->turn};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		if (*all[i] >= 0)
			close(*all[i]);
		*all[i] = -1;
	}
}

void
worker_become(struct worker_ends *ends, pid_t front)
{
	int control = ends->control, turn = ends->turn;
	int screen = isatty(STDOUT_FILENO) ? fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3) : -1;

	dup2(ends->in, STDIN_FILENO);
	dup2(ends->out, STDOUT_FILENO);
	dup2(ends->err, STDERR_FILENO);
	ends->control = ends->turn = -1;
	worker_close(ends);
	ends->control = control;
	ends->turn = turn;
	sig_init();
	sig_guard(tty_restore);
	harden_end_with(front);
	out_init();
	out_set_screen(screen);
	ask_through(control);
	setenv("AMSH_PAGER", "", 1);
}

bool
worker_may_log_in(const struct fleet_member *member)
{
	struct pollfd v[2] = {{.fd = member->control, .events = POLLIN},
	    {.fd = sig_fd(), .events = POLLIN}};
	const unsigned ends = member->interactive ? GOT_ENDS : GOT_STOPS;
	struct buf text = BUF_INIT(64);
	enum fleet_control kind = CONTROL_LOGIN;
	unsigned got = 0;
	int told = 0;

	sig_int_ends(!member->interactive);
	while (!(got & ends) && (poll(v, 2, -1) < 0 || !v[0].revents))
		got = sig_take();
	if (!(got & ends))
		told = fleet_control_receive(member->control, &kind, &text);
	buf_clear(&text);
	return told > 0;
}

/* Run one line and tell the front when its output is complete. */
static void
run_line(struct client *client, struct str line)
{
	struct err err = {0};
	int failed = client->connection->online ? cache_learn_actions(client->cache, &err) :
	    0;

	if (!failed || err.kind != ERR_INTERRUPTED)
		failed = line_run(client, line, &err);
	if (failed && err.kind != ERR_INTERRUPTED && err.text[0])
		scope_error(client->scope, &err);
	member_done(client->member);
}

void
worker_tell_failure(const struct client *client, const struct err *failure)
{
	struct buf status = BUF_INIT(64);

	buf_addf(&status, "%d", err_exit_status(failure->kind));
	fleet_control_send(client->member->control, CONTROL_DOWN, buf_str(&status));
	buf_clear(&status);
}

static void
set_flag(void *arg)
{
	bool *flag = arg;

	*flag = true;
}

static bool
is_set(void *arg)
{
	const bool *flag = arg;

	return *flag;
}

/* Find the candidates for a line typed at the front, and give the server a moment to tell. */
static void
find_candidates(struct client *client, struct completion *c, struct str line)
{
	struct err ignored = {0};
	bool told = false;

	if (client->connection->online && !live_channels_get(client->live_channels))
		live_channels_learn(client->live_channels, &ignored);
	if (!complete_live(c, line, client, NULL))
		return;
	completion_clear(c);
	cache_on_answers(client->cache, set_flag, &told);
	loop_until(client->loop, is_set, &told, -1, clock_now() + SERVER_TELLS, &ignored);
	cache_on_answers(client->cache, NULL, NULL);
	complete_live(c, line, client, NULL);
}

/* The front wants something while no line runs, or has news for the one that does. */
static void
take_message(struct loop_fd *w)
{
	const struct client *client = w->owner;
	struct buf text = BUF_INIT(BUF_MAX_LINE), one = BUF_INIT(BUF_MAX_LINE);
	struct completion c = {0};
	enum fleet_control kind;
	int got = fleet_control_receive(w->fd, &kind, &text);

	if (got < 0)
		w->fd = -1;
	if (got > 0 && kind == CONTROL_UNREAD)
		out_unread();
	if (got > 0 && kind == CONTROL_COMPLETE) {
		find_candidates(w->owner, &c, buf_str(&text));
		for (size_t i = 0; i < c.n; i++) {
			buf_reset(&one);
			buf_addf(&one, "%u%s%c%s", c.v[i].kind, c.v[i].text, '\0', c.v[i].summary);
			fleet_control_send(client->member->control, CONTROL_CANDIDATE,
			    buf_str(&one));
		}
		fleet_control_send(client->member->control, CONTROL_CANDIDATE, STR(""));
	}
	completion_clear(&c);
	buf_clear(&one);
	buf_clear(&text);
}

int
worker_run_lines(struct client *client)
{
	struct loop_fd front = {client->member->control, take_message, client};
	struct script_lines lines;
	struct str line;
	struct err err = {0};
	int got;

	if (client->connection->online)
		cache_learn_actions(client->cache, &err);
	loop_watch(client->loop, &front);
	script_lines_init(&lines, STDIN_FILENO);
	while (!client->loop->quit && (got = script_lines_next(&lines, client, &line, &err)) != 0) {
		if (got > 0)
			run_line(client, line);
		else if (err.kind == ERR_INTERRUPTED)
			block_drop(client); /* ^C at the prompt */
		else
			break;
	}
	loop_watch(client->loop, NULL);
	script_lines_clear(&lines);
	script_finish(client);
	return 0;
}
