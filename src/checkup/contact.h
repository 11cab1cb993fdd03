/* SPDX-License-Identifier: ISC */
/*
 * A connection of the checkup's own, beside that of the client: told stage by stage, asked a few
 * questions, closed. It is not made again.
 */
#ifndef CHECKUP_CONTACT_H
#define CHECKUP_CONTACT_H

#include "base/buf.h"
#include "base/err.h"
#include "client/loop.h"
#include "net/stages.h"

struct client;
struct header;
struct msg;
struct target;

struct contact {
	struct client *client;
	struct target *target;
	struct loop_source source;
	const struct stages *stages; /* is told those of connecting */
	bool online;
	bool asks;
	struct err err;        /* why it is not online */
	size_t events;         /* that have come, but for the greeting */
	struct buf event;      /* the first of them: "SuccessfulAuth (security,all)" */
};

/* Connect to the target with this mask of events, and log in. -1: err says why not. The target is
 * borrowed. End it in any case. */
int contact_begin(struct contact *c, struct client *client, struct target *t, const char *events,
    const struct stages *stages, struct err *err);
void contact_end(struct contact *c);

/* Send an action and give take its reply. -1: there is none. */
int contact_ask(struct contact *c, const char *action, const struct header *header,
    void (*take)(void *arg, const struct msg *m), void *arg, struct err *err);

/* Wait until an event has come, or so many milliseconds. -1: interrupted, or the connection is
 * gone. */
int contact_hear(struct contact *c, msec wait, struct err *err);

#endif
