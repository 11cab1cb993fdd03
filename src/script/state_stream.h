/* SPDX-License-Identifier: ISC */
/*
 * What `tail --state` adds to the events: marks, lists of what there is, and numbers, so that
 * whoever follows the output has a true copy. First a snapshot of channels, queues and endpoints;
 * after a loss of events another one. Events that come meanwhile are held, and printed after it.
 */
#ifndef SCRIPT_STATE_STREAM_H
#define SCRIPT_STATE_STREAM_H

#include <stdint.h>

#include "base/str.h"

struct client;
struct err;
struct msg;
struct render;
struct state_stream;
struct terms;
struct waiter;

/* Whose state it is. */
struct state_source {
	const char *const *lists; /* what is asked for, one after the other; NULL at the end */
	bool named;               /* a mark names each list before its items, which do not tell */
	bool (*online)(const struct client *client);
	int (*ask)(struct client *client, const char *list, struct waiter *w, struct err *err);
};
extern const struct state_source state_of_ami, state_of_ari;

/* All are borrowed. take prints an event and returns whether it was one to print; items of the
 * lists are printed if they match the terms, whatever the names. */
struct state_stream *state_stream_new(const struct state_source *source, struct client *client,
    struct render *render, const struct terms *terms,
    bool (*take)(void *arg, const struct msg *m, bool suspect), void *arg);
void state_stream_free(struct state_stream *s);

/* Ask for a snapshot, if one is due and can be asked for. To be called whenever something came. */
void state_stream_go(struct state_stream *s);

/* Hold an event that came while a snapshot is taken; false: it can be printed now. */
bool state_stream_holds(struct state_stream *s, const struct msg *m, bool suspect);

/* Events are lost: how many (0: not known), and why. */
void state_stream_gap(struct state_stream *s, uint64_t lost, struct str why);

/* Set the number that the next message is printed with; it was printed. */
void state_stream_number(struct state_stream *s);
void state_stream_printed(struct state_stream *s);

#endif
