/* SPDX-License-Identifier: ISC */
/*
 * The live channels of the connected server: a list of them to begin with, and from then on events.
 * Nothing is followed before somebody asks, and everything is forgotten with the connection.
 */
#ifndef CLIENT_LIVE_H
#define CLIENT_LIVE_H

struct channels;
struct err;
struct msg;
struct live;
struct client;

struct live *live_new(struct client *client);
void live_free(struct live *l);

/* Follow them from now on and after each login: what lives already is asked for without waiting. */
void live_follow(struct live *l);

/* Follow them, and wait until the server has told what lives. ERR_FAILED: the user may not ask. */
int live_learn(struct live *l, struct err *err);

/* What is known; NULL: nothing is followed. When no events come, because of the mask or what the
 * user may read, the server is asked again for the next time. */
const struct channels *live_channels(struct live *l);

/* For the reactions: an event came; logged in; the connection is gone. */
void live_take(struct live *l, const struct msg *m);
void live_online(struct live *l);
void live_forget(struct live *l);

#endif
