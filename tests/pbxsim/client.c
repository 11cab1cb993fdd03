/* SPDX-License-Identifier: ISC */
/* Connections: their life, their messages, and what goes out in which order. */
#include "client.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "actions.h"
#include "base/mem.h"
#include "timer.h"
#include "tls.h"

#define OUT_MAX (1u << 30)

/* "IPV4/TCP/127.0.0.1/5038" for one end of the connection. */
static void
name_end(char *out, size_t size, const char *protocol, const struct sockaddr_storage *address)
{
	const struct sockaddr_in *v4 = (const void *)address;
	const struct sockaddr_in6 *v6 = (const void *)address;
	bool is_v4 = address->ss_family == AF_INET;
	char host[INET6_ADDRSTRLEN] = "";

	inet_ntop(address->ss_family, is_v4 ? (const void *)&v4->sin_addr : &v6->sin6_addr, host,
	    sizeof(host));
	snprintf(out, size, "%s/%s/%s/%u", is_v4 ? "IPV4" : "IPV6", protocol, host,
	    ntohs(is_v4 ? v4->sin_port : v6->sin6_port));
}

static void
name_ends(struct client *c)
{
	struct sockaddr_storage address = {.ss_family = AF_INET};
	socklen_t n = sizeof(address);
	const char *protocol = c->ssl ? "TLS" : "TCP";

	getsockname(c->fd, (struct sockaddr *)&address, &n);
	name_end(c->local, sizeof(c->local), protocol, &address);
	n = sizeof(address);
	getpeername(c->fd, (struct sockaddr *)&address, &n);
	name_end(c->remote, sizeof(c->remote), protocol, &address);
}

static void
send_banner(struct sim *sim, void *owner)
{
	struct client *c = owner;
	struct buf banner = BUF_INIT(BUF_MAX_LINE);

	buf_addf(&banner, "Asterisk Call Manager/%s\r\n", sim->opt.ami_version);
	if (c->faults.banner == BANNER_HALF)
		banner.n /= 2;
	sim_client_write(c, buf_str(&banner));
	buf_clear(&banner);
	if (c->faults.banner == BANNER_HALF)
		sim_client_close(c);
}

static void
send_garbage(struct client *c)
{
	for (; c->faults.garbage; c->faults.garbage--) {
		char byte = (char)sim_random(c->sim, 256);
		sim_client_write(c, str_from(&byte, 1));
	}
}

static void
greet(struct client *c)
{
	switch (c->faults.banner) {
	case BANNER_EOF:
		sim_client_kill(c);
		return;
	case BANNER_NONE:
		break;
	case BANNER_LATE:
		sim_after(c->sim, 1000, send_banner, c);
		break;
	case BANNER_WHOLE:
	case BANNER_HALF:
		send_banner(c->sim, c);
	}
	send_garbage(c);
}

/* End a connection that did not log in in time. */
static void
auth_timeout(struct sim *sim, void *owner)
{
	struct client *c = owner;

	(void)sim;
	if (!c->user)
		sim_client_kill(c);
}

/* Give the new connection the faults of the plan. */
static void
plan_faults(struct client *c)
{
	struct fault_plan *plan = c->sim->faults;
	struct err err;

	if (!plan->spec || plan->times == 0)
		return;
	sim_faults_read(&c->faults, plan->spec, &err);
	if (plan->times > 0)
		plan->times--;
}

void
sim_client_new(struct sim *sim, int fd, bool tls)
{
	struct client *c = mem_alloc(sizeof(*c));
	int on = 1;

	c->sim = sim;
	c->serial = ++sim->next_client;
	c->fd = fd;
	buf_init(&c->out, OUT_MAX);
	buf_init(&c->held, OUT_MAX);
	buf_init(&c->faults.raw, BUF_MAX_MESSAGE);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	if (tls) {
		c->ssl = SSL_new(sim->tls->context);
		SSL_set_fd(c->ssl, fd);
		SSL_set_accept_state(c->ssl);
		c->handshaking = true;
	}
	name_ends(c);
	plan_faults(c);
	c->next = sim->clients;
	sim->clients = c;
	sim_after(sim, sim->opt.auth_timeout * 1000, auth_timeout, c);
	if (!c->handshaking)
		greet(c);
}

