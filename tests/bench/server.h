/* SPDX-License-Identifier: ISC */
/*
 * A manager in a process of its own, for benchmarks: it takes any login, answers a Ping, and can
 * send a stream of events as fast as the client takes it, or at a pace. Serves clients one after
 * the other.
 */
#ifndef BENCH_SERVER_H
#define BENCH_SERVER_H

#include <stdbool.h>
#include <stddef.h>

/* What is sent once the client asks for it. */
struct server_plan {
	const char *after; /* after the answer to this action; NULL: nothing is sent */
	size_t bytes;      /* as many whole events as fit into these; rounded down to whole laps */
	double rate;       /* events per second; 0: as fast as can be */
	bool stamped;      /* each event, one at a time at that rate, has the time it is sent: UserEvent
	                    * with Sent, nanoseconds of figures_now; bytes is their number then */
	bool last;         /* a UserEvent follows the stream, the only one in it */
	size_t reply;      /* bytes of output in the answer to Command */
	const char *cert, *key; /* PEM files: over TLS; NULL: plain */
};

struct server {
	int port;
	int pid;
	int done;      /* has a double for each stream that was sent: the seconds it took */
	size_t events; /* of a stream */
	size_t bytes;
	size_t lines;
};

/* Start it. Ends the benchmark if that fails. */
struct server server_start(const struct server_plan *plan);
void server_stop(struct server *s);

/* What a client that knows nothing but sockets sends to log in. */
#define SERVER_LOGIN "Action: Login\r\nUsername: bench\r\nSecret: bench\r\n\r\n"

/* Connect as a client that knows nothing but sockets, and log in with the secret as it is. */
int server_connect(int port);

/* Connect, and say nothing. */
int server_reach(int port);

#endif
