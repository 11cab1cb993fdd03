/* SPDX-License-Identifier: ISC */
/* One thread for all pairs; nothing is kept back, so what a side wrote before the cut gets through. */
#include "cutter.h"

#include <arpa/inet.h>
#include <check.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server.h"

static int
connect_to(const char *port)
{
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	long number = 0;

	str_number(str_of(port), 1, 65535, &number);
	to.sin_port = htons((uint16_t)number);
	if (connect(fd, (struct sockaddr *)&to, sizeof(to)) == 0)
		return fd;
	close(fd);
	return -1;
}

static void
close_pair(struct cutter *c, size_t i)
{
	for (size_t side = 0; side < 2; side++)
		if (c->pairs[i].fd[side] >= 0)
			close(c->pairs[i].fd[side]);
	c->pairs[i].fd[0] = c->pairs[i].fd[1] = -1;
}

static void
cut(struct cutter *c)
{
	atomic_store(&c->cut, true);
	for (size_t i = 0; i < c->n; i++)
		close_pair(c, i);
}

/* Take a connection, and make the other half of the pair. */
static void
take_client(struct cutter *c)
{
	int client = accept(c->fd, NULL, NULL), on = 1, server;

	if (client < 0 || c->n == CUTTER_PAIRS || (server = connect_to(c->to)) < 0) {
		close(client);
		return;
	}
	setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	setsockopt(server, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	c->pairs[c->n].fd[CUT_CLIENT] = client;
	c->pairs[c->n++].fd[CUT_SERVER] = server;
	if (!atomic_load(&c->cut) && c->after == 0)
		cut(c);
}

/* Pass on the data of one side of a pair. */
static void
pass(struct cutter *c, size_t i, size_t side)
{
	char bytes[4096];
	ssize_t n = recv(c->pairs[i].fd[side], bytes, sizeof(bytes), 0);
	bool counts = side == (size_t)c->side && !atomic_load(&c->cut);

	if (n <= 0) {
		close_pair(c, i);
		return;
	}
	size_t may = counts && (size_t)n >= c->after ? c->after : (size_t)n;
	send(c->pairs[i].fd[!side], bytes, may, MSG_NOSIGNAL);
	if (counts)
		c->after -= may;
	if (counts && c->after == 0)
		cut(c);
}

static void *
run(void *arg)
{
	struct cutter *c = arg;
	struct pollfd v[2 + 2 * CUTTER_PAIRS];

	for (;;) {
		v[0] = (struct pollfd){.fd = c->ends[0], .events = POLLIN};
		v[1] = (struct pollfd){.fd = c->fd, .events = POLLIN};
		size_t n = c->n;
		for (size_t i = 0; i < 2 * n; i++)
			v[2 + i] = (struct pollfd){
			    .fd = c->pairs[i / 2].fd[i % 2],
			    .events = POLLIN,
			};
		poll(v, (nfds_t)(2 + 2 * n), PATIENCE);
		if (v[0].revents)
			return NULL;
		for (size_t i = 0; i < 2 * n; i++)
			if (v[2 + i].revents && c->pairs[i / 2].fd[i % 2] >= 0)
				pass(c, i / 2, i % 2);
		if (v[1].revents)
			take_client(c);
	}
}

void
cutter_start(struct cutter *c)
{
	c->n = 0;
	atomic_store(&c->cut, false);
	c->fd = server_bind(AF_INET, c->port);
	ck_assert_int_eq(listen(c->fd, 8), 0);
	ck_assert_int_eq(pipe(c->ends), 0);
	ck_assert_int_eq(pthread_create(&c->thread, NULL, run, c), 0);
}

void
cutter_end(struct cutter *c)
{
	ck_assert_int_eq(write(c->ends[1], "", 1), 1);
	pthread_join(c->thread, NULL);
	for (size_t i = 0; i < c->n; i++)
		close_pair(c, i);
	close(c->fd);
	close(c->ends[0]);
	close(c->ends[1]);
}
