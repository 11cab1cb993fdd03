/* SPDX-License-Identifier: ISC */
/*
 * What is done for a connection that is logged in, turn by turn: what came becomes items, what is
 * due is sent. One thread at a time.
 */
#ifndef SESSION_SERVICE_H
#define SESSION_SERVICE_H

#include "session/inbox.h"
#include "session/keepalive.h"
#include "session/outbox.h"
#include "session/replay.h"
#include "session/wire.h"

struct service {
	const struct session_setup *setup;
	struct wire wire;
	struct pending *pending; /* of this connection */
	struct keepalive keepalive;
	struct inbox inbox;
	struct backlog backlog; /* actions that the window does not admit yet */
	size_t window; /* bytes sent since no request was waiting (counts over TLS) */
	uint32_t own_ids;
	uint64_t flowed; /* bytes of the connection that note_flow has seen */
	bool heard;      /* what only Asterisk sends */
	struct replay replay;
	msec until;     /* who serves is not late before that time, */
	msec grace;     /* nor less than so much later: see service_rests */
	struct err err; /* why it ended */
};

void service_init(struct service *s, const struct session_setup *setup);
void service_clear(struct service *s);

/* Get ready for a connection; nothing is left of the previous one. End it in any case. */
void service_begin(struct service *s);
void service_end(struct service *s);

/* Read once, without waiting: -1 at the end of the stream too. */
int service_read(struct service *s);

/* A turn: what was read becomes items in the inbox's batch, and what may be sent now is. -1: the
 * connection is lost, err says why. */
int service_turn(struct service *s);

/* Send an action of the owner's, or keep it until it may be sent; it is the service's now. -1: the
 * connection is lost, err says why. */
int service_send(struct service *s, struct outbox_item *o);

/* When there must be a turn even if nothing can be read. */
msec service_deadline(const struct service *s);

/* Who serves sleeps until then, unless something can be read or sent. */
void service_rests(struct service *s, msec until);

/* He does something else. */
void service_is_left(struct service *s);

/* Before the next turn, after either. What is waited for may wait to be read: so the time of the
 * other work does not count, and if he slept much too long, the process was stopped, and that time
 * does not count. */
void service_goes_on(struct service *s);

#endif
