/* SPDX-License-Identifier: ISC */
/*
 * Queues, their members and waiting callers as rows: events and the answer to QueueStatus in, rows
 * out. Facts: captures queuestatus-with-caller, queue-call, queue-member-ops of Asterisk 11 to 22;
 * apps/app_queue.c.
 */
#ifndef TOP_QUEUE_ROWS_H
#define TOP_QUEUE_ROWS_H

#include "ami/msg.h"
#include "top/board.h"

struct queue_rows;

struct queue_rows *queue_rows_new(struct board *board, size_t server, uint64_t *ids);
void queue_rows_free(struct queue_rows *q);

/* The server's clock: seconds since 1970 at the time now. Times that it tells are by that. */
void queue_rows_clock(struct queue_rows *q, double today, msec now);

/* Learn from an event; false: it is not about queues. */
bool queue_rows_take(struct queue_rows *q, const struct msg *m, msec now);

/* Learn from the answer to QueueStatus. */
void queue_rows_list_begin(struct queue_rows *q);
void queue_rows_list_item(struct queue_rows *q, const struct msg *m, msec now);
void queue_rows_list_end(struct queue_rows *q);

/* Bring the rows up to date. */
void queue_rows_settle(struct queue_rows *q);
bool queue_rows_stale(const struct queue_rows *q);

/* What a row of a member or caller is about; empty: it is gone, or a row of another kind. */
struct row_target queue_rows_target(const struct queue_rows *q, uint64_t id);

#endif
