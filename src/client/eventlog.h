/* SPDX-License-Identifier: ISC */
/*
 * The events since the last action was sent, so that a later `wait` misses none. Each event is
 * given out at most once. Bounded: the oldest are dropped first, and counted.
 */
#ifndef CLIENT_EVENTLOG_H
#define CLIENT_EVENTLOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct msg;
struct eventlog;

struct eventlog *eventlog_new(size_t max_bytes);
void eventlog_free(struct eventlog *log);

void eventlog_add(struct eventlog *log, const struct msg *m, bool suspect);

/* Forget everything: an action is sent. */
void eventlog_reset(struct eventlog *log);

/* Offer each event, oldest first; one for which take returns true is removed. */
void eventlog_offer(struct eventlog *log,
    bool (*take)(void *arg, const struct msg *m, bool suspect), void *arg);

/* Events that were dropped since the last reset. */
uint64_t eventlog_lost(const struct eventlog *log);

#endif
