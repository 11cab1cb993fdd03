/* SPDX-License-Identifier: ISC */
/* Keeps queues by name, their members by interface, their callers by Uniqueid. There are few of
 * them, so each is looked for one by one. */
#include "top/queue_rows_impl.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "lang/args.h"
#include "state/channels.h"
#include "top/call_rows.h"

#define NUMBER_MAX 2000000000
#define ROWS_MAX   20000 /* queues, members and callers; more are not kept */

struct queue_rows *
queue_rows_new(struct board *board, size_t server, uint64_t *ids)
{
	struct queue_rows *q = mem_alloc(sizeof(*q));

	q->board = board;
	q->server = server;
	q->ids = ids;
	q->room = ROWS_MAX;
	return q;
}

static void
clear_member(struct member *m)
{
	free(m->interface);
	free(m->name);
	free(m->reason);
}

static void
clear_caller(struct caller *c)
{
	free(c->uniqueid);
	free(c->channel);
	free(c->who);
}

static void
free_queue(struct queue *q)
{
	for (size_t i = 0; i < q->members_n; i++)
		clear_member(&q->members[i]);
	for (size_t i = 0; i < q->callers_n; i++)
		clear_caller(&q->callers[i]);
	free(q->members);
	free(q->callers);
	free(q->name);
	free(q);
}

void
queue_rows_free(struct queue_rows *q)
{
	if (!q)
		return;
	for (size_t i = 0; i < q->n; i++)
		free_queue(q->v[i]);
	free(q->v);
	free(q);
}

void
queue_rows_clock(struct queue_rows *q, double today, msec now)
{
	q->ahead = today - (double)now / 1000;
	q->clock = true;
}

/* A time of the server's clock by ours. */
static msec
when(const struct queue_rows *q, long seconds)
{
	return q->clock && seconds > 0 ? (msec)(((double)seconds - q->ahead) * 1000) : ROW_NEVER;
}

static long
number_or(const struct msg *m, const char *header, long otherwise)
{
	long value;

	return str_number(msg_get(m, str_of(header)), 0, NUMBER_MAX, &value) ? value : otherwise;
}

static struct queue *
find_queue(const struct queue_rows *q, struct str name)
{
	for (size_t i = 0; i < q->n; i++)
		if (str_ieq(str_of(q->v[i]->name), name))
			return q->v[i];
	return NULL;
}

static void
make_stale(struct queue_rows *q, struct queue *queue)
{
	q->stale = queue->stale = true;
}

/* Names are kept whole, or not at all: they are acted on. */
static bool
has_room(const struct queue_rows *q, struct str name)
{
	return q->rows < q->room && name.n <= CHANNEL_NAME_MAX;
}

/* The queue of a message, which may be new; NULL: it names none, or there are too many. */
static struct queue *
queue_of(struct queue_rows *q, const struct msg *m)
{
	struct str name = msg_get(m, STR("Queue"));
	struct queue *queue = name.n ? find_queue(q, name) : NULL;

	if (name.n && !queue && has_room(q, name)) {
		q->rows++;
		queue = mem_alloc(sizeof(*queue));
		queue->name = mem_strndup(name);
		queue->id = ++*q->ids;
		queue->listed = true;
		q->v = mem_more(q->v, q->n, sizeof(struct queue *));
		q->v[q->n++] = queue;
	}
	if (queue)
		make_stale(q, queue);
	return queue;
}

static struct str
interface_of(const struct msg *m)
{
	struct str interface = msg_get(m, STR("Interface"));

	return interface.n ? interface : msg_get(m, STR("Location"));
}

static struct member *
find_member(struct queue *queue, struct str interface)
{
	for (size_t i = 0; i < queue->members_n; i++)
		if (str_ieq(str_of(queue->members[i].interface), interface))
			return &queue->members[i];
	return NULL;
}

static struct member *
member_of(struct queue_rows *q, struct queue *queue, struct str interface)
{
	struct member *member = find_member(queue, interface);

	if (member || interface.n == 0 || !has_room(q, interface))
		return member;
	q->rows++;
	queue->members = mem_more(queue->members, queue->members_n, sizeof(*member));
	member = &queue->members[queue->members_n++];
	*member = (struct member){
	    .id = ++*q->ids,
	    .interface = mem_strndup(interface),
	    .since = ROW_NEVER,
	    .listed = true, /* by an event that came before a list's end */
	};
	return member;
}

static void
set_text(char **text, const struct msg *m, const char *header)
{
	struct str value;

	if (msg_find(m, str_of(header), &value))
		mem_replace(text, str_head(value, CHANNEL_TEXT_MAX));
}

/* Since when it is paused, or in its state. */
static void
learn_since(const struct queue_rows *q, struct member *member, const struct msg *m,
    const struct member *before, bool listed, msec now)
{
	long last = number_or(m, "LastPause", 0);
	bool changed = member->paused != before->paused ||
	    (!member->paused && member->status != before->status);

	if (member->paused && last > 0 && when(q, last) != ROW_NEVER)
		member->since = when(q, last);
	else if (changed)
		member->since = listed ? ROW_NEVER : now;
	if (member->since > now)
		member->since = now;
}

