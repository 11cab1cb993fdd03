/* SPDX-License-Identifier: ISC */
/* Listens, accepts, and turns the loop: sockets, then timers. */
#include "server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/mem.h"
#include "channel.h"
#include "client.h"
#include "event.h"
#include "http.h"
#include "timer.h"

#define LISTENERS 8
#define FIXED     (LISTENERS + 1) /* poll entries before the clients: listeners, the parent */

static volatile sig_atomic_t signalled;

static void
on_signal(int number)
{
	(void)number;
	signalled = 1;
}

static int
listen_on(int family, int *port, bool everywhere)
{
	struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons((uint16_t)*port)};
	struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)*port)};
	struct sockaddr *address = family == AF_INET ? (void *)&v4 : (void *)&v6;
	socklen_t n = family == AF_INET ? sizeof(v4) : sizeof(v6);
	int on = 1, fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	v4.sin_addr.s_addr = htonl(everywhere ? INADDR_ANY : INADDR_LOOPBACK);
	v6.sin6_addr = in6addr_loopback;
	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (bind(fd, address, n) || listen(fd, SOMAXCONN) || getsockname(fd, address, &n)) {
		close(fd);
		return -1;
	}
	*port = ntohs(family == AF_INET ? v4.sin_port : v6.sin6_port);
	return fd;
}

int
sim_server_open(struct sim *sim, struct err *err)
{
	struct sigaction action = {.sa_handler = on_signal}, inherited;

	sim->port[0] = (int)sim->opt.port;
	sim->port[1] = (int)sim->opt.tls_port;
	sim->port[2] = (int)sim->opt.http_port;
	sim->port[3] = (int)sim->opt.https_port;
	for (size_t i = 0; i < LISTENERS / 2; i++) {
		sim->listener[2 * i] = listen_on(AF_INET, &sim->port[i], sim->opt.loopback_net);
		if (sim->listener[2 * i] < 0)
			return err_set(
			    err, ERR_CONNECT, "port %d: %s", sim->port[i], strerror(errno));
		sim->listener[2 * i + 1] = listen_on(AF_INET6, &sim->port[i], false);
	}
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, NULL, &inherited);
	if (inherited.sa_handler != SIG_IGN) /* a script's background job keeps ignoring ^C */
		sigaction(SIGINT, &action, NULL);
	signal(SIGPIPE, SIG_IGN);
	return 0;
}

/* Has somebody reached us from another machine? */
static bool
is_stranger(int fd)
{
	struct sockaddr_storage address;
	struct sockaddr_in *v4 = (void *)&address;
	socklen_t n = sizeof(address);

	return getsockname(fd, (void *)&address, &n) ||
	       (address.ss_family == AF_INET &&
	           ntohl(v4->sin_addr.s_addr) >> IN_CLASSA_NSHIFT != IN_LOOPBACKNET);
}

static void
accept_all(struct sim *sim, size_t listener)
{
	int fd;

	while ((fd = accept(sim->listener[listener], NULL, NULL)) >= 0) {
		fcntl(fd, F_SETFD, FD_CLOEXEC);
		fcntl(fd, F_SETFL, O_NONBLOCK);
		bool tls = listener / 2 % 2;
		if (sim->restarting || is_stranger(fd))
			close(fd);
		else if (listener < LISTENERS / 2)
			sim_client_new(sim, fd, tls);
		else
			sim_http_new(sim, fd, tls);
	}
}

/* The parent is gone when standard input ends. */
static void
watch_parent(struct sim *sim)
{
	char byte;

	if (read(STDIN_FILENO, &byte, 1) == 0)
		sim->stopping = true;
}

static size_t
fill_fixed(const struct sim *sim, struct pollfd *p)
{
	for (size_t i = 0; i < LISTENERS; i++)
		p[i] = (struct pollfd){.fd = sim->listener[i], .events = POLLIN};
	p[LISTENERS] =
	    (struct pollfd){.fd = sim->opt.with_parent ? STDIN_FILENO : -1, .events = POLLIN};
	return FIXED;
}

/* Serve the connections that are ready; p has an entry of each. */
static void
serve(struct sim *sim, const struct pollfd *p)
{
	for (struct client *c = sim->clients; c; c = c->next, p++)
		sim_client_ready(c, p->revents);
	for (struct http *h = sim->https; h; h = h->next, p++)
		sim_http_ready(h, p->revents);
}

/* One turn: wait, serve what is ready. */
static void
turn(struct sim *sim)
{
	size_t n = FIXED;

	for (struct client *c = sim->clients; c; c = c->next)
		n++;
	for (struct http *h = sim->https; h; h = h->next)
		n++;
	struct pollfd *p = mem_array(n, sizeof(*p));
	n = fill_fixed(sim, p);
	for (struct client *c = sim->clients; c; c = c->next, n++)
		p[n] = (struct pollfd){.fd = c->fd, .events = sim_client_wants(c)};
	for (struct http *h = sim->https; h; h = h->next, n++)
		p[n] = (struct pollfd){.fd = h->fd, .events = sim_http_wants(h)};
	if (poll(p, n, clock_poll_timeout(sim_next_due(sim))) >= 0) {
		serve(sim, p + FIXED);
		for (size_t i = 0; i < LISTENERS; i++)
			if (p[i].revents)
				accept_all(sim, i);
		if (p[LISTENERS].revents)
			watch_parent(sim);
	}
	free(p);
}

void
sim_server_run(struct sim *sim)
{
	while (!sim->stopping && !signalled) {
		turn(sim);
		sim_run_due(sim);
		sim_clients_reap(sim);
		sim_http_reap(sim);
		sim_channels_reap(sim);
	}
}

static void
back_again(struct sim *sim, void *owner)
{
	(void)owner;
	sim->restarting = false;
	sim->started = sim_wall(sim);
}

void
sim_server_restart(struct sim *sim, bool again)
{
	sim_event_begin(sim, "Shutdown", CLASS_SYSTEM);
	sim_event_field(sim, "Shutdown", "Cleanly");
	sim_event_field(sim, "Restart", "%s", again ? "True" : "False");
	sim_event_send(sim);
	for (struct client *c = sim->clients; c; c = c->next) {
		if (c->running)
			sim_client_kill(c);
		else
			sim_client_close(c);
	}
	sim_channels_clear(sim);
	sim_http_end_all(sim);
	if (again) {
		sim->restarting = true;
		sim_after(sim, sim->opt.restart_time, back_again, sim);
	} else {
		sim_after(sim, 100, sim_server_stop, sim);
	}
}

void
sim_server_stop(struct sim *sim, void *owner)
{
	(void)owner;
	sim->stopping = true;
}

void
sim_server_close(struct sim *sim)
{
	for (struct client *c = sim->clients; c; c = c->next)
		sim_client_kill(c);
	sim_clients_reap(sim);
	sim_http_end_all(sim);
	sim_http_reap(sim);
	for (size_t i = 0; i < LISTENERS; i++)
		if (sim->listener[i] >= 0)
			close(sim->listener[i]);
}
