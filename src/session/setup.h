/* SPDX-License-Identifier: ISC */
/* What session/session gives the thread of a connection, over TCP or HTTP. */
#ifndef SESSION_SETUP_H
#define SESSION_SETUP_H

#include <stdatomic.h>

#include "ami/login.h"
#include "base/clock.h"
#include "base/queue.h"
#include "net/endpoint.h"

/* The secret and its source. Owned by the thread. */
struct given_secret {
	struct buf value;
	struct buf from; /* where it comes from, for the error of a refusal; may be empty */
	bool known;
	bool asked; /* the owner gave it during this connection */
};

struct duty;
struct http_way;

/* The thread's data; while it runs, each member belongs to it or to who serves, or is safe to
 * share. */
struct session_setup {
	struct endpoint endpoint;
	struct buf user;
	struct given_secret *secret;
	struct http_way *way; /* a command that leads to a server over HTTP; NULL: none */
	struct buf events;
	struct buf id_prefix; /* of the session's own ActionIDs */
	enum auth auth;
	msec connect_timeout;
	msec ping;
	bool reconnect;
	bool patient;
	enum speech talk_again; /* of the endpoint, from the second connection on */
	msec first_pause; /* 0: the usual */
	bool lossless;
	bool stages;
	atomic_bool trace; /* the only member that the owner may change while the thread runs */
	struct duty *duty;    /* who serves the connection */
	struct queue *inbox;  /* struct batch: items for the owner */
	struct queue *outbox; /* struct outbox_item: actions of the owner */
	struct queue *spare;  /* struct batch: empty ones on their way back */
};

#endif
