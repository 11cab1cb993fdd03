/* SPDX-License-Identifier: ISC */
/* Finds the row of an event. */
#include "view/event_phrases.h"

#include <stdlib.h>

static const struct event_phrases rows[] = {
#include "view/event_phrases.inc"
};

static const struct event_phrases ari_rows[] = {
#include "view/ari_phrases.inc"
};

static const struct event_phrases any = {"", "{Channel}", "{*}"};
static const struct event_phrases ari_any = {
    "", "{channel.name|bridge.id|endpoint.resource}", "{*}"};

#define ROWS(rows) (sizeof(rows) / sizeof(*(rows)))

const struct event_phrases *
event_phrases(const struct msg *m)
{
	struct str name = msg_title(m);
	const struct event_phrases *phrases =
	    m->json ? bsearch(&name, ari_rows, ROWS(ari_rows), sizeof(*ari_rows), str_icmp_row)
	            : bsearch(&name, rows, ROWS(rows), sizeof(*rows), str_icmp_row);

	if (!phrases)
		phrases = m->json ? &ari_any : &any;
	return phrases;
}
