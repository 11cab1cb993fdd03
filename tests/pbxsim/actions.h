/* SPDX-License-Identifier: ISC */
/*
 * The actions: one row each, in the file that carries them out. ListCommands, permissions,
 * `manager show command` and completion come from the rows.
 */
#ifndef PBXSIM_ACTIONS_H
#define PBXSIM_ACTIONS_H

#include "client.h"

struct action {
	const char *name;
	unsigned classes; /* any of them is enough; 0: for everybody */
	const char *synopsis;
	const char *params; /* "Channel [Cause]" */
	void (*run)(struct sim *sim, struct client *c, const struct message *m);
};

/* Ended by a row without a name. */
extern const struct action sim_actions_session[];
extern const struct action sim_actions_system[];
extern const struct action sim_actions_channel[];
extern const struct action sim_actions_call[];
extern const struct action sim_actions_hangup[];
extern const struct action sim_actions_bridge[];
extern const struct action sim_actions_transfer[];
extern const struct action sim_actions_conference[];
extern const struct action sim_actions_db[];
extern const struct action sim_actions_queue[];
extern const struct action sim_actions_pjsip[];
extern const struct action sim_actions_state[];
extern const struct action sim_actions_odd[];

/* Carry out a message: find its action, check the permission, answer. */
void sim_action_run(struct sim *sim, struct client *c, const struct message *m);

/* All actions that this version has, by name; the caller frees the array. */
const struct action **sim_actions(const struct sim *sim, size_t *count);

/* The row of that name, in any case, or NULL. */
const struct action *sim_action_find(const struct sim *sim, const char *name);

/* A timer: the client's WaitEvent is over. */
void sim_wait_event_over(struct sim *sim, void *client);

#endif
