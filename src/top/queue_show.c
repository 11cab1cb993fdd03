/* SPDX-License-Identifier: ISC */
/* Puts what is known of the queues into rows. */
#include "base/buf.h"
#include "monitor/queues.h"
#include "top/queue_rows_impl.h"
#include "view/words.h"

/* A row of this queue's group. */
static struct row
row_of(const struct queue_rows *q, const struct queue *queue, enum top_kind kind, uint64_t id)
{
	return (struct row){
	    .tab = TOP_QUEUES,
	    .kind = kind,
	    .server = q->server,
	    .id = id,
	    .group = queue->id,
	    .since = {ROW_NEVER, ROW_NEVER},
	};
}

static bool
is_free(const struct member *m)
{
	return queues_is_free(m->status, m->paused);
}

static void
set_number(struct row *row, size_t cell, long value)
{
	struct buf text = BUF_INIT(64);

	buf_addf(&text, "%ld", value);
	row_set(row, cell, buf_str(&text));
	buf_clear(&text);
}

static void
show_queue(const struct queue_rows *q, const struct queue *queue)
{
	struct row row = row_of(q, queue, TOP_QUEUE, queue->id);
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	size_t available = 0;

	for (size_t i = 0; i < queue->members_n; i++)
		available += is_free(&queue->members[i]);
	for (size_t i = 0; i < queue->callers_n; i++)
		if (row.since[1] == ROW_NEVER || queue->callers[i].since < row.since[1])
			row.since[1] = queue->callers[i].since;
	row.mood = queue->callers_n == 0 ? MOOD_PLAIN : available ? MOOD_BUSY : MOOD_BAD;
	row_set(&row, 0, str_of(queue->name));
	buf_addf(&text, "%zu waiting, %zu of %zu free", queue->callers_n, available,
	    queue->members_n);
	row_set(&row, 1, buf_str(&text));
	set_number(&row, 2, queue->completed);
	set_number(&row, 3, queue->abandoned);
	board_take(q->board, &row);
	buf_clear(&text);
}

static void
show_caller(const struct queue_rows *q, const struct queue *queue, const struct caller *caller)
{
	struct row row = row_of(q, queue, TOP_CALLER, caller->id);
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	row.place = caller->position;
	row.mood = MOOD_BUSY;
	row.since[1] = caller->since;
	buf_addf(&text, "%ld. %s", caller->position, caller->who);
	row_set(&row, 0, buf_str(&text));
	row_set(&row, 1, STR("waits"));
	row_set(&row, 4, str_of(caller->channel));
	board_take(q->board, &row);
	buf_clear(&text);
}

static enum top_mood
mood_of(const struct member *m)
{
	if (m->paused)
		return MOOD_BAD;
	if (m->status == 4 || m->status == 5)
		return MOOD_QUIET;
	return is_free(m) ? MOOD_GOOD : MOOD_BUSY;
}

static void
add_state(struct buf *out, const struct member *m)
{
	const char *words = words_device_state(m->status);

	if (m->paused)
		buf_addf(out, "paused%s%s", m->reason && *m->reason ? ": " : "",
		    m->reason ? m->reason : "");
	if (!m->paused || !queues_is_free(m->status, false))
		buf_addf(out, "%s%s", m->paused ? ", " : "", words ? words : "unknown");
}

static void
show_member(const struct queue_rows *q, const struct queue *queue, const struct member *member)
{
	struct row row = row_of(q, queue, TOP_MEMBER, member->id);
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	row.mood = mood_of(member);
	row.since[1] = member->since;
	row_set(&row, 0, str_of(member->name && *member->name ? member->name : member->interface));
	add_state(&text, member);
	row_set(&row, 1, buf_str(&text));
	set_number(&row, 2, member->taken);
	row_set(&row, 4, str_of(member->interface));
	board_take(q->board, &row);
	buf_clear(&text);
}

bool
queue_rows_stale(const struct queue_rows *q)
{
	return q->stale;
}

void
queue_rows_settle(struct queue_rows *q)
{
	for (size_t i = 0; i < q->n && q->stale; i++) {
		struct queue *queue = q->v[i];
		if (!queue->stale)
			continue;
		queue->stale = false;
		show_queue(q, queue);
		for (size_t k = 0; k < queue->callers_n; k++)
			show_caller(q, queue, &queue->callers[k]);
		for (size_t k = 0; k < queue->members_n; k++)
			show_member(q, queue, &queue->members[k]);
	}
	q->stale = false;
}
