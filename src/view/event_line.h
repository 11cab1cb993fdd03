/* SPDX-License-Identifier: ISC */
/*
 * An event as text: on one line (time, name, channel, what matters), or as a title and its headers.
 * Everything from the server is made printable. On a narrow terminal the line may take several, so
 * that time, name and the word that matters are whole.
 */
#ifndef VIEW_EVENT_LINE_H
#define VIEW_EVENT_LINE_H

#include <time.h>

#include "ami/msg.h"
#include "base/buf.h"
#include "view/recent.h"

struct event_style {
	bool suspect;        /* it may be forged: marked with ?! before its name */
	bool color;
	size_t columns;      /* a line is no wider, with an ellipsis; 0: no limit */
	struct str fields;   /* "A,B": these headers instead of what matters; empty: none given */
	struct timespec now; /* for events without a Timestamp header */
	struct recent *recent; /* lines before this one: none of them looks like it unless they say
				* the same. NULL: it does not matter */
};

/* Append the event and a newline. */
void event_line(struct buf *out, const struct msg *m, const struct event_style *style);
void event_long(struct buf *out, const struct msg *m, const struct event_style *style);

#endif
