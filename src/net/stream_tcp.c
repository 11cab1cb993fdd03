/* SPDX-License-Identifier: ISC */
/* Streams over TCP: tries the addresses of a host, then reads and writes the socket as it is. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "net/fd.h"
#include "net/fd_stream.h"
#include "net/resolve.h"
#include "net/stages.h"
#include "net/stream_impl.h"

/* Discard unread input: otherwise the system sends a reset instead of a normal end, and loses what
 * we wrote last. */
static void
drain(int fd)
{
	char waste[4096];

	for (int i = 0; i < 256 && read(fd, waste, sizeof(waste)) > 0; i++)
		continue;
}

static void
tcp_close(struct stream *s)
{
	drain(s->fd);
	fd_stream_close(s);
}

static const struct stream_ops tcp_ops = {
    .name = "tcp",
    .read = fd_stream_read,
    .write = fd_stream_write,
    .pending = fd_stream_pending,
    .wants = fd_stream_wants,
    .close = tcp_close,
    .why = fd_stream_why,
};

/* Wait for the end of a connect that is under way. */
static int
finish_connect(int fd, msec deadline, int cancel_fd, struct err *err)
{
	int number = 0;
	socklen_t size = sizeof(number);

	if (fd_wait(fd, POLLOUT, deadline, cancel_fd, err))
		return -1;
	if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &number, &size))
		number = errno;
	return number ? fd_error(err, ERR_CONNECT, number) : 0;
}

/* Small messages must leave at once. A peer that is gone must be noticed within two minutes even if
 * nothing is sent; if the server is only busy, its system answers. */
static void
set_options(int fd)
{
	static const struct {
		int level;
		int option;
		int value;
	} options[] = {
	    {IPPROTO_TCP, TCP_NODELAY, 1},
	    {SOL_SOCKET, SO_KEEPALIVE, 1},
	    {IPPROTO_TCP, TCP_KEEPIDLE, 60}, /* s */
	    {IPPROTO_TCP, TCP_KEEPINTVL, 10},
	    {IPPROTO_TCP, TCP_KEEPCNT, 6},
	};

	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		setsockopt(fd, options[i].level, options[i].option, &options[i].value,
		    sizeof(options[i].value));
}

/* Connect to one address. */
static int
connect_one(const struct addrinfo *a, msec deadline, int cancel_fd, struct err *err)
{
	int fd = socket(a->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, a->ai_protocol);

	if (fd < 0)
		return fd_error(err, ERR_CONNECT, errno);
	set_options(fd);
	if (connect(fd, a->ai_addr, a->ai_addrlen) == 0)
		return fd;
	int status = errno == EINPROGRESS || errno == EINTR
	                 ? finish_connect(fd, deadline, cancel_fd, err)
	                 : fd_error(err, ERR_CONNECT, errno);
	if (status == 0)
		return fd;
	close(fd);
	return -1;
}

static size_t
count_addresses(const struct addrinfo *list)
{
	size_t n = 0;

	for (; list; list = list->ai_next)
		n++;
	return n;
}

/* The first address from a on with this family, or (same false) with another. */
static const struct addrinfo *
next_of(const struct addrinfo *a, int family, bool same)
{
	while (a && (a->ai_family == family) != same)
		a = a->ai_next;
	return a;
}

/* The addresses in turn, the first one's family and the other: if one family does not work, it
 * costs only every second try. The caller frees the array. */
static const struct addrinfo **
alternate(const struct addrinfo *list, size_t n)
{
	const struct addrinfo **order = mem_array(n, sizeof(*order));
	int family = list->ai_family;
	const struct addrinfo *a = list, *others = next_of(list, family, false);

	for (size_t i = 0; a; i++) {
		const struct addrinfo *rest = next_of(a->ai_next, family, a->ai_family == family);
		order[i] = a;
		a = others ? others : rest;
		others = others ? rest : NULL;
	}
	return order;
}

/* When a try must end so that all remaining tries get the same time. */
static msec
share(msec deadline, size_t left)
{
	msec now = clock_now();

	return left > 1 && deadline > now ? now + (deadline - now) / (msec)left : deadline;
}

/* Append an address as a number, after a comma where it is not the first. */
static void
add_address(struct buf *out, const struct sockaddr *address, socklen_t n)
{
	char text[NI_MAXHOST];

	if (getnameinfo(address, n, text, sizeof(text), NULL, 0, NI_NUMERICHOST))
		text[0] = '\0';
	buf_addf(out, "%s%s", out->n ? ", " : "", text);
}

