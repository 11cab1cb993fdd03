/* SPDX-License-Identifier: ISC */
/*
 * The thread of the test's manager: one poll loop over the listening socket, the client and a pipe
 * that wakes it. What it answers is in answer.c. Never interprets more than message ends and
 * header lines.
 */
#include "server.h"

#include <arpa/inet.h>
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "answer.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"

enum { FLOOD_TICK_MS = 2, FLOOD_AHEAD = 1 << 18, MESSAGES = 4096 };

struct server {
	pthread_t thread;
	pthread_mutex_t lock; /* all below */
	int wake[2];
	int holder; /* keeps the port where nobody listens */
	int listener, client;
	int port;
	bool ending, held;
	int logins;
	struct buf in; /* an incomplete message */
	struct buf out;
	struct buf received;
	char *message[MESSAGES]; /* not yet taken */
	size_t nmessage;
	unsigned long rate, flooded;
	msec flood_start;
	unsigned long flood_base;
};

/* Return a socket that has the port, 0 for any, and does not listen. */
static int
bind_to(int port)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int on = 1;

	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	ck_assert_msg(bind(fd, (struct sockaddr *)&a, sizeof(a)) == 0, "cannot have port %d", port);
	return fd;
}

static int
listen_on(int port)
{
	int fd = bind_to(port);

	ck_assert_msg(listen(fd, 5) == 0, "cannot listen on port %d", port);
	return fd;
}

static int
port_of(int fd)
{
	struct sockaddr_in a;
	socklen_t len = sizeof(a);

	ck_assert_int_eq(getsockname(fd, (struct sockaddr *)&a, &len), 0);
	return ntohs(a.sin_port);
}

/* Close a socket at once, although the thread may be polling it. */
static void
close_socket(int *fd)
{
	if (*fd == -1)
		return;
	shutdown(*fd, SHUT_RDWR);
	close(*fd);
	*fd = -1;
}

static void
close_client(struct server *s)
{
	close_socket(&s->client);
	buf_reset(&s->in);
	buf_reset(&s->out);
}

/* Answer a message and keep it for the test. */
static void
take_message(struct server *s, char *message)
{
	if (!s->held && answer(&s->out, message))
		s->logins++;
	if (s->nmessage < MESSAGES)
		s->message[s->nmessage++] = message;
	else
		free(message);
}

/* Take the complete messages off what came. */
static void
take_messages(struct server *s)
{
	struct str end = STR("\r\n\r\n");
	size_t n;

	while ((n = str_find(buf_str(&s->in), end)) < s->in.n) {
		take_message(s, mem_strndup(str_head(buf_str(&s->in), n + end.n)));
		buf_drop(&s->in, n + end.n);
	}
}

static void
read_client(struct server *s)
{
	char bytes[65536];
	ssize_t n = read(s->client, bytes, sizeof(bytes));

	if (n == 0 || (n == -1 && errno != EAGAIN)) {
		close_client(s);
	} else if (n > 0) {
		buf_add(&s->in, bytes, (size_t)n);
		buf_add(&s->received, bytes, (size_t)n);
		take_messages(s);
	}
}

static bool
is_readable(int fd)
{
	return poll(&(struct pollfd){.fd = fd, .events = POLLIN}, 1, 0) == 1;
}

/* One that has not left keeps its place: a stranger may come, who looks for a server that had this
 * port before. */
static void
accept_client(struct server *s)
{
	int fd = accept(s->listener, NULL, NULL);

	if (fd == -1)
		return;
	while (s->client != -1 && is_readable(s->client))
		read_client(s);
	if (s->client != -1) {
		close(fd);
		return;
	}
	fcntl(fd, F_SETFL, O_NONBLOCK);
	fcntl(fd, F_SETFD, FD_CLOEXEC);
	s->client = fd;
	buf_addz(&s->out, "Asterisk Call Manager/11.0.0\r\n");
}

static void
write_client(struct server *s)
{
	ssize_t n = send(s->client, s->out.p, s->out.n, MSG_NOSIGNAL);

	if (n > 0)
		buf_drop(&s->out, (size_t)n);
	else if (n == -1 && errno != EAGAIN)
		close_client(s);
}

/* Add the events that are due, but never far more than the client takes. */
static void
flood(struct server *s)
{
	msec elapsed = clock_now() - s->flood_start;
	unsigned long due = s->flood_base + s->rate * (unsigned long)elapsed / 1000;

	while (s->flooded < due && s->out.n < FLOOD_AHEAD) {
		buf_addf(&s->out,
		    "Event: Newexten\r\nPrivilege: dialplan,all\r\n"
		    "Channel: PJSIP/flood-%08lx\r\nChannelState: 6\r\nChannelStateDesc: Up\r\n"
		    "CallerIDNum: 100\r\nCallerIDName: Anna\r\nContext: sets\r\nExten: 103\r\n"
		    "Priority: 2\r\nUniqueid: 1795322938.%lu\r\nLinkedid: 1795322938.%lu\r\n"
		    "Extension: 103\r\nApplication: Dial\r\nAppData: PJSIP/103\r\n\r\n",
		    s->flooded, s->flooded, s->flooded);
		s->flooded++;
	}
}

/* Wait for something to do. */
static void
poll_all(struct server *s, struct pollfd p[3])
{
	int timeout = s->rate > 0 && s->client != -1 ? FLOOD_TICK_MS : -1;
	short out = s->out.n > 0 ? POLLOUT : 0;

	p[0] = (struct pollfd){.fd = s->wake[0], .events = POLLIN};
	p[1] = (struct pollfd){.fd = s->listener, .events = POLLIN};
	p[2] = (struct pollfd){.fd = s->client, .events = (short)(POLLIN | out)};
	pthread_mutex_unlock(&s->lock);
	poll(p, 3, timeout);
	pthread_mutex_lock(&s->lock);
}

