/* SPDX-License-Identifier: ISC */
/* What the benchmarks send and parse: events of calls, shaped as Asterisk 22 sends them. */
#ifndef BENCH_EVENTS_H
#define BENCH_EVENTS_H

#include "base/buf.h"

/* Fill the buffer with as many whole events as fit into its maximum, and return their number. */
size_t events_fill(struct buf *stream);

#endif
