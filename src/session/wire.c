/* SPDX-License-Identifier: ISC */
/* Reading, writing and waiting on the stream of a connection. */
#include "session/wire.h"

#include <errno.h>
#include <sys/ioctl.h>

#define READ_SIZE   ((size_t)64 << 10)
#define HELD_BACK   ((uint64_t)16 << 20) /* bytes that the buffers of both sockets hold, and more */
#define OLD_TLS_GAP 50 /* ms between records to servers up to 13 */

void
wire_init(struct wire *w)
{
	*w = (struct wire){0};
	buf_init_secret(&w->out, BUF_MAX_MESSAGE);
}

void
wire_clear(struct wire *w)
{
	buf_clear(&w->out);
}

int
wire_open(struct wire *w, const struct endpoint *e, msec deadline, int cancel_fd, struct err *err)
{
	buf_reset(&w->out);
	w->replay = scheme_is_file(e->scheme);
	w->ami_major = 0;
	w->write_after = 0;
	w->read = w->target = 0;
	w->left = w->more = false;
	w->parse = parse_new(BUF_MAX_MESSAGE, !w->replay);
	return stream_open(&w->stream, e, deadline, cancel_fd, err);
}

void
wire_close(struct wire *w)
{
	stream_close(w->stream);
	parse_free(w->parse);
	w->stream = NULL;
	w->parse = NULL;
}

/* Is this a server up to 13 over TLS? It loses records that come too fast. */
static bool
is_old_tls(const struct wire *w)
{
	return w->stream->max_write && w->ami_major > 0 && w->ami_major < 3;
}

int
wire_flush(struct wire *w, struct err *err)
{
	while (w->out.n && clock_now() >= w->write_after) {
		ssize_t n = stream_write(w->stream, w->out.p, w->out.n, err);
		if (n == STREAM_AGAIN)
			return 0;
		if (n < 0)
			return -1;
		buf_drop(&w->out, (size_t)n);
		if (is_old_tls(w) && w->out.n)
			w->write_after = clock_now() + OLD_TLS_GAP;
	}
	if (w->out.n == 0)
		buf_reset(&w->out);
	return 0;
}

int
wire_fill(struct wire *w, struct err *err)
{
	size_t n;
	char *room = parse_room(w->parse, READ_SIZE, &n);
	ssize_t got = stream_read(w->stream, room, n, err);

	w->more = got > 0 && ((size_t)got == n || stream_pending(w->stream));
	if (got == STREAM_AGAIN)
		return 0;
	if (got < 0)
		return -1;
	if (got == 0)
		return err_set(err, ERR_LOST, "%s",
		    w->replay ? "the recording has ended" : "the server closed the connection");
	parse_fed(w->parse, (size_t)got);
	w->read += (uint64_t)got;
	return 1;
}

msec
wire_poll(const struct wire *w, struct pollfd *fd, msec deadline)
{
	*fd = (struct pollfd){.fd = stream_fd(w->stream), .events = stream_wants(w->stream)};
	if (w->out.n && clock_now() >= w->write_after)
		fd->events |= POLLOUT;
	else if (w->out.n && w->write_after < deadline)
		deadline = w->write_after;
	return w->more || stream_pending(w->stream) ? 0 : deadline;
}

void
wire_polled(struct wire *w, msec deadline, short found)
{
	if (deadline > 0 && !found && clock_now() >= deadline)
		w->left = false;
}

int
wire_wait(struct wire *w, int fd, msec deadline, bool *asked, struct err *err)
{
	struct pollfd fds[2] = {{0}, {.fd = fd, .events = POLLIN}};

	*asked = false;
	if (w->more && !w->out.n)
		return 0;
	deadline = wire_poll(w, &fds[0], deadline);
	if (poll(fds, 2, clock_poll_timeout(deadline)) < 0 && errno != EINTR)
		return err_set(err, ERR_LOST, "cannot wait for the server: %s", strerror(errno));
	*asked = fds[1].revents != 0;
	wire_polled(w, deadline, fds[0].revents);
	return 0;
}

/* Has everything that came been read? */
static bool
has_read_all(const struct wire *w)
{
	struct pollfd fd = {.fd = stream_fd(w->stream), .events = POLLIN};

	return !stream_pending(w->stream) && poll(&fd, 1, 0) == 0;
}

/* How many bytes wait to be read, or more: TLS has its own beside those of the socket. */
static uint64_t
waiting(const struct wire *w)
{
	int n = 0;

	if (ioctl(stream_fd(w->stream), FIONREAD, &n) < 0 || n < 0)
		n = 0;
	return (uint64_t)n + (stream_pending(w->stream) ? READ_SIZE : 0);
}

bool
wire_caught_up(struct wire *w)
{
	if (!w->target)
		w->target = w->read + waiting(w) + (w->left ? HELD_BACK : 0);
	return w->read >= w->target || has_read_all(w);
}

void
wire_was_left(struct wire *w)
{
	w->left = true;
}

void
wire_goes_on(struct wire *w)
{
	w->target = 0;
}
