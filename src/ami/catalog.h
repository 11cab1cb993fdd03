/* SPDX-License-Identifier: ISC */
/*
 * Built-in facts of actions and events: parameters in their documented order, privileges, how an
 * answer ends. The connected server's own documentation comes first; this is for the rest.
 */
#ifndef AMI_CATALOG_H
#define AMI_CATALOG_H

#include "ami/parameter.h"
#include "base/clock.h"

/* The shape of the answer to an action, where EventList does not tell it. */
enum shape {
	SHAPE_PLAIN,       /* one Response, or a list marked by EventList */
	SHAPE_OLD_LIST,    /* up to 13.1 a list without EventList: ends with the completing event */
	SHAPE_OLD_ITEM,    /* the same with one item and maybe a completing event */
	SHAPE_ONE_EVENT,   /* Response, then exactly one event with our ActionID (FAXStats) */
	SHAPE_NO_RESPONSE, /* raw lines and no Response: a Ping after it finds the end */
	SHAPE_NAMED_END,   /* no EventList at all: ends with the completing event (WaitEvent) */
};

/* An action whose reply comes only when what it started has ended: the call of an Originate
 * (captures originate-sync-*), the events of a WaitEvent. It sets its longest time itself. */
struct slow {
	msec unit;           /* of its header Timeout, in ms; 0: it is not slow */
	msec without;        /* ms when it has no Timeout */
	const char *at_once; /* a header that, when true, makes the reply come at once; or NULL */
};

struct action_facts {
	const char *name;
	const char *privileges; /* "call,reporting": any one suffices; "" for none needed */
	const char *completion; /* name of the completing event, or NULL */
	enum shape shape;
	bool changes;      /* something, although the class reporting, or none, suffices for it */
	bool harmless;     /* whatever its class: concerns the session only, or shows no secret */
	bool about_events; /* of the session that sends it */
	bool any_header;   /* takes headers of any name */
	/* The count at the end of its list is not that of the list's events: always one (captures
	 * ast16/db), one too many, or without the events that belong to an item (res/res_pjsip of
	 * Asterisk 13 to 22). */
	bool miscounts;
	/* The event that is an item of its list though it has no ActionID, or NULL (captures
	 * iax-with-peers and, up to 11, parking). */
	const char *bare_item;
	/* The events that are the items of its list, "A,B", or their headers, if the catalog does
	 * not know these events; NULL: not known. */
	const char *items, *item_headers;
	struct slow slow;
	const struct parameter *parameters; /* required first, then as documented; no ActionID */
	size_t parameters_n;
};

struct event_facts {
	const char *name;
	const char *class; /* "call" */
	const char *fields; /* "Channel,ChannelState,…" */
};

/* NULL when unknown; case is ignored. */
const struct action_facts *catalog_action(struct str name);
const struct event_facts *catalog_event(struct str name);

/* Is it an event that only servers before Asterisk 12 sent? */
bool catalog_event_was(struct str name);

/* All of them, sorted by name. */
const struct action_facts *catalog_actions(size_t *n);
const struct event_facts *catalog_events(size_t *n);

/* Milliseconds that the block of an action of this name gives the server; 0 for most. */
msec catalog_time(struct str name, struct str block);

/* Does this action only report? True when the class reporting, or none, suffices for it and it
 * changes nothing, or when it concerns only the session (Ping, Events, Filter, …). False for an
 * unknown action. */
bool catalog_is_reporting(struct str name);

#endif
