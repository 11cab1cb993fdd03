/* SPDX-License-Identifier: ISC */
/* Opens what results go to, and closes it. */
#include "script/divert.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/out.h"
#include "base/pipe.h"
#include "client/client.h"
#include "client/display.h"
#include "client/fleet_member.h"
#include "client/jobs.h"
#include "client/scope.h"
#include "client/send.h"
#include "lang/split.h"
#include "script/failure.h"

/* The name of the file: one word, in which a typed ~/ is the home. */
static int
read_name(struct divert *d, const struct split_source *source, struct err *err)
{
	struct str typed = d->to->target;
	struct buf name = BUF_INIT(BUF_MAX_LINE);
	const char *home = getenv("HOME");
	struct words words;
	int failed = split_line(&words, typed, source, err);

	if (!failed) {
		struct str word = words.v[0].text;
		bool is_home = home && str_starts(typed, STR("~/"));
		buf_addz(&name, is_home ? home : "");
		buf_adds(&name, is_home ? str_from_at(word, 1) : word);
		if (name.n == 0 || str_chr(buf_str(&name), '\0') < name.n || buf_full(&name))
			failed = err_set(err, ERR_USAGE, "the name of the file after %s is %s",
			    redirect_operator(d->to->kind), name.n ? "no name" : "empty");
		else
			d->name = mem_strdup(buf_z(&name));
	}
	words_clear(&words);
	buf_clear(&name);
	return failed;
}

static int
open_file(struct divert *d, const struct client *client, const struct split_source *source,
    struct err *err)
{
	bool append = d->to->kind == REDIRECT_APPEND;

	/* Each server of a script has a process of its own. */
	if (client->member && !client->member->named && !append)
		return err_set(err, ERR_USAGE, "> %.*s: each server would overwrite what the "
		    "others wrote: use >>, or choose a server: @%s LINE > FILE",
		    STR_ARG(d->to->target), member_name(client->member));
	if (read_name(d, source, err) < 0)
		return -1;
	out_flush(); /* a fifo waits for its reader */
	d->fd = file_open(d->name, O_WRONLY | O_CREAT | (append ? O_APPEND : O_TRUNC), 0666);
	if (d->fd < 0 && errno == EINTR)
		return err_set(err, ERR_INTERRUPTED, "interrupted");
	if (d->fd < 0)
		return err_set(err, file_error(), "cannot write %s: %s", d->name, strerror(errno));
	return 0;
}

static int
open_pipe(struct divert *d, const struct client *client, struct err *err)
{
	int ends[2];

	if (pipe_make(ends) < 0)
		return err_set(err, ERR_USAGE, "cannot make a pipe: %s", strerror(errno));
	int failed = local_start(&d->command, client, d->to->target, ends[0], err);
	close(ends[0]);
	if (failed)
		close(ends[1]);
	else
		d->fd = ends[1];
	return failed;
}

/* In the shell of several servers, the front has what the results of a typed line go to: it is told
 * which they are, and they look so. Of lines that this one runs, it knows nothing. */
static bool
is_fronts(const struct client *client)
{
	return client->member && client->member->interactive && client->scope->depth == 0;
}

static int
open_way(struct divert *d, const struct client *client, const struct split_source *source,
    struct err *err)
{
	if (is_fronts(client)) {
		if (!client->display->plain) /* the line around it has not said so */
			member_results(client->member);
		d->fd = STDOUT_FILENO;
		return 0;
	}
	return d->to->kind == REDIRECT_PIPE ? open_pipe(d, client, err)
	                                    : open_file(d, client, source, err);
}

static bool
is_left_out(const struct client *client, const struct redirect *to)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	buf_addf(&text, "%s ", redirect_operator(to->kind));
	bool left_out = send_leaves_out(client, buf_z(&text), to->target);
	buf_clear(&text);
	return left_out;
}

int
divert_begin(struct divert *d, struct client *client, const struct redirect *to,
    const struct split_source *source, struct err *err)
{
	*d = (struct divert){.to = to, .fd = -1, .limit = client->jobs->limit};
	if (to->kind == REDIRECT_NONE)
		return 0;
	if (jobs_drain(client, err) < 0)
		return -1;
	if (!is_fronts(client) && is_left_out(client, to))
		return 0;
	if (open_way(d, client, source, err) < 0) {
		free(d->name);
		return -1;
	}
	d->begun = true;
	d->plain = client->display->plain;
	d->holds = client->display->holds;
	jobs_limit(client->jobs, 0);
	display_plain(client, true,
	    d->holds || to->kind == REDIRECT_PIPE || is_fronts(client));
	out_divert(d->fd);
	return 0;
}

/* Did the line end only because nobody reads its results? */
static bool
is_reader_gone(const struct err *err, int error)
{
	return error == EPIPE && err->kind == ERR_USAGE && err->text[0] == '\0';
}

/* The results could not all be written. If the line has failed otherwise, that is its failure. */
static int
tell_unwritten(const struct divert *d, int error, int failed, struct err *err)
{
	const char *what = d->name ? d->name : redirect_operator(d->to->kind);

	if (!failed || err->kind == ERR_USAGE)
		return err_set(err, ERR_USAGE, "cannot write %s: %s", what, strerror(error));
	if (err->kind == ERR_INTERRUPTED)
		out_error("cannot write %s: %s", what, strerror(error));
	return failed;
}

/* Wait for the command; its failure counts unless the line failed. */
static int
end_command(const struct divert *d, const struct client *client, int failed, struct err *err)
{
	struct err later = {0};
	int status = 0;

	if (local_wait(&d->command, client, &status, &later) == 0)
		local_report("| ", d->to->target, status, &later);
	later.told = true;
	if (later.kind == ERR_FAILED)
		later.status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
	if (failed || later.kind == ERR_NONE)
		return failed;
	*err = later;
	return -1;
}

int
divert_end(struct divert *d, struct client *client, int failed, struct err *err)
{
	if (!d->begun)
		return failed;
	if (failed && !is_reader_gone(err, out_failed()))
		failure_tell(client, err);
	int error = out_return();
	if (is_fronts(client) && !d->plain)
		member_results_end(client->member);
	display_plain(client, d->plain, d->holds);
	jobs_limit(client->jobs, d->limit);
	if (!is_fronts(client) && close(d->fd) < 0 && !error)
		error = errno;
	if (failed && is_reader_gone(err, error)) {
		err_clear(err);
		failed = 0;
	}
	if (error && error != EPIPE && error != EINTR)
		failed = tell_unwritten(d, error, failed, err);
	if (d->to->kind == REDIRECT_PIPE && !is_fronts(client))
		failed = end_command(d, client, failed, err);
	free(d->name);
	if (!is_fronts(client)) /* there the line must be done first */
		display_release(client->display);
	return failed;
}
