/* SPDX-License-Identifier: ISC */
/* The lines of a file, run one after the other. */
#include "script/script.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/out.h"
#include "client/block.h"
#include "client/client.h"
#include "client/display.h"
#include "client/fleet_member.h"
#include "client/jobs.h"
#include "client/loop.h"
#include "conf/options.h"
#include "danger/block_run.h"
#include "lang/settings.h"
#include "script/failure.h"
#include "script/line.h"
#include "script/progress.h"
#include "script/script_lines.h"

/* Print a failure with its place and turn it into an exit status. */
static int
report(const struct client *client, const struct err *err)
{
	if (err->text[0] && !(err->kind == ERR_INTERRUPTED && client->display->interactive))
		scope_error(client->scope, err);
	return err_status(err);
}

/* A line failed: the output of earlier lines comes first. */
static int
report_in_turn(struct client *client, const struct err *err)
{
	jobs_finish(client, err);
	int earlier = jobs_status(client->jobs), status = report(client, err);
	jobs_count_failure(client->jobs);
	return earlier ? earlier : status;
}

int
script_run_line(struct client *client, struct str line, const char *name, size_t number)
{
	struct place outer =
	    scope_stand(client->scope, (struct place){.name = name, .line = number});
	struct err err = {0};
	int status = 0;

	if (line_run(client, line, &err) < 0)
		status = report_in_turn(client, &err);
	scope_stand(client->scope, outer);
	if (client->member && client->scope->depth == 0 && client->jobs->limit == 0)
		member_done(client->member);
	return status ? status : jobs_status(client->jobs);
}

int
script_finish(struct client *client)
{
	struct err err = {0};
	int status = 0;

	if (block_finish(client, &err) < 0) {
		failure_tell(client, &err);
		status = report(client, &err);
	}
	jobs_finish(client, &err);
	return status ? status : jobs_status(client->jobs);
}

bool
script_stops(const struct client *client, int status)
{
	return client->loop->quit || out_failed() || status == err_exit_status(ERR_INTERRUPTED) ||
	    (status != 0 && !client->settings->keep_going);
}

/* After the last line, of which no other could be read if there is an error: what was sent has an
 * outcome, however they end. Returns the status of that. */
static int
end_lines(struct client *client, const struct err *unread, int status)
{
	const struct err none = {0};

	if (!unread && !script_stops(client, status))
		return script_finish(client);
	jobs_finish(client, unread ? unread : &none);
	return unread ? report(client, unread) : jobs_status(client->jobs);
}

static int
run_lines(struct client *client, struct script_lines *lines, const char *name)
{
	struct place outer = client->scope->place;
	struct err err = {0};
	struct str line;
	int first = 0, got = 0;
	size_t number = 0;
	struct progress progress;

	bool asked = client->options->progress, typed = isatty(lines->fd);
	progress_init(&progress, "lines", asked,
	    client->scope->depth == 0 && !client->display->interactive && (asked || !typed));
	while (
	    !script_stops(client, first) &&
	    (got = script_lines_next(lines, client, &line, &err)) == 1) {
		int status = script_run_line(client, line, name, ++number);
		first = first ? first : status;
		progress_step(&progress, client->jobs->failed, client->jobs->n);
		if (script_stops(client, status))
			break;
	}
	scope_stand(client->scope, (struct place){.name = name, .line = number + (got < 0)});
	int last = end_lines(client, got < 0 ? &err : NULL, first);
	first = first ? first : last;
	progress_end(&progress, client->jobs->failed);
	block_drop(client);
	scope_stand(client->scope, outer);
	return first;
}

int
script_run_file(struct client *client, const char *file)
{
	bool is_stdin = str_eq(str_of(file), STR("-"));
	int fd = is_stdin ? STDIN_FILENO : file_open(file, O_RDONLY, 0);
	struct script_lines lines;
	struct err err;

	if (fd < 0) {
		err_set(&err, file_error(), "cannot open %s: %s", file, strerror(errno));
		return report(client, &err);
	}
	if (is_stdin)
		scope_read_stdin(client->scope);
	script_lines_init(&lines, fd);
	int status = run_lines(client, &lines, is_stdin ? "stdin" : file);
	script_lines_clear(&lines);
	if (!is_stdin)
		close(fd);
	return status;
}