/* Add "192.0.2.1: connection refused" to the tries that failed. */
static void
note_failure(struct buf *tried, const struct addrinfo *a, const struct stages *stages,
    const struct err *err)
{
	struct buf one = BUF_INIT(BUF_MAX_LINE);

	add_address(&one, a->ai_addr, a->ai_addrlen);
	buf_addf(&one, ": %s", err->text);
	stages_tell(stages, STAGE_TCP, STAGE_DOUBTED, "%s", buf_z(&one));
	buf_addf(tried, "%s%s", tried->n ? ", " : "", buf_z(&one));
	buf_clear(&one);
}

/* Tell where the socket leads, and from where. */
static void
tell_connected(int fd, const struct addrinfo *a, const struct stages *stages)
{
	struct sockaddr_storage own;
	socklen_t n = sizeof(own);
	struct buf to = BUF_INIT(BUF_MAX_LINE), from = BUF_INIT(BUF_MAX_LINE);

	if (!stages)
		return;
	add_address(&to, a->ai_addr, a->ai_addrlen);
	if (getsockname(fd, (struct sockaddr *)&own, &n) == 0)
		add_address(&from, (struct sockaddr *)&own, n);
	stages_tell(stages, STAGE_TCP, STAGE_DONE, "connected to %s from %s", buf_z(&to),
	    buf_z(&from));
	buf_clear(&to);
	buf_clear(&from);
}

int
tcp_connect(const struct addrinfo *list, const struct stages *stages, msec deadline, int cancel_fd,
    struct err *err)
{
	size_t n = count_addresses(list);
	const struct addrinfo **order = alternate(list, n);
	struct buf tried = BUF_INIT(BUF_MAX_LINE);
	int fd = -1;

	err_clear(err);
	stages_tell(stages, STAGE_TCP, STAGE_BEGINS, "%s", "");
	for (size_t i = 0; i < n && fd < 0 && err->kind != ERR_INTERRUPTED; i++) {
		fd = connect_one(order[i], share(deadline, n - i), cancel_fd, err);
		if (fd < 0)
			note_failure(&tried, order[i], stages, err);
		else
			tell_connected(fd, order[i], stages);
	}
	if (fd < 0 && n > 1 && err->kind != ERR_INTERRUPTED)
		err_set(err, ERR_CONNECT, "%s", buf_z(&tried));
	buf_clear(&tried);
	free(order);
	return fd;
}

/* Tell the addresses of a host. */
static void
tell_addresses(const struct endpoint *e, const struct addrinfo *list)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	for (const struct addrinfo *a = e->stages ? list : NULL; a; a = a->ai_next)
		add_address(&text, a->ai_addr, a->ai_addrlen);
	stages_tell(e->stages, STAGE_NAME, STAGE_DONE, "%s", buf_z(&text));
	buf_clear(&text);
}

/* Does the socket lead to this machine, so that nobody else can listen? */
static bool
peer_is_loopback(int fd)
{
	struct sockaddr_storage peer;
	socklen_t size = sizeof(peer);

	if (getpeername(fd, (struct sockaddr *)&peer, &size))
		return false;
	if (peer.ss_family == AF_INET)
		return ntohl(((struct sockaddr_in *)&peer)->sin_addr.s_addr) >> 24 == 127;
	return peer.ss_family == AF_INET6 &&
	       IN6_IS_ADDR_LOOPBACK(&((struct sockaddr_in6 *)&peer)->sin6_addr);
}

int
tcp_open(
    struct stream **out, const struct endpoint *e, msec deadline, int cancel_fd, struct err *err)
{
	struct addrinfo *list;
	const char *port = e->port ? e->port : scheme_port(e->scheme);

	stages_tell(e->stages, STAGE_NAME, STAGE_BEGINS, "%s", "");
	if (resolve(&list, getaddrinfo, e->host, port, deadline, cancel_fd, err))
		return -1;
	tell_addresses(e, list);
	int fd = tcp_connect(list, e->stages, deadline, cancel_fd, err);
	freeaddrinfo(list);
	if (fd < 0)
		return -1;
	*out = fd_stream_new(&tcp_ops, fd);
	(*out)->encrypted = peer_is_loopback(fd);
	return 0;
}
