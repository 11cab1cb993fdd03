/* SPDX-License-Identifier: ISC */
/* Finds the row of an event. */
#include "view/event_phrases.h"

#include <stdlib.h>

static const struct event_phrases rows[] = {
#include "view/event_phrases.inc"
};

static const struct event_phrases any = {"", "{Channel}", "{*}"};

#define ROWS (sizeof(rows) / sizeof(*rows))

const struct event_phrases *
event_phrases(struct str name)
{
	const struct event_phrases *phrases =
	    bsearch(&name, rows, ROWS, sizeof(*rows), str_icmp_row);

	return phrases ? phrases : &any;
}
