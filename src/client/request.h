/* SPDX-License-Identifier: ISC */
/*
 * An action and what comes of it: its answer, the events that tell the rest, a time-out, the
 * classes of events that it needs, and what it prints. A kind of request says by a table what it
 * does about each; all of it is let go when the request is settled.
 */
#ifndef CLIENT_REQUEST_H
#define CLIENT_REQUEST_H

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "client/loop.h"
#include "client/scope.h"

struct render;
struct client;
struct request;

/* What a kind of request does. What may be NULL says so. */
struct request_ops {
	/* An item of the answer, or ITEM_LOST. */
	void (*item)(struct request *r, const struct item *item);
	/* An event, even one that the user's mask leaves out, but none that is suspect. NULL:
	 * events are no matter. */
	void (*event)(struct request *r, const struct msg *m);
	void (*lost)(struct request *r, struct str why); /* the connection; NULL with event */
	void (*timeout)(struct request *r);              /* NULL: none is set */
	/* Nobody waits for it any more, err says why: add what goes on without us. May be NULL. */
	void (*stopped)(const struct request *r, struct err *err);
	void (*free)(struct request *r); /* what owner points to */
};

struct request {
	const struct request_ops *ops;
	void *owner; /* what its kind knows of it */
	struct client *client;
	char *action; /* its name */
	bool done;
	struct render *render; /* as the settings were at the start */
	struct buf out;        /* what it has printed so far */
	bool spoken;           /* some of that is on the screen */
	struct buf note;       /* for a person, after all of that if it went well; may be empty */
	struct err err;        /* how it failed, if it did */
	struct waiter waiter;
	struct listener listener;
	struct timer timer;
	unsigned leases;       /* of the event mask */
	struct place place;    /* of its line, and the next, while it is on its way: jobs' */
	struct request *next;
};

/* A request that will send an action of this name; owner is taken over, ops->free frees it. */
struct request *request_new(
    struct client *client, struct str action, const struct request_ops *ops, void *owner);
void request_free(struct request *r);

/* Have events of a class sent until it is settled. */
void request_lease(struct request *r, struct str class);

/* Have ops->timeout called so many milliseconds from now, or not at all; a time that was set before
 * no longer counts. */
void request_set_timeout(struct request *r, msec after);
void request_clear_timeout(struct request *r);

/* Send an action that is ended, and listen from now on. What happened before is no longer of
 * interest to `wait`. */
void request_send(struct request *r, const struct action *a);

/* Everything is known: listen no more. Its answer is still taken. */
void request_settle(struct request *r);

/* Append which rights an action takes, as far as we know, where the server's text is "Permission
 * denied": " (it needs write = system or call in manager.conf)". */
void request_add_privileges(struct str action, struct str text, struct buf *out);

/* The error of an action's reply that says Error: who, as "agi: ", in front of the server's text,
 * and the rights that it takes. */
void request_refused(struct err *err, const char *who, struct str action, const struct msg *m);

#endif
