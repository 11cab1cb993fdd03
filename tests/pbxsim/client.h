/* SPDX-License-Identifier: ISC */
/*
 * One connection: reads bytes and hands messages to the table of actions, keeps what is to be
 * written, and puts replies before the events that they cause. It knows no action.
 */
#ifndef PBXSIM_CLIENT_H
#define PBXSIM_CLIENT_H

#include <openssl/ssl.h>

#include "faults.h"
#include "filter.h"
#include "framing.h"
#include "sim.h"
#include "users.h"

struct client {
	struct client *next;
	struct sim *sim;
	unsigned long serial; /* never used twice */
	int fd;
	SSL *ssl; /* NULL: plain */
	bool handshaking;
	bool dead;    /* to be freed */
	bool closing; /* dead when all is written */
	bool deaf;    /* nothing is read any more */
	bool running; /* an action is at work: events wait for its reply */
	bool blocked; /* an action answers later: events and further actions wait for it */
	bool waiting; /* ... and that action is WaitEvent */
	char local[64];
	char remote[64];

	const struct user *user; /* NULL before login */
	unsigned mask;
	struct filters filters;
	unsigned long challenge; /* 0: none was given */
	char wait_id[256];       /* ActionID of the WaitEvent */

	struct framing in;
	struct buf out; /* from out.p + written on not yet written */
	size_t written;
	uint64_t total; /* written since the connection began */
	bool watched;   /* a timer looks whether anything is written after stalled_at */
	uint64_t stalled_at;
	msec hold_until; /* nothing is written before */
	struct buf held; /* events waiting for a reply to go first */
	struct faults faults;
};

/* Take over a connected socket and greet. */
void sim_client_new(struct sim *sim, int fd, bool tls);

/* What poll should wait for. */
short sim_client_wants(struct client *c);

void sim_client_ready(struct client *c, short revents);

/* Free those that are dead. */
void sim_clients_reap(struct sim *sim);

/* Add to the output; write what can be written. */
void sim_client_write(struct client *c, struct str text);
void sim_client_write_out(struct client *c);

/* End the connection, at once or when all is written. */
void sim_client_kill(struct client *c);
void sim_client_close(struct client *c);

/* Send an event, if the client may and wants to see its classes; wake a WaitEvent in any case. */
void sim_client_event(struct client *c, unsigned classes, const char *text);

/* The client of that serial, if it is still there, or NULL. */
struct client *sim_client_find(struct sim *sim, unsigned long serial);

/* The action that blocked the client has answered: go on with events and actions. */
void sim_client_unblock(struct client *c);

#endif