/* Do what poll found, unless the test changed the sockets meanwhile. */
static void
serve(struct server *s, const struct pollfd p[3])
{
	char bytes[64];

	if (p[0].revents != 0 && read(s->wake[0], bytes, sizeof(bytes)) == -1)
		return;
	if (p[2].fd != -1 && p[2].fd == s->client && p[2].revents & (POLLIN | POLLHUP | POLLERR))
		read_client(s);
	if (p[1].fd != -1 && p[1].fd == s->listener && p[1].revents & POLLIN)
		accept_client(s);
	if (s->rate > 0 && s->client != -1)
		flood(s);
	if (s->client != -1 && s->out.n > 0)
		write_client(s);
}

static void *
run(void *arg)
{
	struct server *s = arg;
	struct pollfd p[3];

	pthread_mutex_lock(&s->lock);
	while (!s->ending) {
		poll_all(s, p);
		serve(s, p);
	}
	pthread_mutex_unlock(&s->lock);
	return NULL;
}

/* Unlock and let the thread look at what changed. */
static void
unlock_and_wake(struct server *s)
{
	pthread_mutex_unlock(&s->lock);
	ck_assert_int_eq(write(s->wake[1], "w", 1), 1);
}

struct server *
server_start(void)
{
	struct server *s = mem_alloc(sizeof(*s));

	buf_init(&s->in, BUF_MAX_MESSAGE);
	buf_init(&s->out, BUF_MAX_TEXT);
	buf_init(&s->received, BUF_MAX_TEXT);
	s->holder = bind_to(0);
	s->port = port_of(s->holder);
	s->listener = listen_on(s->port);
	s->client = -1;
	ck_assert_int_eq(pipe(s->wake), 0);
	fcntl(s->wake[0], F_SETFD, FD_CLOEXEC);
	fcntl(s->wake[1], F_SETFD, FD_CLOEXEC);
	pthread_mutex_init(&s->lock, NULL);
	ck_assert_int_eq(pthread_create(&s->thread, NULL, run, s), 0);
	return s;
}

void
server_stop(struct server *s)
{
	pthread_mutex_lock(&s->lock);
	s->ending = true;
	unlock_and_wake(s);
	pthread_join(s->thread, NULL);
	close_client(s);
	close_socket(&s->listener);
	close(s->holder);
	close(s->wake[0]);
	close(s->wake[1]);
	for (size_t i = 0; i < s->nmessage; i++)
		free(s->message[i]);
	buf_clear(&s->in);
	buf_clear(&s->out);
	buf_clear(&s->received);
	pthread_mutex_destroy(&s->lock);
	free(s);
}

int
server_port(const struct server *s)
{
	return s->port;
}

void
server_push(struct server *s, const void *bytes, size_t len)
{
	pthread_mutex_lock(&s->lock);
	buf_add(&s->out, bytes, len);
	unlock_and_wake(s);
}

void
server_pushf(struct server *s, const char *format, ...)
{
	char text[4096];
	va_list args;
	int len;

	va_start(args, format);
	len = vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	ck_assert_int_lt(len, (int)sizeof(text));
	server_push(s, text, (size_t)len);
}

void
server_flood(struct server *s, unsigned long per_second)
{
	pthread_mutex_lock(&s->lock);
	s->rate = per_second;
	s->flood_start = clock_now();
	s->flood_base = s->flooded;
	unlock_and_wake(s);
}

unsigned long
server_flooded(struct server *s)
{
	unsigned long n;

	pthread_mutex_lock(&s->lock);
	n = s->flooded;
	pthread_mutex_unlock(&s->lock);
	return n;
}

int
server_logins(struct server *s)
{
	int n;

	pthread_mutex_lock(&s->lock);
	n = s->logins;
	pthread_mutex_unlock(&s->lock);
	return n;
}

/* Return the index of the first message of the action, or nmessage. */
static size_t
find_message(struct server *s, const char *action)
{
	size_t i;

	for (i = 0; i < s->nmessage; i++) {
		struct str name = answer_header(s->message[i], "Action");

		if (str_ieq(name, str_of(action)))
			break;
	}
	return i;
}

char *
server_take(struct server *s, const char *action)
{
	char *message = NULL;
	size_t i;

	pthread_mutex_lock(&s->lock);
	i = find_message(s, action);
	if (i < s->nmessage) {
		message = s->message[i];
		s->nmessage--;
		memmove(
		    s->message + i, s->message + i + 1, (s->nmessage - i) * sizeof(s->message[0]));
		answer_cut_action_id(message);
	}
	pthread_mutex_unlock(&s->lock);
	return message;
}

char *
server_received(struct server *s)
{
	char *all;

	pthread_mutex_lock(&s->lock);
	all = mem_strndup(buf_str(&s->received));
	pthread_mutex_unlock(&s->lock);
	return all;
}

void
server_forget(struct server *s)
{
	pthread_mutex_lock(&s->lock);
	buf_reset(&s->received);
	for (size_t i = 0; i < s->nmessage; i++)
		free(s->message[i]);
	s->nmessage = 0;
	pthread_mutex_unlock(&s->lock);
}

void
server_hold(struct server *s, bool held)
{
	pthread_mutex_lock(&s->lock);
	s->held = held;
	pthread_mutex_unlock(&s->lock);
}

void
server_cut(struct server *s)
{
	pthread_mutex_lock(&s->lock);
	close_client(s);
	unlock_and_wake(s);
}

void
server_refuse(struct server *s, bool refused)
{
	pthread_mutex_lock(&s->lock);
	if (refused)
		close_socket(&s->listener);
	else if (s->listener == -1)
		s->listener = listen_on(s->port);
	unlock_and_wake(s);
}
