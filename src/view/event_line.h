/* SPDX-License-Identifier: ISC */
/*
 * An event as text: on one line (time, name, channel, what matters), or as a title and its headers.
 * Everything from the server is made printable.
 */
#ifndef VIEW_EVENT_LINE_H
#define VIEW_EVENT_LINE_H

#include <time.h>

#include "ami/msg.h"
#include "base/buf.h"

struct event_style {
	bool suspect;        /* it may be forged: marked with ?! before its name */
	bool color;
	size_t columns;      /* a line is cut to this many, with an ellipsis; 0: never */
	struct str fields;   /* "A,B": these headers instead of what matters; empty: none given */
	struct timespec now; /* for events without a Timestamp header */
};

/* Append the event and a newline. */
void event_line(struct buf *out, const struct msg *m, const struct event_style *style);
void event_long(struct buf *out, const struct msg *m, const struct event_style *style);

#endif
