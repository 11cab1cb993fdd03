/* SPDX-License-Identifier: ISC */
/* The dialplan: a table of steps, and how a channel walks through it. */
#ifndef PBXSIM_DIALPLAN_H
#define PBXSIM_DIALPLAN_H

#include "sim.h"

struct step {
	const char *context;
	const char *exten; /* "_1XXX": a pattern */
	int priority;
	const char *app;
	const char *data;
};

struct hint {
	const char *exten;
	const char *context;
	const char *device;
};

/* What an application did. */
enum app_result {
	APP_NEXT, /* it is done: on to the next priority */
	APP_WAIT, /* it will call sim_dialplan_next, or the channel ends */
};

struct app {
	const char *name;
	enum app_result (*run)(struct sim *sim, struct channel *ch, const char *data);
};

extern const struct step sim_dialplan[]; /* ended by one without a context */
extern const struct hint sim_hints[];    /* ended by one without an exten */
extern const struct app sim_apps[];      /* ended by one without a name */

/* The hint of an extension, or NULL. */
const struct hint *sim_hint_find(const char *context, const char *exten);

bool sim_exten_exists(const char *context, const char *exten, int priority);

/* Let a channel run the dialplan from where it is, a moment later; or from somewhere else. */
void sim_dialplan_run(struct sim *sim, struct channel *ch);
void sim_dialplan_start(
    struct sim *sim, struct channel *ch, const char *context, const char *exten, int priority);

/* Let a channel run one application and then hang up. */
void sim_dialplan_app(struct sim *sim, struct channel *ch, const char *app, const char *data);

/* The application is done: on to the next priority, a moment later. */
void sim_dialplan_next(struct sim *sim, struct channel *ch);

#endif
