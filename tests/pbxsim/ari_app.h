/* SPDX-License-Identifier: ISC */
/*
 * Programs of ARI: each is known by its application's name, listens on a WebSocket, and is told what
 * it subscribed to. Channels come into its hands by the application Stasis, or by being originated
 * for it.
 */
#ifndef PBXSIM_ARI_APP_H
#define PBXSIM_ARI_APP_H

#include "base/buf.h"
#include "http.h"
#include "sim.h"

#define APP_SOURCES 64

struct ari_app {
	struct ari_app *next;
	char name[80];
	struct http *http;
	bool all; /* it wants everything */
	char *source[APP_SOURCES]; /* "channel:ID", "deviceState:NAME"… */
	size_t sources;
};

/* A device whose state a program sets. */
struct ari_device {
	struct ari_device *next;
	char *name;
	char *state;
};

struct ari {
	struct ari_app *apps;
	struct ari_device *devices;
	struct playback *playbacks;
	struct recording *recordings;
	struct variable *log_channels; /* name and what it keeps */
	struct buf event; /* the one that is being put together */
};

struct ari_app *sim_app_find(const struct sim *sim, const char *name);

/* A program has connected; if one of that name was there, it is told so and replaced. */
void sim_app_open(struct sim *sim, struct http *h, const char *name, bool all);

/* Subscribe to a source. False: it does already, or to too many. */
bool sim_app_subscribe(struct ari_app *app, const char *source);
bool sim_app_unsubscribe(struct ari_app *app, const char *source);

/* Begin an event; append its members with sim_json_member and the like, each after a comma; then send
 * it to one program, or to all that want to know of one of the sources (NULL: of everything alone). */
struct buf *sim_ari_event(struct sim *sim, const char *type);
void sim_ari_event_to(struct sim *sim, struct ari_app *app);
void sim_ari_event_send(struct sim *sim, const char *const *sources, size_t n);

/* The AMI event sim->event is sent: tell programs the same. */
void sim_ari_translate(struct sim *sim);

/* The channel comes into the program's hands. False: there is no such program. args is a comma list. */
bool sim_stasis_enter(struct sim *sim, struct channel *ch, const char *app, const char *args);

/* It leaves them, if it is in them. */
void sim_stasis_leave(struct sim *sim, struct channel *ch);

/* What was played to a channel or recorded of it ends with it. */
void sim_media_leave(struct sim *sim, const struct channel *ch);
void sim_media_free(struct sim *sim);

#endif
