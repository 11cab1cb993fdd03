/* SPDX-License-Identifier: ISC */
/* Reads and writes a descriptor as it is. */
#include "net/fd_stream.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "net/fd.h"

/* What a read or write that returned n means to the owner of a stream. */
static ssize_t
result(ssize_t n, struct err *err)
{
	if (n >= 0)
		return n;
	if (errno == EAGAIN || errno == EWOULDBLOCK)
		return STREAM_AGAIN;
	fd_error(err, ERR_LOST, errno);
	return err_lost(err);
}

struct stream *
fd_stream_new(const struct stream_ops *ops, int fd)
{
	struct stream *s = mem_alloc(sizeof(*s));

	s->ops = ops;
	s->fd = fd;
	return s;
}

ssize_t
fd_stream_read(struct stream *s, char *p, size_t n, struct err *err)
{
	ssize_t got;

	do {
		got = read(s->fd, p, n);
	} while (got < 0 && errno == EINTR);
	return result(got, err);
}

ssize_t
fd_stream_write(struct stream *s, const char *p, size_t n, struct err *err)
{
	ssize_t put;

	do {
		put = write(s->fd, p, n);
	} while (put < 0 && errno == EINTR);
	return result(put, err);
}

bool
fd_stream_pending(const struct stream *s)
{
	(void)s;
	return false;
}

short
fd_stream_wants(const struct stream *s)
{
	(void)s;
	return POLLIN;
}

bool
fd_stream_why(struct stream *s, bool heard, struct err *err)
{
	(void)s, (void)heard, (void)err;
	return false;
}

void
fd_stream_close(struct stream *s)
{
	close(s->fd);
	free(s);
}
