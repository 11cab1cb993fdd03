/* SPDX-License-Identifier: ISC */
/*
 * The live channels of the connected server: a list of them to begin with, and from then on events.
 * Nothing is followed before the first request, and everything is forgotten with the connection.
 */
#ifndef CLIENT_LIVE_CHANNELS_H
#define CLIENT_LIVE_CHANNELS_H

struct channels;
struct err;
struct msg;
struct live_channels;
struct client;

struct live_channels *live_channels_new(struct client *client);
void live_channels_free(struct live_channels *l);

/* Follow them from now on and after each login: existing ones are requested without waiting. */
void live_channels_follow(struct live_channels *l);

/* Follow them, and wait until the server has listed them. ERR_FAILED: the user has no
 * permission. */
int live_channels_learn(struct live_channels *l, struct err *err);

/* What is known; NULL: nothing is followed. When no events come, because of the mask or what the
 * user may read, the server is asked again for the next time. */
const struct channels *live_channels_get(struct live_channels *l);

/* The same without asking again. */
const struct channels *live_channels_known(const struct live_channels *l);

/* For the reactions: an event came; logged in; the connection is gone. */
void live_channels_take(struct live_channels *l, const struct msg *m);
void live_channels_online(struct live_channels *l);
void live_channels_forget(struct live_channels *l);

#endif
