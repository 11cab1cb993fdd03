/* SPDX-License-Identifier: ISC */
/*
 * The calls as rows: events and lists in, rows out. Only the calls whose channels an event was
 * about are looked at again, when somebody asks for the rows.
 */
#ifndef TOP_CALL_ROWS_H
#define TOP_CALL_ROWS_H

#include "ami/msg.h"
#include "top/board.h"

struct buf;
struct call_rows;
struct channel;

/* counts is told when an endpoint ("PJSIP/alice") has a channel more, or one less. */
struct call_rows *call_rows_new(struct board *board, size_t server, uint64_t *ids,
    void (*counts)(void *arg, struct str endpoint, int change), void *arg);
void call_rows_free(struct call_rows *c);

/* Learn from an event. */
void call_rows_take(struct call_rows *c, const struct msg *m, msec now);

/* Learn from a list of the channels. */
void call_rows_list_begin(struct call_rows *c);
void call_rows_list_item(struct call_rows *c, const struct msg *m, msec now);
void call_rows_list_end(struct call_rows *c);

/* Bring the rows up to date. */
void call_rows_settle(struct call_rows *c, msec now);

/* Is there anything to bring up to date? */
bool call_rows_stale(const struct call_rows *c);

/* The channel that began the call of a row; NULL: the call is over. */
const struct channel *call_rows_channel(const struct call_rows *c, uint64_t id);

/* What traces look into. */
const struct channels *call_rows_channels(const struct call_rows *c);

/* "erin (105)", what is known of the user of a channel, else what it is a channel of. */
void call_rows_party(struct buf *out, struct str name, struct str number, struct str channel);

#endif
