/* SPDX-License-Identifier: ISC */
/* Feeds a reader of rows from a descriptor. */
#include "script/row_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "client/client.h"
#include "client/loop.h"

#define READ_SIZE 32768

struct waiting {
	void (*idle)(void *arg);
	void *arg;
};

int
row_file_open(struct row_file *f, const char *name, struct err *err)
{
	bool is_stdin = str_eq(str_of(name), STR("-"));

	*f = (struct row_file){
	    .reader = reader_new(name),
	    .name = mem_strdup(is_stdin ? "stdin" : name),
	};
	f->fd = is_stdin ? STDIN_FILENO : file_open(name, O_RDONLY, 0);
	return f->fd >= 0 ? 0 :
	    err_set(err, file_error(), "cannot open %s: %s", name, strerror(errno));
}

void
row_file_close(struct row_file *f)
{
	reader_free(f->reader);
	if (f->reader && f->fd > STDIN_FILENO)
		close(f->fd);
	free(f->name);
	*f = (struct row_file){.fd = -1};
}

static bool
tell(void *arg)
{
	const struct waiting *w = arg;

	w->idle(w->arg);
	return false;
}

/* Wait for more bytes and take them. */
static int
feed(struct row_file *f, struct client *client, struct waiting *waiting, struct err *err)
{
	char *room = reader_room(f->reader, READ_SIZE);

	if (!room)
		return err_set(err, ERR_USAGE, "a row is longer than %u bytes", ROWS_MAX_ROW);
	if (loop_until(client->loop, tell, waiting, f->fd, CLOCK_NEVER, err) < 0)
		return -1;
	ssize_t got = read(f->fd, room, READ_SIZE);
	if (got >= 0)
		reader_filled(f->reader, (size_t)got);
	else if (errno != EINTR && errno != EAGAIN)
		return err_set(err, ERR_USAGE, "cannot read: %s", strerror(errno));
	return 0;
}

int
row_file_next(struct row_file *f, struct client *client, void (*idle)(void *arg), void *arg,
    struct row *row, struct err *err)
{
	struct waiting waiting = {.idle = idle, .arg = arg};

	for (;;) {
		int got = reader_next(f->reader, row, err);
		if (got == 0 && reader_ended(f->reader))
			return 0;
		if (got == 0 && feed(f, client, &waiting, err) == 0)
			continue;
		if (got != 1 && err->kind == ERR_USAGE)
			err_prefix(err, "%s", f->name);
		return got == 1 ? 1 : -1;
	}
}

bool
row_file_is(const struct row_file *f, const char *path)
{
	struct stat rows, other;

	return fstat(f->fd, &rows) == 0 && stat(path, &other) == 0 &&
	       rows.st_dev == other.st_dev && rows.st_ino == other.st_ino;
}