/* An item of the list, or an event about a member, which has the same headers. */
static void
take_member(struct queue_rows *q, struct queue *queue, const struct msg *m, bool listed, msec now)
{
	struct member *member = member_of(q, queue, interface_of(m));

	if (!member)
		return;
	const struct member before = *member;
	set_text(&member->name, m, "Name");
	set_text(&member->name, m, "MemberName");
	set_text(&member->reason, m, "Reason");
	set_text(&member->reason, m, "PausedReason");
	member->status = number_or(m, "Status", member->status);
	member->paused = number_or(m, "Paused", member->paused) != 0;
	member->taken = number_or(m, "CallsTaken", member->taken);
	member->listed |= listed;
	learn_since(q, member, m, &before, listed, now);
}

static void
drop_member(struct queue_rows *q, struct queue *queue, struct member *member)
{
	if (!member)
		return;
	q->rows--;
	board_drop(q->board, q->server, member->id);
	clear_member(member);
	*member = queue->members[--queue->members_n];
}

static void
drop_caller(struct queue_rows *q, struct queue *queue, size_t i)
{
	q->rows--;
	board_drop(q->board, q->server, queue->callers[i].id);
	clear_caller(&queue->callers[i]);
	queue->callers[i] = queue->callers[--queue->callers_n];
}

static size_t
find_caller(const struct queue *queue, struct str uniqueid)
{
	size_t i = 0;

	while (i < queue->callers_n && !str_eq(str_of(queue->callers[i].uniqueid), uniqueid))
		i++;
	return i;
}

/* The callers from this position on move by one. */
static void
move_callers(struct queue *queue, long from, int by)
{
	for (size_t i = 0; i < queue->callers_n; i++)
		if (queue->callers[i].position >= from)
			queue->callers[i].position += by;
}

/* Up to Asterisk 11, Join says unknown without brackets (apps/app_queue.c, join_queue()). */
static bool
is_known(struct str value)
{
	return msg_is_value(value) && !str_eq(value, STR("unknown"));
}

/* NULL: there are too many. */
static struct caller *
add_caller(struct queue_rows *q, struct queue *queue, const struct msg *m)
{
	struct str name = msg_get(m, STR("CallerIDName")), number = msg_get(m, STR("CallerIDNum"));
	struct str channel = msg_get(m, STR("Channel")), uniqueid = msg_get(m, STR("Uniqueid"));
	struct buf who = BUF_INIT(BUF_MAX_LINE);

	if (!has_room(q, channel) || uniqueid.n > CHANNEL_NAME_MAX)
		return NULL;
	q->rows++;

	call_rows_party(&who, is_known(name) ? name : STR(""), is_known(number) ? number : STR(""),
	    channel);
	queue->callers = mem_more(queue->callers, queue->callers_n, sizeof(*queue->callers));
	struct caller *caller = &queue->callers[queue->callers_n++];
	*caller = (struct caller){
	    .id = ++*q->ids,
	    .uniqueid = mem_strndup(uniqueid),
	    .channel = mem_strndup(channel),
	    .who = mem_strndup(str_head(buf_str(&who), CHANNEL_TEXT_MAX)),
	    .listed = true,
	};
	buf_clear(&who);
	return caller;
}

static void
take_join(struct queue_rows *q, struct queue *queue, const struct msg *m, msec now)
{
	long position = number_or(m, "Position", 1);

	if (find_caller(queue, msg_get(m, STR("Uniqueid"))) < queue->callers_n)
		return;
	struct caller *caller = add_caller(q, queue, m);
	if (!caller)
		return;
	move_callers(queue, position, 1);
	caller->position = position;
	caller->since = now;
}

static void
take_leave(struct queue_rows *q, struct queue *queue, const struct msg *m)
{
	size_t i = find_caller(queue, msg_get(m, STR("Uniqueid")));

	if (i == queue->callers_n)
		return;
	long position = queue->callers[i].position;
	drop_caller(q, queue, i);
	move_callers(queue, position + 1, -1);
}

/* A caller of the list. */
static void
take_entry(struct queue_rows *q, struct queue *queue, const struct msg *m, msec now)
{
	size_t i = find_caller(queue, msg_get(m, STR("Uniqueid")));
	bool known = i < queue->callers_n;
	struct caller *caller = known ? &queue->callers[i] : add_caller(q, queue, m);

	if (!caller)
		return;
	if (!known)
		caller->since = now - number_or(m, "Wait", 0) * 1000;
	caller->position = number_or(m, "Position", 1);
	caller->listed = true;
}

/* A call of the queue is over. */
static void
take_complete(struct queue *queue, const struct msg *m)
{
	struct member *member = find_member(queue, interface_of(m));

	queue->completed++;
	if (member)
		member->taken++;
}

