/* SPDX-License-Identifier: ISC */
/*
 * What a session's thread tells its owner: items, collected in batches and put into the inbox. The
 * rules of a full inbox live here: replies are never dropped, events are when nobody waits for all.
 */
#ifndef SESSION_REPORT_H
#define SESSION_REPORT_H

#include "ami/pending.h"
#include "session/batch.h"
#include "session/setup.h"

struct report {
	const struct session_setup *setup;
	struct batch *batch;
	uint64_t dropped;
	msec held_up; /* ms that report_publish has waited for room, since this was set to 0 */
};

void report_init(struct report *r, const struct session_setup *setup);
void report_clear(struct report *r);

/* Append an item; an event that has no room is counted instead. */
void report_item(struct report *r, const struct item *item);

/* Append what pending found out about a message. arg is the report. */
void report_verdict(void *arg, enum verdict v, uint32_t call, bool more, const struct msg *m,
    const struct err *err);

/* Append an ITEM_LOST for a call that pending does not know. */
void report_lost(struct report *r, uint32_t call, const struct err *err);

/* Append an ITEM_NOTICE. */
void report_notice(struct report *r, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* With trace, append a block of the wire that has no other item: ITEM_SENT or ITEM_HEARD. */
void report_wire(struct report *r, enum item_kind kind, struct str block);

/* Hand the batch over. A lossless report waits for room once the batch is big, any other goes on
 * collecting. */
void report_publish(struct report *r);

/* In the middle of many messages: hand over what is big, where nothing may be lost. */
void report_publish_big(struct report *r);

/* Until when to sleep before the next report_publish: soon when there was no room. */
msec report_deadline(const struct report *r);

/* Append ITEM_ASKS and hand over whatever there is. */
void report_question(struct report *r);

/* Append ITEM_OFFLINE and hand over whatever there is. pause: milliseconds until it is tried again;
 * -1: never. */
void report_offline(struct report *r, const struct err *err, msec pause);

#endif
