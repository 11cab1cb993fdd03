/* SPDX-License-Identifier: ISC */
/* What the benchmarks send and parse: events of calls, shaped as Asterisk 22 sends them. */
#ifndef BENCH_EVENTS_H
#define BENCH_EVENTS_H

#include "base/buf.h"

/* Fill the buffer with as many whole events as fit into its maximum, and return their number. */
size_t events_fill(struct buf *stream);

/* The event that ends a stream, and one that has the time it was sent. */
#define EVENTS_LAST "Event: UserEvent\r\nPrivilege: user,all\r\nUserEvent: Last\r\n\r\n"
void events_stamp(struct buf *event, double now);

#endif
