/* SPDX-License-Identifier: ISC */
/*
 * What the owner of a session is told: items, collected in batches and put into the inbox, or
 * taken by him where he serves. This file has the rules of a full inbox: replies are never dropped;
 * events are, unless the session is lossless.
 */
#ifndef SESSION_INBOX_H
#define SESSION_INBOX_H

#include "ami/parse.h"
#include "ami/pending.h"
#include "session/batch.h"
#include "session/setup.h"
#include "session/wanted.h"

struct inbox {
	const struct session_setup *setup;
	struct batch *batch;
	/* Whose messages need not be copied; its parser may change between batches. NULL: none. */
	struct parse *const *parse;
	uint64_t dropped;
	const struct wanted *wanted; /* of an owner who takes the batch himself: see inbox_pass */
	struct unwanted unwanted;
	msec held_up; /* ms that inbox_publish has waited for room, since this was set to 0 */
};

void inbox_init(struct inbox *in, const struct session_setup *setup);
void inbox_clear(struct inbox *in);

/* Append an item; an event that has no room is counted instead. */
void inbox_add(struct inbox *in, const struct item *item);

/* Append what pending found out about a message. arg is the inbox. */
void inbox_add_verdict(void *arg, enum verdict v, uint32_t request, bool more, const struct msg *m,
    const struct err *err);

/* Append an ITEM_LOST for a request that pending does not know. */
void inbox_add_lost(struct inbox *in, uint32_t request, const struct err *err);

/* Append an ITEM_NOTICE. */
void inbox_notice(struct inbox *in, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* With trace, append a block of the wire that has no other item: ITEM_SENT or ITEM_HEARD. */
void inbox_trace(struct inbox *in, enum item_kind kind, struct str block);

/* Hand the batch over. A lossless one waits for room when the batch is big; others continue to
 * collect. */
void inbox_publish(struct inbox *in);

/* Nothing is handed over meanwhile, as the owner takes the batch himself; and events for all
 * clients that are not wanted are left out while the batch is empty, since then he has handled all
 * before them. NULL ends that. */
void inbox_pass(struct inbox *in, const struct wanted *wanted);

/* Are events left out now? */
bool inbox_passes(const struct inbox *in);

/* Is an event of this name not wanted? Only while inbox_passes. arg is the inbox. */
bool inbox_refuses(void *arg, struct str name);

/* The batch, the caller's from now on, or NULL when it is empty. */
struct batch *inbox_take(struct inbox *in);

/* In the middle of many messages: hand over a big batch if it is lossless. */
void inbox_publish_big(struct inbox *in);

/* Until when to sleep before the next inbox_publish: soon when there was no room. */
msec inbox_deadline(const struct inbox *in);

/* Append ITEM_ASKS and hand over everything. */
void inbox_ask_secret(struct inbox *in);

/* Append an ITEM_STAGE and hand over everything; a struct stages may have this and the inbox. */
void inbox_stage(void *arg, enum stage_kind stage, enum stage_state state, struct str text);

/* Append ITEM_OFFLINE and hand over everything. pause: milliseconds until it is tried again; -1:
 * never. */
void inbox_offline(struct inbox *in, const struct err *err, msec pause);

#endif
