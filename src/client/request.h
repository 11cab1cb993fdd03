/* SPDX-License-Identifier: ISC */
/*
 * An action and its outcome: its answer, further events, a time-out, the classes of events that it
 * needs, and its output. A kind of request has a table of callbacks for these; all resources are
 * released when the request is settled.
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
	/* An event, even one outside the user's mask, but not a suspect one. True: it is what was
	 * waited for, so that no later `wait` finds it. NULL: events are ignored. */
	bool (*event)(struct request *r, const struct msg *m);
	void (*lost)(struct request *r, struct str why); /* the connection; NULL with event */
	void (*timeout)(struct request *r);              /* NULL: none is set */
	/* Nobody waits for it any more, err says why: add what continues. What is known may be
	 * added to its output, then err was told. May be NULL. */
	void (*stopped)(struct request *r, struct err *err);
	void (*free)(struct request *r); /* what owner points to */
};

struct request {
	const struct request_ops *ops;
	void *owner; /* what its kind knows of it */
	struct client *client;
	char *action; /* its name */
	char *id;     /* and its ActionID; NULL while it is not sent */
	bool done;
	struct render *render; /* as the settings were at the start */
	struct buf out;        /* what it has printed so far */
	bool spoken;           /* some of that has been printed */
	bool prompt;           /* that is to be printed at once, while there is more to wait for */
	bool list;             /* that is items, which do not tell of a failure */
	struct buf note;       /* for a person, after all of that if it went well; may be empty */
	struct err err;        /* how it failed, if it did */
	struct keeper *keeper; /* of its line, while it is not settled; NULL: none */
	struct msg *last;      /* that came for it, from msg_take; NULL: none, or it is unread */
	bool last_is_event;    /* which was waited for */
	struct waiter waiter;
	struct listener listener;
	struct timer timer;
	unsigned leases;       /* of the event mask */
	bool told;             /* jobs have told of its end */
	struct place place;    /* of its line, and the next, while it is on its way: jobs' */
	struct request *next;
};

/* A request that will send an action of this name; owner is taken over, ops->free frees it. */
struct request *request_new(
    struct client *client, struct str action, const struct request_ops *ops, void *owner);
void request_free(struct request *r);

/* Have events of a class sent until it is settled. */
void request_lease(struct request *r, struct str class);

/* Call ops->timeout this many milliseconds from now, or never; replaces an earlier time. */
void request_set_timeout(struct request *r, msec after);
void request_clear_timeout(struct request *r);

/* Send an action that is ended, and listen from now on. Earlier events no longer count for
 * `wait`. */
void request_send(struct request *r, const struct action *a);

/* Only listen, without an action. */
void request_listen(struct request *r);

/* The outcome is known: stop listening. Its answer is still taken. */
void request_settle(struct request *r);

/* Keep a copy of a message that came for it, or that it ended with and what this program says of
 * that (_outcome). When it is settled, whoever looks at its line gets the last of them. */
void request_reply(struct request *r, const struct msg *m);
void request_event(struct request *r, const struct msg *m);

/* Settle it, after those before it: ${Header} looks into what came for it now. */
void request_turn(struct request *r);

/* Append the permissions that an action needs, as far as known, if the server's text is "Permission
 * denied": " (it needs write = system or call in manager.conf)". */
void request_add_privileges(struct str action, struct str text, struct buf *out);

/* The error of an action's reply that says Error: who, as "agi: ", before the server's text, and
 * the permissions that it needs. */
void request_refused(struct err *err, const char *who, struct str action, const struct msg *m);

#endif
