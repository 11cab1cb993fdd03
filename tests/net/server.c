/* SPDX-License-Identifier: ISC */
/* Loopback servers for tests. Nothing here waits longer than PATIENCE. */
#include "server.h"

#include <arpa/inet.h>
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int
server_bind(int family, char port[8])
{
	struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
	struct sockaddr *address = family == AF_INET ? (void *)&v4 : (void *)&v6;
	socklen_t size = family == AF_INET ? sizeof(v4) : sizeof(v6);
	int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, address, size)) {
		close(fd);
		return -1;
	}
	ck_assert_int_eq(getsockname(fd, address, &size), 0);
	snprintf(port, 8, "%u", ntohs(family == AF_INET ? v4.sin_port : v6.sin6_port));
	return fd;
}

int
server_refuse(char port[8])
{
	int fd = server_bind(AF_INET, port);

	ck_assert_int_ge(fd, 0);
	return fd;
}

/* Start a connection to a port of 127.0.0.1. */
static int
knock(const char *port)
{
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	long number;

	ck_assert(str_number(str_of(port), 1, 65535, &number));
	to.sin_port = htons((uint16_t)number);
	ck_assert(connect(fd, (struct sockaddr *)&to, sizeof(to)) == 0 || errno == EINPROGRESS);
	return fd;
}

/* Does nothing more fit into the queue of a socket that listens? The kernel tells both. */
static bool
is_full(int fd)
{
	struct tcp_info info;
	socklen_t size = sizeof(info);

	ck_assert_int_eq(getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size), 0);
	return info.tcpi_unacked > info.tcpi_sacked;
}

void
server_fill(struct server_full *full)
{
	msec deadline = clock_now() + PATIENCE;

	full->fd = server_bind(AF_INET, full->port);
	ck_assert_int_eq(listen(full->fd, 0), 0);
	full->client = knock(full->port);
	while (!is_full(full->fd)) {
		ck_assert_msg(clock_now() < deadline, "a connection does not fill a queue of none");
		poll(NULL, 0, 1);
	}
}

void
server_empty(struct server_full *full)
{
	close(full->client);
	close(full->fd);
}

static void *
run(void *arg)
{
	struct server *s = arg;
	struct pollfd wait = {.fd = s->fd, .events = POLLIN};

	if (poll(&wait, 1, PATIENCE) != 1)
		return NULL;
	int client = accept(s->fd, NULL, NULL);
	if (client < 0)
		return NULL;
	s->serve(client, s->arg);
	close(client);
	return NULL;
}

void
server_start(struct server *s, void (*serve)(int client, void *arg), void *arg)
{
	s->serve = serve;
	s->arg = arg;
	s->fd = server_bind(AF_INET, s->port);
	ck_assert_int_eq(listen(s->fd, 8), 0);
	ck_assert_int_eq(pthread_create(&s->thread, NULL, run, s), 0);
}

void
server_join(struct server *s)
{
	pthread_join(s->thread, NULL);
	close(s->fd);
}

void
stream_narrow(struct stream *s)
{
	int few = 4096;

	ck_assert_int_eq(setsockopt(stream_fd(s), SOL_SOCKET, SO_SNDBUF, &few, sizeof(few)), 0);
}

void
write_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t put = write(fd, p, n);
		if (put <= 0)
			return;
		p += put;
		n -= (size_t)put;
	}
}

void
serve_echo(int client, void *arg)
{
	char bytes[4096];
	ssize_t n;

	(void)arg;
	while ((n = read(client, bytes, sizeof(bytes))) > 0)
		write_all(client, bytes, (size_t)n);
}

void
serve_text(int client, void *text)
{
	write_all(client, text, strlen(text));
}

ssize_t
read_full(struct stream *s, char *p, size_t n, struct err *err)
{
	msec deadline = clock_now() + PATIENCE;
	size_t got = 0;

	while (got < n) {
		ssize_t came = stream_read(s, p + got, n - got, err);
		if (came == -1)
			return -1;
		if (came == 0)
			break;
		if (came > 0) {
			got += (size_t)came;
			continue;
		}
		ck_assert_msg(!stream_pending(s), "bytes are pending, but a read gives none");
		struct pollfd wait = {.fd = stream_fd(s), .events = stream_wants(s)};
		ck_assert_msg(poll(&wait, 1, clock_poll_timeout(deadline)) == 1,
		    "waited in vain after %zu of %zu bytes", got, n);
	}
	return (ssize_t)got;
}
