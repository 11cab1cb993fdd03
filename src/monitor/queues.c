/* SPDX-License-Identifier: ISC */
/* Reads the answer to QueueStatus (captures queuestatus-with-caller). */
#include "monitor/queues.h"

#include <stdlib.h>

#include "ami/msg.h"
#include "base/mem.h"
#include "lang/args.h"
#include "monitor/survey.h"

#define NUMBER_MAX 2000000000

void
queues_clear(struct queues *q)
{
	for (size_t i = 0; i < q->n; i++)
		free(q->v[i].name);
	free(q->v);
	*q = (struct queues){0};
}

static long
number(const struct msg *m, struct str header)
{
	long value;

	return str_number(msg_get(m, header), 0, NUMBER_MAX, &value) ? value : 0;
}

static void
take_queue(struct queues *q, const struct msg *m)
{
	q->v = mem_more(q->v, q->n, sizeof(*q->v));
	q->v[q->n++] = (struct queue_facts){
	    .name = mem_strndup(msg_get(m, STR("Queue"))),
	    .completed = (double)number(m, STR("Completed")),
	    .abandoned = (double)number(m, STR("Abandoned")),
	};
}

bool
queues_is_free(long status, bool paused)
{
	return (status == 0 || status == 1) && !paused;
}

static void
take_member(struct queue_facts *q, const struct msg *m)
{
	long status = number(m, STR("Status"));
	bool paused = number(m, STR("Paused")) != 0;

	q->members++;
	q->by_state[status < QUEUE_STATES ? status : 0]++;
	q->paused += paused;
	q->free += queues_is_free(status, paused);
}

static void
take_caller(struct queue_facts *q, const struct msg *m)
{
	double wait = (double)number(m, STR("Wait"));

	q->waiting++;
	if (wait > q->longest)
		q->longest = wait;
}

/* Members and callers come after their queue. */
static void
take(void *arg, const struct msg *m)
{
	struct queues *q = arg;

	if (msg_is(m, MSG_EVENT, STR("QueueParams")))
		take_queue(q, m);
	else if (q->n && msg_is(m, MSG_EVENT, STR("QueueMember")))
		take_member(&q->v[q->n - 1], m);
	else if (q->n && msg_is(m, MSG_EVENT, STR("QueueEntry")))
		take_caller(&q->v[q->n - 1], m);
}

int
queues_ask(struct client *client, struct queues *q, struct str name, struct err *err)
{
	const struct header queue = {STR("Queue"), name};
	const struct question question = {
	    .action = "QueueStatus", .headers = &queue, .n = 1, .take = take, .arg = q};

	return survey_ask(client, &question, &q->there, err);
}

const struct queue_facts *
queues_find(const struct queues *q, struct str name)
{
	for (size_t i = 0; i < q->n; i++)
		if (str_ieq(str_of(q->v[i].name), name))
			return &q->v[i];
	return NULL;
}
