/* SPDX-License-Identifier: ISC */
/*
 * Keeps a model of the connected server up to date: lists to begin with, and again after events
 * were lost or the connection was; then events. What no event tells is asked for once a minute, in
 * one request, for the list that is shown.
 */
#ifndef TOP_FEED_H
#define TOP_FEED_H

#include "top/keys.h"
#include "top/model.h"

struct client;
struct buf;
struct feed;

/* changed is called when there is something new to see. Asks the server which actions it has, and
 * waits for that. */
struct feed *feed_new(
    struct client *client, struct model *model, void (*changed)(void *arg), void *arg);
void feed_free(struct feed *f);

/* Which list somebody looks at. */
void feed_show(struct feed *f, enum top_tab tab);

/* Ask for what is due, if that can be done now: to be called whenever something came. */
void feed_go(struct feed *f);

/* Ask for all again now. */
void feed_refresh(struct feed *f);

/* Are the lists of the beginning complete? */
bool feed_complete(const struct feed *f);

/* Append what is wrong: there is no connection, or what the server refused to tell: "QueueStatus:
 * Permission denied". */
void feed_trouble(const struct feed *f, struct buf *out);

/* Follow the call of a channel, as DO_TRACE or DO_EVENTS says, in place of what was followed; any
 * other command: follow none. lines gets what there is to see, fitted to so many columns. Further
 * classes of events are sent from then on. */
void feed_follow(struct feed *f, struct str channel, enum command what, size_t columns,
    void (*lines)(void *arg, struct str lines), void *arg);

#endif
