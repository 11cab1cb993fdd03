/* SPDX-License-Identifier: ISC */
/* Waiting for descriptors, and the streams that are nothing but one. Opens none. */
#include "net/fd.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"

int
fd_error(struct err *err, enum err_kind kind, int number)
{
	char text[128];

	if (strerror_r(number, text, sizeof(text)))
		snprintf(text, sizeof(text), "error %d", number);
	text[0] = str_lower(text[0]);
	return err_set(err, kind, "%s", text);
}

int
fd_wait(int fd, short events, msec deadline, int cancel_fd, struct err *err)
{
	struct pollfd wait[] = {{.fd = fd, .events = events}, {.fd = cancel_fd, .events = POLLIN}};
	int n;

	do {
		n = poll(wait, 2, clock_poll_timeout(deadline));
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return fd_error(err, ERR_CONNECT, errno);
	if (wait[1].revents)
		return err_set(err, ERR_INTERRUPTED, "interrupted");
	if (!wait[0].revents)
		return err_set(err, ERR_CONNECT, "timed out");
	return 0;
}

/* What a read or write that gave n means to the owner of a stream. */
static ssize_t
result(ssize_t n, struct err *err)
{
	if (n >= 0)
		return n;
	if (errno == EAGAIN || errno == EWOULDBLOCK)
		return STREAM_AGAIN;
	fd_error(err, ERR_LOST, errno);
	return err_prefix(err, "connection lost");
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
