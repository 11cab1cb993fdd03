/* SPDX-License-Identifier: ISC */
/* Prints events on stdout that match names and terms: what tail and wait share. */
#ifndef AWAIT_WATCHER_H
#define AWAIT_WATCHER_H

#include "base/buf.h"
#include "base/clock.h"
#include "client/loop.h"
#include "lang/term.h"

struct args;
struct client;
struct err;
struct keeper;
struct render;
struct state_stream;

struct watcher {
	struct listener listener;
	struct client *client;
	struct keeper *keeper; /* of its line; NULL: none */
	struct render *render;
	struct buf out;
	struct terms terms;
	bool single;     /* its one event is the result of the line */
	bool all;        /* every event matches */
	bool matched;    /* something did */
	long left;       /* matches until it is over; -1: no end */
	const char *who; /* the command */
	struct state_stream *state; /* --state; NULL: events alone */
};

/* instead: a person is to see nothing but the matches. Clear in any case. */
void watcher_init(struct watcher *w, struct client *client, long count, bool instead);
void watcher_clear(struct watcher *w);

/* Take the names and terms of the command line, check them, and have events of ARI if they are
 * among them. */
int watcher_read(struct watcher *w, const struct args *args, struct err *err);

/* Have the events begin with what there is. */
void watcher_add_state(struct watcher *w);

/* Look among the events that came since the last action. */
void watcher_look_back(struct watcher *w);

/* Listen until enough matched, the time is over or the connection is gone. In a dry run nothing
 * comes. */
int watcher_listen(struct watcher *w, msec deadline, struct err *err);

/* A person who waits is told at once (now) what the account may not read, a script when nothing
 * came. */
int watcher_note_rights(const struct watcher *w, bool now, struct err *err);

/* When the time of the argument SECONDS is over. */
msec watcher_deadline(const struct args *args);

#endif
