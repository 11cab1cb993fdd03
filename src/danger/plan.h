/* SPDX-License-Identifier: ISC */
/*
 * What a dangerous line is going to do, thing by thing: shown, asked about once, and then done to
 * exactly these things, each by its own name. In a fleet, the front asks once for all.
 */
#ifndef DANGER_PLAN_H
#define DANGER_PLAN_H

#include "base/buf.h"

struct err;
struct client;

#define PLAN_NAMES 2 /* headers that name a thing */

/* How a kind of thing is shown, asked about and done. */
struct plan_kind {
	const char *command; /* "hangup", for messages */
	const char *verb;    /* "Hang up" these 3? */
	const char *done;    /* 3 of 8 were "hung up" */
	const char *action;  /* "Hangup": sent for each of them */
	const char *names[PLAN_NAMES]; /* its headers that name it; NULL: one less */
	const char *item;    /* the event that an item of the answer has */
	const char *gone;    /* how the Message of a reply begins: there is none (any more) */
};

struct plan_thing {
	char *names[PLAN_NAMES];
};

struct plan {
	const struct plan_kind *kind;
	const char *more; /* a header that each action has as well, and its value; NULL: none */
	char *more_value;
	struct plan_thing *v;
	size_t n, room;
	struct buf note;  /* what a user must know first, a line, or empty */
	struct buf shown; /* a line each, printable */
};

void plan_init(struct plan *p, const struct plan_kind *kind);
void plan_clear(struct plan *p);

/* Have each action say this, too; an empty value: no. */
void plan_say_more(struct plan *p, const char *header, struct str value);

/* Forget the things. */
void plan_reset(struct plan *p);

/* Add a thing by the values of kind->names, shown as this text. */
void plan_add(struct plan *p, const struct str *names, struct str shown);

/* Is there a user to be asked about every such line, who has not agreed to this one? */
bool plan_is_asked(const struct client *client);

/*
 * Show the things to the user and ask. If not plan_is_asked 0, unless always: then asks on the
 * terminal, ERR_USAGE when there is none. With --yes it does not ask. -1 with ERR_FAILED: no; its
 * text is empty if the front has said so already.
 */
int plan_confirm(struct client *client, const struct plan *p, bool always, struct err *err);

/* Do it. Things that are already gone are reported; ERR_FAILED when all are, or one was refused.
 * Takes the contents of the plan. */
int plan_run(struct client *client, struct plan *p, struct err *err);

#endif
