/* SPDX-License-Identifier: ISC */
/*
 * Keeps a model of the connected server up to date: lists to begin with, and again after events
 * were lost or the connection was; then events. What no event tells is asked for once a minute, in
 * one request, for the list that is shown.
 */
#ifndef TOP_FEED_H
#define TOP_FEED_H

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

/* Append what the server refused to tell: "QueueStatus: Permission denied". */
void feed_missing(const struct feed *f, struct buf *out);

/* Tell of events too, after the model has learnt from them, and have further classes of them sent
 * from now on; NULL: tell nobody. A message that is NULL: events were lost. */
void feed_overhear(struct feed *f,
    void (*event)(void *arg, const struct msg *m, bool suspect), void *arg);

#endif
