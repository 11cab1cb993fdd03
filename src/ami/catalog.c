/* SPDX-License-Identifier: ISC */
/*
 * Finds rows in the tables of actions and events. The rows themselves are data in
 * catalog_actions.inc and catalog_events.inc; no code here depends on a single row.
 */
#include "ami/catalog.h"

#include <stdlib.h>

#include "ami/action.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define AS(name, choices, takes)       {name, choices, false, false, takes, OFFERS_UNTOLD}
#define REQUIRED_AS(name, choices, takes) {name, choices, true, false, takes, OFFERS_UNTOLD}

#define REQUIRED(name)                 REQUIRED_AS(name, NULL, 0)
#define REQUIRED_CHOICE(name, choices) REQUIRED_AS(name, choices, TAKES_CHOICE)
#define REQUIRED_BOOLEAN(name)         REQUIRED_AS(name, "true|false", TAKES_BOOLEAN)
#define REQUIRED_NUMBER(name)          REQUIRED_AS(name, NULL, TAKES_NUMBER)
#define REQUIRED_REPEATED(name)        {name, NULL, true, true, 0, OFFERS_UNTOLD}
#define OPTIONAL(name)                 AS(name, NULL, 0)
#define CHOICE(name, choices)          AS(name, choices, TAKES_CHOICE)
#define BOOLEAN(name)                  AS(name, "true|false", TAKES_BOOLEAN)
#define NUMBER(name)                   AS(name, NULL, TAKES_NUMBER)
#define REPEATED(name)                 {name, NULL, false, true, 0, OFFERS_UNTOLD}

#define REQUIRED_OF(name, offers)      {name, NULL, true, false, 0, offers}
#define OPTIONAL_OF(name, offers)      {name, NULL, false, false, 0, offers}

#define AND(...) , __VA_ARGS__

#define HEAD(name_, privileges_, completion_, ...)                                                 \
	.name = (name_), .privileges = (privileges_), .completion = (completion_),                 \
	.shape = __VA_ARGS__
#define ACTION_BARE(name, privileges, completion, shape)                                           \
	{HEAD(name, privileges, completion, shape)},
#define ACTION(name, privileges, completion, shape, ...)                                           \
	{HEAD(name, privileges, completion, shape),                                                \
	    .parameters = (const struct parameter[]){__VA_ARGS__},                                 \
	    .parameters_n = COUNT(((const struct parameter[]){__VA_ARGS__}))},

static const struct action_facts actions[] = {
#include "ami/catalog_actions.inc"
};

/* The headers of a channel or bridge, each with the prefix that distinguishes it from the
 * others. */
#define CHANNEL(p)                                                                                 \
	p "Channel," p "ChannelState," p "ChannelStateDesc," p "CallerIDNum," p "CallerIDName," p  \
	  "ConnectedLineNum," p "ConnectedLineName," p "Language," p "AccountCode," p "Context," p \
	  "Exten," p "Priority," p "Uniqueid," p "Linkedid," p "ChanVariable"
#define BRIDGE(p)                                                                                  \
	p "BridgeUniqueid," p "BridgeType," p "BridgeTechnology," p "BridgeCreator," p             \
	  "BridgeName," p "BridgeNumChannels," p "BridgeVideoSourceMode"
#define EVENT(name, class, fields) {name, class, fields},

static const struct event_facts events[] = {
#include "ami/catalog_events.inc"
};

const struct action_facts *
catalog_action(struct str name)
{
	return bsearch(&name, actions, COUNT(actions), sizeof(actions[0]), str_icmp_row);
}

const struct event_facts *
catalog_event(struct str name)
{
	return bsearch(&name, events, COUNT(events), sizeof(events[0]), str_icmp_row);
}

const struct action_facts *
catalog_actions(size_t *n)
{
	*n = COUNT(actions);
	return actions;
}

const struct event_facts *
catalog_events(size_t *n)
{
	*n = COUNT(events);
	return events;
}

bool
catalog_event_was(struct str name)
{
	static const char *const old[] = {
	    "AgentCallbackLogin", "AgentCallbackLogoff", "Bridge", "BridgeAction", "BridgeExec",
	    "ChannelReload", "ChannelUpdate", "Dial", "HangupRequest", "Inherit", "JabberEvent",
	    "Join", "Leave", "Link", "Masquerade", "ModuleLoadReport", "OriginateFailure",
	    "OriginateSuccess", "QueueMemberPaused", "RTPReceiverStat", "RTPSenderStat",
	    "Transfer", "Unlink", NULL,
	};

	/* In 1.4 the name said whose event it was. */
	return str_in(name, old) || str_istarts(name, STR("UserEvent"));
}

msec
catalog_time(struct str name, struct str block)
{
	const struct action_facts *facts = catalog_action(name);
	const struct slow *slow = facts ? &facts->slow : NULL;
	long given;

	if (!slow || slow->unit == 0)
		return 0;
	if (slow->at_once && str_yes(action_value(block, str_of(slow->at_once))) == 1)
		return 0;
	if (str_number(action_value(block, STR("Timeout")), 0, INT32_MAX, &given))
		return given * slow->unit;
	return slow->without;
}

/* Does the class reporting, or none at all, suffice? */
static bool
reporting_suffices(const char *privileges)
{
	struct str rest = str_of(privileges), class;

	while (str_cut(&rest, ',', &class))
		if (class.n == 0 || str_eq(class, STR("reporting")))
			return true;
	return false;
}

bool
catalog_is_reporting(struct str name)
{
	const struct action_facts *facts = catalog_action(name);

	if (!facts || facts->changes)
		return false;
	return facts->harmless || reporting_suffices(facts->privileges);
}