enum news {
	NEWS_MEMBER, NEWS_REMOVED, NEWS_JOIN, NEWS_LEAVE, NEWS_ABANDON, NEWS_COMPLETE,
};

static const struct {
	const char *event;
	enum news news;
} news[] = {
    {"QueueMemberStatus", NEWS_MEMBER},
    {"QueueMemberAdded", NEWS_MEMBER},
    {"QueueMemberPause", NEWS_MEMBER},
    {"QueueMemberPaused", NEWS_MEMBER},
    {"QueueMemberPenalty", NEWS_MEMBER},
    {"QueueMemberRemoved", NEWS_REMOVED},
    {"QueueCallerJoin", NEWS_JOIN},
    {"Join", NEWS_JOIN},
    {"QueueCallerLeave", NEWS_LEAVE},
    {"Leave", NEWS_LEAVE},
    {"QueueCallerAbandon", NEWS_ABANDON},
    {"AgentComplete", NEWS_COMPLETE},
};

bool
queue_rows_take(struct queue_rows *q, const struct msg *m, msec now)
{
	size_t i = 0;

	while (i < sizeof(news) / sizeof(news[0]) &&
	    !str_ieq(msg_title(m), str_of(news[i].event)))
		i++;
	if (i == sizeof(news) / sizeof(news[0]))
		return false;
	struct queue *queue = queue_of(q, m);
	if (!queue)
		return true;
	switch (news[i].news) {
	case NEWS_MEMBER:
		take_member(q, queue, m, false, now);
		break;
	case NEWS_REMOVED:
		drop_member(q, queue, find_member(queue, interface_of(m)));
		break;
	case NEWS_JOIN:
		take_join(q, queue, m, now);
		break;
	case NEWS_LEAVE:
		take_leave(q, queue, m);
		break;
	case NEWS_ABANDON:
		queue->abandoned++;
		break;
	case NEWS_COMPLETE:
		take_complete(queue, m);
		break;
	}
	return true;
}

void
queue_rows_list_begin(struct queue_rows *q)
{
	q->room = q->rows + ROWS_MAX;
	for (size_t i = 0; i < q->n; i++) {
		struct queue *queue = q->v[i];
		queue->listed = false;
		for (size_t k = 0; k < queue->members_n; k++)
			queue->members[k].listed = false;
		for (size_t k = 0; k < queue->callers_n; k++)
			queue->callers[k].listed = false;
	}
}

void
queue_rows_list_item(struct queue_rows *q, const struct msg *m, msec now)
{
	struct queue *queue = m->kind == MSG_EVENT ? queue_of(q, m) : NULL;

	if (!queue)
		return;
	queue->listed = true;
	if (msg_is(m, MSG_EVENT, STR("QueueParams"))) {
		queue->completed = number_or(m, "Completed", 0);
		queue->abandoned = number_or(m, "Abandoned", 0);
	} else if (msg_is(m, MSG_EVENT, STR("QueueMember"))) {
		take_member(q, queue, m, true, now);
	} else if (msg_is(m, MSG_EVENT, STR("QueueEntry"))) {
		take_entry(q, queue, m, now);
	}
}

static void
drop_queue(struct queue_rows *q, size_t i)
{
	struct queue *queue = q->v[i];

	while (queue->members_n)
		drop_member(q, queue, &queue->members[queue->members_n - 1]);
	while (queue->callers_n)
		drop_caller(q, queue, queue->callers_n - 1);
	q->rows--;
	board_drop(q->board, q->server, queue->id);
	free_queue(queue);
	q->v[i] = q->v[--q->n];
}

/* Drop the members and callers that were not in the list. */
static void
sweep(struct queue_rows *q, struct queue *queue)
{
	for (size_t k = queue->members_n; k-- > 0;)
		if (!queue->members[k].listed)
			drop_member(q, queue, &queue->members[k]);
	for (size_t k = queue->callers_n; k-- > 0;)
		if (!queue->callers[k].listed)
			drop_caller(q, queue, k);
}

void
queue_rows_list_end(struct queue_rows *q)
{
	q->room = ROWS_MAX;
	for (size_t i = q->n; i-- > 0;) {
		if (q->v[i]->listed)
			sweep(q, q->v[i]);
		else
			drop_queue(q, i);
	}
}

struct row_target
queue_rows_target(const struct queue_rows *q, uint64_t id)
{
	for (size_t i = 0; i < q->n; i++) {
		const struct queue *queue = q->v[i];
		for (size_t k = 0; k < queue->members_n; k++)
			if (queue->members[k].id == id)
				return (struct row_target){
				    .queue = str_of(queue->name),
				    .interface = str_of(queue->members[k].interface),
				};
		for (size_t k = 0; k < queue->callers_n; k++)
			if (queue->callers[k].id == id)
				return (struct row_target){
				    .queue = str_of(queue->name),
				    .channel = str_of(queue->callers[k].channel),
				};
	}
	return (struct row_target){0};
}
