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
#include "client/loop.h"
#include "script/line.h"
#include "script/script.h"
#include "script/script_lines.h"

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

	sig_int_ends(!member->interactive);
	while (!(got & ends) && (poll(v, 2, -1) < 0 || !v[0].revents))
		got = sig_take();
	if (!(got & ends))
		fleet_control_receive(member->control, &kind, &text);
	buf_clear(&text);
	return !(got & ends);
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

int
worker_run_lines(struct client *client)
{
	struct script_lines lines;
	struct str line;
	struct err err = {0};
	int got;

	if (client->connection->online)
		cache_learn_actions(client->cache, &err);
	script_lines_init(&lines, STDIN_FILENO);
	while (!client->loop->quit && (got = script_lines_next(&lines, client, &line, &err)) != 0) {
		if (got > 0)
			run_line(client, line);
		else if (err.kind == ERR_INTERRUPTED)
			block_drop(client); /* ^C at the prompt */
		else
			break;
	}
	script_lines_clear(&lines);
	script_finish(client);
	return 0;
}
