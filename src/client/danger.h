/* SPDX-License-Identifier: ISC */
/*
 * Actions that reach things which they do not name: an expression for channels, a tree of keys.
 * What these are is found out first, and then done to exactly these (client/plan).
 */
#ifndef CLIENT_DANGER_H
#define CLIENT_DANGER_H

#include "base/str.h"

struct action;
struct client;
struct err;
struct plan_kind;

/* Run an action as call_run does; one that reaches what it does not name, thing by thing, once a
 * person who can be asked has said yes. It may be sent under another name. */
int danger_run(struct client *client, struct action *a, struct err *err);

/* The kinds there are. list adds to the plan what the action would reach; *always: ask about it
 * even where a script runs it. With ERR_NONE and an empty plan the action is sent as it is. */
struct plan;

struct danger {
	const char *action;
	const struct plan_kind *kind;
	bool (*reaches)(const struct client *client, struct str block);
	int (*list)(struct client *client, struct str block, struct plan *plan, bool *always,
	    struct err *err);
	/* What a dry run prints of the way there, since it asks nobody. */
	const char *lists_by;
};

extern const struct danger danger_confbridgekick;
extern const struct danger danger_hangup;
extern const struct danger danger_dbdeltree;

#endif
