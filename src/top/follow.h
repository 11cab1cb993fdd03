/* SPDX-License-Identifier: ISC */
/* Follows one call among the events: its steps in words and as a picture, or its events. */
#ifndef TOP_FOLLOW_H
#define TOP_FOLLOW_H

#include "top/keys.h"

struct channels;
struct client;
struct err;
struct follow;
struct msg;

/* Follow the call of a channel as DO_TRACE or DO_EVENTS says; lines gets what there is to see,
 * fitted to so many columns. channels takes each event before follow_take does. */
struct follow *follow_new(const struct client *client, const struct channels *channels,
    struct str channel, enum command what, size_t columns,
    void (*lines)(void *arg, struct str lines), void *arg);
void follow_free(struct follow *f);

/* Learn from an event; NULL: events were lost, as with the connection. */
void follow_take(struct follow *f, const struct msg *m, bool suspect);

#endif
