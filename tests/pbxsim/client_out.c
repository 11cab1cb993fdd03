/* SPDX-License-Identifier: ISC */
/* What leaves a connection: in one piece or, when a fault is set, late, cut and in crumbs. */
#include <errno.h>
#include <poll.h>
#include <sys/socket.h>

#include "client.h"
#include "timer.h"

#define TURN_MAX (4u << 20) /* bytes written before others have their turn */

/* Bytes that may go out in one write: 0 while they are held back. */
static size_t
writable(struct client *c)
{
	size_t n = c->out.n - c->written;

	if (clock_now() < c->hold_until)
		return 0;
	if (c->faults.fragment && n > c->faults.fragment)
		n = c->faults.fragment;
	if (c->faults.cutting && n > c->faults.cut)
		n = c->faults.cut;
	return n;
}

/* One write. Returns what was written, 0 when the socket is full, -1 when it is gone. */
static ssize_t
write_once(struct client *c, size_t n)
{
	const char *p = c->out.p + c->written;
	ssize_t done;

	if (!c->ssl) {
		done = send(c->fd, p, n, MSG_NOSIGNAL);
		return done < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : done;
	}
	done = SSL_write(c->ssl, p, n > 1 << 20 ? 1 << 20 : (int)n);
	if (done > 0)
		return done;
	return SSL_get_error(c->ssl, (int)done) == SSL_ERROR_WANT_WRITE ? 0 : -1;
}

static void
count_written(struct client *c, size_t n)
{
	c->written += n;
	c->total += n;
	if (c->written == c->out.n) {
		buf_reset(&c->out);
		c->written = 0;
	}
	if (c->faults.fragment)
		c->hold_until = clock_now() + 1;
	if (c->faults.cutting && (c->faults.cut -= n) == 0)
		sim_client_kill(c);
}

static void check_stall(struct sim *sim, void *owner);

/* Look again later whether what is waiting has become less. */
static void
watch_stall(struct client *c)
{
	if (!c->sim->opt.write_timeout || c->watched || c->faults.delay || c->faults.fragment)
		return;
	c->watched = true;
	c->stalled_at = c->total;
	sim_after(c->sim, c->sim->opt.write_timeout, check_stall, c);
}

/* A timer: drop a reader who has taken nothing for the write timeout. */
static void
check_stall(struct sim *sim, void *owner)
{
	struct client *c = owner;

	(void)sim;
	c->watched = false;
	if (c->out.n == c->written)
		return;
	if (c->total == c->stalled_at)
		sim_client_kill(c);
	else
		watch_stall(c);
}

static void
fill(struct client *c)
{
	if (c->faults.flood.active && c->user && !c->blocked && !c->closing)
		sim_flood_fill(&c->faults.flood, &c->out);
}

void
sim_client_write_out(struct client *c)
{
	size_t turn = 0;

	while (!c->dead && turn < TURN_MAX) {
		if (c->out.n == c->written)
			fill(c);
		size_t n = writable(c);
		if (n == 0)
			break;
		ssize_t done = write_once(c, n);
		if (done < 0)
			sim_client_kill(c);
		if (done <= 0)
			break;
		count_written(c, (size_t)done);
		turn += (size_t)done;
	}
	if (c->out.n > c->written)
		watch_stall(c);
	if (c->closing && c->out.n == c->written)
		sim_client_kill(c);
}

/* Is there a flood that waits for its clock? */
static bool
flood_waits(const struct client *c)
{
	return c->faults.flood.active && c->faults.flood.rate && c->user && c->out.n == c->written;
}

/* Do nothing: the timer ends poll, and the next turn writes. */
static void
wake(struct sim *sim, void *owner)
{
	(void)sim, (void)owner;
}

short
sim_client_wants(struct client *c)
{
	bool pending = c->out.n > c->written || (c->faults.flood.active && c->user && !c->blocked);
	bool later = flood_waits(c) || clock_now() < c->hold_until;
	short wants = 0;

	if (!c->deaf && (!c->blocked || c->waiting))
		wants |= POLLIN;
	if ((pending && !later) || c->closing)
		wants |= POLLOUT;
	if (later) {
		sim_cancel(c->sim, c, wake);
		sim_after(c->sim, 1, wake, c);
	}
	return wants;
}
