/* SPDX-License-Identifier: ISC */
/*
 * The reader: the life of one connection, run in a thread of its own by session/session. It
 * connects, logs in, sends what the outbox holds, and puts what the server says into the inbox.
 */
#ifndef SESSION_READER_H
#define SESSION_READER_H

#include <stdatomic.h>

#include "base/queue.h"
#include "session/session.h"

/* The secret, and how it came. The reader's own. */
struct given_secret {
	struct buf value;
	struct buf from; /* where it comes from, for the error of a refusal; empty: no matter */
	bool known;
	bool asked; /* the owner gave it during this connection */
};

/* What the reader works with; all of it is its own, or safe to share, while it runs. */
struct reader_setup {
	struct endpoint endpoint;
	struct buf user;
	struct given_secret *secret;
	struct buf events;
	struct buf id_prefix; /* of the reader's own ActionIDs */
	enum auth auth;
	msec connect_timeout;
	msec ping;
	bool reconnect;
	bool patient;
	enum speech talk_again; /* of the endpoint, from the second connection on */
	msec first_pause; /* 0: the usual */
	bool lossless;
	atomic_bool trace; /* the one member that the owner may change while the reader runs */
	struct queue *inbox;  /* struct batch: items for the owner */
	struct queue *outbox; /* struct outgoing: actions of the owner */
	struct queue *spare;  /* struct batch: empty ones on their way back */
};

/* Run the connection to its end, with reconnect one after the other. The last item is ITEM_OFFLINE,
 * unless the owner closed. */
void reader_run(const struct reader_setup *setup);

#endif
