/* SPDX-License-Identifier: ISC */
/*
 * The events of ARI, while somebody wants them: the WebSocket, its application, and whether it is
 * there. They go to listeners that hear ARI, into the log for `wait`, and to the screen.
 */
#ifndef CLIENT_ARI_FEED_H
#define CLIENT_ARI_FEED_H

#include "base/buf.h"
#include "base/err.h"

struct client;

struct ari_feed {
	struct buf app; /* the application's name */
	bool own;       /* only its own events, not all */
	bool online;
	bool retrying; /* it is not, but it is tried again */
	bool met;      /* it was once */
	struct err offline; /* why it is not */
};

struct ari_feed *ari_feed_new(void);
void ari_feed_free(struct ari_feed *f);

/* Open it, and wait until it is there or has failed. app: empty for one of our own. What was open
 * is closed before. Follows a loss as the connection does, or (follows) in any case that the user
 * has not forbidden. */
int ari_feed_open(
    struct client *client, struct str app, bool own, bool follows, struct err *err);

/* Open it with an application of our own, unless it is open. */
int ari_feed_need(struct client *client, struct err *err);

void ari_feed_close(struct client *client);

/* Is it open, so that events come or will again? */
bool ari_feed_is_open(const struct client *client);

/* If no events will come any more, set err to the reason and return -1. */
int ari_feed_why_gone(const struct client *client, struct err *err);

#endif
