/* SPDX-License-Identifier: ISC */
/* Finds the row of an event. */
#include "view/event_phrases.h"

#include <stdlib.h>

static const struct event_phrases rows[] = {
#include "view/event_phrases.inc"
};

static const struct event_phrases any = {"", "{Channel}", "{*}"};

#define ROWS (sizeof(rows) / sizeof(*rows))

static int
compare(const void *key, const void *row)
{
	const struct str *name = key;
	const struct event_phrases *phrases = row;

	return str_icmp(*name, str_of(phrases->name));
}

const struct event_phrases *
event_phrases(struct str name)
{
	const struct event_phrases *phrases = bsearch(&name, rows, ROWS, sizeof(*rows), compare);

	return phrases ? phrases : &any;
}
