/* SPDX-License-Identifier: ISC */
/* Finds the row of an action and checks who may run it. */
#include "actions.h"

#include <stdlib.h>
#include <strings.h>

#include "base/mem.h"
#include "reply.h"

static const struct action *const tables[] = {
    sim_actions_session,
    sim_actions_system,
    sim_actions_channel,
    sim_actions_call,
    sim_actions_hangup,
    sim_actions_bridge,
    sim_actions_transfer,
    sim_actions_conference,
    sim_actions_db,
    sim_actions_queue,
    sim_actions_pjsip,
    sim_actions_state,
    sim_actions_odd,
};

/* Actions that older servers lack, and the first major AMI version that has them. */
static const struct {
	const char *name;
	long since;
} newer[] = {
    {"BridgeInfo", 2},
    {"BridgeList", 2},
    {"BlindTransfer", 2},
    {"DBGetTree", 5},
    {"DeviceStateList", 2},
    {"ExtensionStateList", 2},
    {"PJSIPQualify", 2},
    {"PJSIPShowContacts", 5},
    {"PJSIPShowEndpoint", 2},
    {"PJSIPShowEndpoints", 2},
};

#define TABLES (sizeof(tables) / sizeof(*tables))

static bool
is_there_yet(const struct sim *sim, const struct action *a)
{
	long major = strtol(sim->opt.ami_version, NULL, 10);

	for (size_t i = 0; i < sizeof(newer) / sizeof(*newer); i++)
		if (strcmp(newer[i].name, a->name) == 0)
			return major >= newer[i].since;
	return true;
}

const struct action *
sim_action_find(const struct sim *sim, const char *name)
{
	for (size_t t = 0; t < TABLES; t++)
		for (const struct action *a = tables[t]; a->name; a++)
			if (strcasecmp(a->name, name) == 0)
				return is_there_yet(sim, a) ? a : NULL;
	return NULL;
}

static int
by_name(const void *a, const void *b)
{
	const struct action *const *x = a, *const *y = b;

	return strcasecmp((*x)->name, (*y)->name);
}

const struct action **
sim_actions(const struct sim *sim, size_t *count)
{
	size_t n = 0;

	for (size_t t = 0; t < TABLES; t++)
		for (const struct action *a = tables[t]; a->name; a++)
			n++;
	const struct action **list = mem_array(n, sizeof(*list));
	*count = 0;
	for (size_t t = 0; t < TABLES; t++)
		for (const struct action *a = tables[t]; a->name; a++)
			if (is_there_yet(sim, a))
				list[(*count)++] = a;
	qsort(list, *count, sizeof(*list), by_name);
	return list;
}

/* The action's name: the first Action header that is not empty. */
static const char *
action_name(const struct message *m)
{
	for (size_t i = 0; i < m->n; i++) {
		const char *value = sim_line_value(m->line[i], "Action");
		if (value && *value)
			return value;
	}
	return "";
}

static bool
is_open_to_strangers(const char *name)
{
	return strcasecmp(name, "Login") == 0 || strcasecmp(name, "Logoff") == 0 ||
	       strcasecmp(name, "Challenge") == 0;
}

static void
run_named(struct sim *sim, struct client *c, const struct message *m, const char *name)
{
	const struct action *a = sim_action_find(sim, name);

	if (!c->user && !is_open_to_strangers(name))
		sim_reply_error(c, m, "Permission denied");
	else if (!a)
		sim_reply_error(c, m,
		    "Invalid/unknown command: %s. Use Action: ListCommands to show available "
		    "commands.",
		    name);
	else if (a->classes && !(c->user->write & a->classes))
		sim_reply_error(c, m, "Permission denied");
	else
		a->run(sim, c, m);
}

void
sim_action_run(struct sim *sim, struct client *c, const struct message *m)
{
	const char *name = action_name(m);

	if (sim_faults_mute(&c->faults, name) && c->user)
		return;
	if (m->too_many)
		sim_reply_error(c, m, "Too many lines in message or allocation failure");
	else if (m->too_long)
		sim_reply_error(c, m, "Failed to parse message: line too long");
	else if (!*name)
		sim_reply_error(c, m, "Missing action in request");
	else
		run_named(sim, c, m, name);
}
