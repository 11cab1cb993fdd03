/* SPDX-License-Identifier: ISC */
/* Recording a connection, and the command record. What is dropped on the way here is not in it. */
#include "cmd/record.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ami/action.h"
#include "base/out.h"
#include "cmd/connect.h"
#include "cmd/rows.h"
#include "cmd/team.h"

void
record_init(struct record *r)
{
	*r = (struct record){.fd = -1, .line = BUF_INIT(BUF_MAX_TEXT)};
}

/* Write all of it; the first failure ends the recording, and is said. */
static void
write_out(struct record *r, struct str text)
{
	while (r->fd >= 0 && text.n) {
		ssize_t n = write(r->fd, text.p, text.n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			out_error("record: %s: the recording has ended", strerror(errno));
			record_close(r);
			return;
		}
		text = str_from_at(text, (size_t)n);
	}
}

/* Keep others out of a plain file; a pipe or device is not ours. */
static int
make_private(int fd)
{
	struct stat is;

	if (fstat(fd, &is) < 0)
		return -1;
	return S_ISREG(is.st_mode) ? fchmod(fd, 0600) : 0;
}

int
record_open(struct record *r, const char *file, struct err *err)
{
	int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	if (fd < 0 || make_private(fd) < 0) {
		err_set(err, ERR_USAGE, "cannot record to %s: %s", file, strerror(errno));
		if (fd >= 0)
			close(fd);
		return -1;
	}
	record_close(r);
	r->fd = fd;
	r->start = clock_now();
	write_out(r, STR(RECORDING_HEAD));
	return 0;
}

void
record_close(struct record *r)
{
	if (r->fd >= 0)
		close(r->fd);
	r->fd = -1;
	buf_clear(&r->line);
}

void
record_add(struct record *r, enum direction direction, struct str bytes)
{
	struct buf shown = BUF_INIT(BUF_MAX_TEXT);

	if (r->fd < 0)
		return;
	action_redact(&shown, bytes);
	buf_reset(&r->line);
	recording_write(&r->line, clock_now() - r->start, direction, buf_str(&shown));
	write_out(r, buf_str(&r->line));
	buf_clear(&shown);
}

int
record_start(struct context *ctx, const char *file, struct err *err)
{
	struct buf name = BUF_INIT(BUF_MAX_LINE);

	buf_addz(&name, file);
	if (ctx->team)
		buf_addf(&name, ".%s", team_name(ctx->team));
	int failed = record_open(&ctx->record, buf_z(&name), err);
	buf_clear(&name);
	return failed;
}

static int
run_record(struct context *ctx, const struct args *args, struct err *err)
{
	struct buf file = BUF_INIT(BUF_MAX_LINE);
	int failed = 0;

	buf_adds(&file, args_get(args, "FILE"));
	if (str_ieq(buf_str(&file), STR("off")))
		record_close(&ctx->record);
	else
		failed = record_start(ctx, buf_z(&file), err);
	if (ctx->session)
		session_trace(ctx->session, context_traces(ctx));
	buf_clear(&file);
	return failed;
}

const struct cmd cmd_record = {
    .name = "record",
    .group = GROUP_SHELL,
    .summary = "record what goes to and comes from the server",
    .help = "FILE gets both directions with their times, secrets redacted, and can be played "
            "again: amsh -s replay:FILE tail. off ends the recording. Several servers have a file "
            "each, with their name behind FILE and a dot.",
    .args = (const struct arg_spec[]){{.name = "FILE", .type = ARG_FILE}, {0}},
    .run = run_record,
};
