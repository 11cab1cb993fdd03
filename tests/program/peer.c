/* SPDX-License-Identifier: ISC */
/* Bytes of one connection; each call waits as long as it must. */
#include "peer.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_HEARD ((size_t)64 << 20)
#define READ_SIZE ((size_t)16 << 10)

void
peer_init(struct peer *p, struct program *program)
{
	*p = (struct peer){.program = program, .fd = -1, .in = BUF_INIT(MAX_HEARD)};
}

void
peer_clear(struct peer *p)
{
	SSL_free(p->ssl);
	if (p->fd >= 0)
		close(p->fd);
	buf_clear(&p->in);
	p->ssl = NULL;
	p->fd = -1;
}

/* After an SSL call that returned n: wait for what it wants. 0: try again; 1: the client has
 * closed; -1: it failed. */
static int
tls_wait(struct peer *p, int n, struct err *err)
{
	int why = SSL_get_error(p->ssl, n);

	if (why == SSL_ERROR_WANT_READ)
		return program_wait(p->program, p->fd, POLLIN, err);
	if (why == SSL_ERROR_WANT_WRITE)
		return program_wait(p->program, p->fd, POLLOUT, err);
	if (why == SSL_ERROR_ZERO_RETURN || ERR_peek_error() == 0)
		return 1;
	const char *reason = ERR_reason_error_string(ERR_get_error());
	ERR_clear_error();
	return err_set(err, ERR_CONNECT, "TLS: %s", reason ? reason : "unknown error");
}

static int
shake_hands(struct peer *p, SSL_CTX *ctx, struct err *err)
{
	int n, step = 0;

	p->ssl = SSL_new(ctx);
	/* libcurl 8.23 leaves without TLS's farewell; that amsh itself says it, the unit tests see */
	SSL_set_options(p->ssl, SSL_OP_IGNORE_UNEXPECTED_EOF);
	SSL_set_fd(p->ssl, p->fd);
	while (step == 0 && (n = SSL_accept(p->ssl)) != 1)
		step = tls_wait(p, n, err);
	if (step == 1)
		return err_set(err, ERR_CONNECT, "TLS: the client left during the handshake");
	return step;
}

int
peer_accept(struct peer *p, int listener, SSL_CTX *ctx, struct err *err)
{
	const int on = 1;

	if (program_wait(p->program, listener, POLLIN, err) < 0)
		return err_prefix(err, "nobody connects");
	p->fd = accept(listener, NULL, NULL);
	if (p->fd < 0)
		return err_set(err, ERR_CONNECT, "accept: %s", strerror(errno));
	fcntl(p->fd, F_SETFD, FD_CLOEXEC);
	fcntl(p->fd, F_SETFL, O_NONBLOCK);
	setsockopt(p->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	return ctx ? shake_hands(p, ctx, err) : 0;
}

/* Write some of the bytes. Returns how many, 0 after waiting, or -1. */
static ssize_t
write_some(struct peer *p, struct str bytes, struct err *err)
{
	if (p->ssl) {
		int n = SSL_write(p->ssl, bytes.p, (int)bytes.n);
		if (n > 0)
			return n;
		int step = tls_wait(p, n, err);
		return step == 1 ? err_set(err, ERR_LOST, "the client has closed") : step;
	}
	ssize_t n = send(p->fd, bytes.p, bytes.n, MSG_NOSIGNAL);
	if (n >= 0)
		return n;
	if (errno == EAGAIN)
		return program_wait(p->program, p->fd, POLLOUT, err);
	return err_set(err, ERR_LOST, "the client has closed: %s", strerror(errno));
}

int
peer_write(struct peer *p, struct str bytes, struct err *err)
{
	while (bytes.n) {
		size_t most = p->fragment ? p->fragment : READ_SIZE;
		ssize_t n = write_some(p, str_head(bytes, most), err);
		if (n < 0 && p->may_leave && err->kind == ERR_LOST)
			return 0;
		if (n < 0)
			return -1;
		bytes = str_from_at(bytes, (size_t)n);
	}
	return 0;
}

/* Read once, waiting for it. 1: bytes came; 0: the client has closed; -1: err is set. */
static int
read_some(struct peer *p, struct err *err)
{
	for (;;) {
		char *room = buf_room(&p->in, READ_SIZE);
		if (!room)
			return err_set(err, ERR_FAILED, "the client sends without end");
		ssize_t n = p->ssl ? SSL_read(p->ssl, room, READ_SIZE) : recv(p->fd, room, READ_SIZE, 0);
		if (n > 0) {
			p->in.n += (size_t)n;
			return 1;
		}
		int step = 1;
		if (p->ssl)
			step = tls_wait(p, (int)n, err);
		else if (n < 0 && errno == EAGAIN)
			step = program_wait(p->program, p->fd, POLLIN, err);
		if (step != 0)
			return step == 1 ? 0 : -1;
	}
}

/* Move the first n bytes that came to message, and drop what follows them. */
static void
take(struct peer *p, struct buf *message, size_t n, size_t drop)
{
	buf_adds(message, str_head(buf_str(&p->in), n));
	buf_drop(&p->in, n + drop);
}

int
peer_message(struct peer *p, struct buf *message, struct err *err)
{
	for (;;) {
		struct str in = buf_str(&p->in);
		size_t end = str_find(in, STR("\r\n\r\n"));
		if (str_starts(in, STR("\r\n"))) {
			take(p, message, 0, 2);
			return 1;
		}
		if (end < in.n) {
			take(p, message, end + 2, 2);
			return 1;
		}
		int got = read_some(p, err);
		if (got <= 0) {
			take(p, message, p->in.n, 0);
			return got;
		}
	}
}

int
peer_bytes(struct peer *p, struct buf *bytes, size_t n, struct err *err)
{
	while (p->in.n < n) {
		int got = read_some(p, err);
		if (got <= 0)
			return got < 0 ? -1 : err_set(err, ERR_LOST, "the client has closed");
	}
	take(p, bytes, n, 0);
	return 0;
}

int
peer_ignore(struct peer *p, struct err *err)
{
	int got;

	while ((got = read_some(p, err)) == 1)
		buf_reset(&p->in);
	buf_reset(&p->in);
	return got;
}

void
peer_finish(struct peer *p, bool polite)
{
	if (p->ssl && polite)
		SSL_shutdown(p->ssl);
	shutdown(p->fd, SHUT_WR);
}

void
peer_reset(struct peer *p)
{
	const struct linger now = {.l_onoff = 1};

	setsockopt(p->fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
	close(p->fd);
	p->fd = -1;
}