struct client *
sim_client_find(struct sim *sim, unsigned long serial)
{
	struct client *c = sim->clients;

	while (c && c->serial != serial)
		c = c->next;
	return c;
}

void
sim_client_kill(struct client *c)
{
	c->dead = true;
}

void
sim_client_close(struct client *c)
{
	c->closing = c->deaf = true;
}

static void
client_free(struct client *c)
{
	sim_cancel(c->sim, c, NULL);
	if (c->ssl && !c->handshaking)
		SSL_shutdown(c->ssl);
	SSL_free(c->ssl);
	close(c->fd);
	sim_message_clear(&c->in.message);
	sim_filter_clear(&c->filters);
	sim_faults_clear(&c->faults);
	buf_clear(&c->out);
	buf_clear(&c->held);
	free(c);
}

void
sim_clients_reap(struct sim *sim)
{
	struct client **at = &sim->clients;

	while (*at) {
		struct client *c = *at;
		if (c->dead) {
			*at = c->next;
			client_free(c);
		} else {
			at = &c->next;
		}
	}
}

void
sim_client_write(struct client *c, struct str text)
{
	if (c->faults.delay && c->out.n == c->written)
		c->hold_until = clock_now() + c->faults.delay;
	buf_adds(&c->out, text);
}

static void
flush_held(struct client *c)
{
	sim_client_write(c, buf_str(&c->held));
	buf_reset(&c->held);
}

void
sim_client_event(struct client *c, unsigned classes, const char *text)
{
	if (!c->user || c->closing || c->dead)
		return;
	if (c->waiting && !c->running)
		sim_after(c->sim, 0, sim_wait_event_over, c);
	if ((c->user->read & c->mask & classes) != classes || !sim_filter_passes(&c->filters, text))
		return;
	if (c->running || c->blocked)
		buf_addz(&c->held, text);
	else
		sim_client_write(c, str_of(text));
}

/* Answer the messages that are there, one after another. */
static void
run_messages(struct client *c)
{
	while (!c->blocked && !c->deaf && !c->dead && sim_framing_next(&c->in)) {
		c->running = true;
		sim_action_run(c->sim, c, &c->in.message);
		c->running = false;
		sim_message_clear(&c->in.message);
		if (!c->blocked)
			flush_held(c);
	}
}

/* As run_messages, from a timer, so that nothing runs inside what the action was waiting for. */
static void
resume(struct sim *sim, void *owner)
{
	(void)sim;
	run_messages(owner);
}

void
sim_client_unblock(struct client *c)
{
	c->blocked = c->waiting = false;
	flush_held(c);
	sim_after(c->sim, 0, resume, c);
}

/* Read once, as much as the line buffer takes, and no more: what else OpenSSL already holds stays
 * unseen until the socket has news. That, and taking half a record for the end of the connection,
 * are bugs of the real server which a client has to live with. */
static ssize_t
read_once(struct client *c)
{
	size_t room;
	char *p = sim_framing_room(&c->in, &room);
	ssize_t n;

	if (c->ssl)
		return SSL_read(c->ssl, p, (int)room);
	n = recv(c->fd, p, room, 0);
	return n;
}

static void
read_in(struct client *c)
{
	if (c->waiting)
		sim_wait_event_over(c->sim, c);
	if (c->blocked)
		return;
	ssize_t n = read_once(c);
	if (n > 0) {
		c->in.n += (size_t)n;
		run_messages(c);
	} else if (c->out.n == c->written) {
		sim_client_kill(c);
	} else {
		sim_client_close(c);
	}
}

static void
handshake(struct client *c)
{
	int done = SSL_do_handshake(c->ssl);
	int error = SSL_get_error(c->ssl, done);

	if (done == 1) {
		c->handshaking = false;
		greet(c);
	} else if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE) {
		sim_client_kill(c);
	}
}

void
sim_client_ready(struct client *c, short revents)
{
	if (c->dead)
		return;
	if (c->handshaking) {
		if (revents)
			handshake(c);
		return;
	}
	if (revents & (POLLIN | POLLHUP | POLLERR) && !c->deaf)
		read_in(c);
	else if (revents & (POLLHUP | POLLERR))
		sim_client_kill(c);
	sim_client_write_out(c);
}
