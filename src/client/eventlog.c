/* SPDX-License-Identifier: ISC */
/* A bounded list of kept events, oldest first. */
#include "client/eventlog.h"

#include <stdlib.h>

#include "ami/msg.h"
#include "base/mem.h"

struct entry {
	struct entry *next;
	struct msg *m;
	bool suspect;
};

struct eventlog {
	struct entry *first;
	struct entry **last;
	size_t bytes;
	size_t max;
	uint64_t lost;
};

struct eventlog *
eventlog_new(size_t max_bytes)
{
	struct eventlog *log = mem_alloc(sizeof(*log));

	log->max = max_bytes;
	log->last = &log->first;
	return log;
}

/* Unlink the entry at *at and return its message. */
static struct msg *
unlink_entry(struct eventlog *log, struct entry **at)
{
	struct entry *e = *at;
	struct msg *m = e->m;

	*at = e->next;
	if (log->last == &e->next)
		log->last = at;
	log->bytes -= msg_keep_size(m);
	free(e);
	return m;
}

void
eventlog_reset(struct eventlog *log)
{
	while (log->first)
		free(unlink_entry(log, &log->first));
	log->lost = 0;
}

void
eventlog_free(struct eventlog *log)
{
	if (!log)
		return;
	eventlog_reset(log);
	free(log);
}

void
eventlog_add(struct eventlog *log, const struct msg *m, bool suspect)
{
	struct entry *e = mem_alloc(sizeof(*e));

	e->m = msg_keep(m);
	e->suspect = suspect;
	*log->last = e;
	log->last = &e->next;
	log->bytes += msg_keep_size(m);
	while (log->bytes > log->max && log->first != e) {
		free(unlink_entry(log, &log->first));
		log->lost++;
	}
}

void
eventlog_offer(struct eventlog *log, bool (*take)(void *arg, const struct msg *m, bool suspect),
    void *arg)
{
	for (struct entry **at = &log->first; *at;) {
		if (take(arg, (*at)->m, (*at)->suspect))
			free(unlink_entry(log, at));
		else
			at = &(*at)->next;
	}
}

uint64_t
eventlog_lost(const struct eventlog *log)
{
	return log->lost;
}
