/* SPDX-License-Identifier: ISC */
/* Streams from a file (replay:FILE): its bytes are the server's, and what is written is swallowed.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "net/fd.h"
#include "net/transport.h"

static ssize_t
file_write(struct stream *s, const char *p, size_t n, struct err *err)
{
	(void)s, (void)p, (void)err;
	return (ssize_t)n;
}

static const struct stream_ops file_ops = {
    .name = "file",
    .read = fd_stream_read,
    .write = file_write,
    .pending = fd_stream_pending,
    .wants = fd_stream_wants,
    .close = fd_stream_close,
};

/* Open for reading whatever can be read as a stream; a directory cannot. */
static int
open_readable(const char *name, struct err *err)
{
	struct stat st;
	int fd = open(name, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (fd >= 0 && fstat(fd, &st) == 0 && !S_ISDIR(st.st_mode))
		return fd;
	fd_error(err, ERR_USAGE, fd < 0 ? errno : EISDIR);
	if (fd >= 0)
		close(fd);
	return err_prefix(err, "%s", name);
}

int
file_open(
    struct stream **out, const struct endpoint *e, msec deadline, int cancel_fd, struct err *err)
{
	(void)deadline, (void)cancel_fd;
	int fd = open_readable(e->host, err);

	if (fd < 0)
		return -1;
	*out = fd_stream_new(&file_ops, fd);
	(*out)->encrypted = true;
	return 0;
}
