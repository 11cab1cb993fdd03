/* SPDX-License-Identifier: ISC */
/*
 * Actions that affect things without naming them: an expression for channels, a tree of keys. These
 * things are found first, and then the action is done to exactly these (danger/plan).
 */
#ifndef DANGER_DANGER_H
#define DANGER_DANGER_H

#include "base/str.h"

struct action;
struct client;
struct err;
struct plan_kind;

/* Run an action; one that affects things without naming them is run for each thing, after the user,
 * if there is one to ask, has said yes. It may be sent under another name. */
int danger_run(struct client *client, struct action *a, struct err *err);

/* Is this the name of an action, or with the word after it that of a command, which danger_run may
 * ask about? */
bool danger_is_name(struct str first, struct str second);

/* The kinds there are. list adds to the plan what the action would affect; *always: ask even in a
 * script. With ERR_NONE and an empty plan the action is sent as it is. */
struct plan;

struct danger {
	const char *action;
	const struct plan_kind *kind;
	bool (*reaches)(const struct client *client, struct str block);
	int (*list)(struct client *client, struct str block, struct plan *plan, bool *always,
	    struct err *err);
	/* What a dry run prints of the search, since it does not ask. */
	const char *lists_by;
};

extern const struct danger danger_confbridgekick;
extern const struct danger danger_hangup;
extern const struct danger danger_dbdeltree;

#endif
