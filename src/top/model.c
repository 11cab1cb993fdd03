/* SPDX-License-Identifier: ISC */
/* Gives each message to the rows that it is about. */
#include "top/model.h"

#include <stdlib.h>

#include "base/mem.h"
#include "state/channels.h"
#include "top/call_rows.h"
#include "top/endpoint_rows.h"
#include "top/queue_rows.h"

#define LATEST 1e10 /* seconds since 1970: no clock is as late */

struct model {
	struct call_rows *calls;
	struct queue_rows *queues;
	struct endpoint_rows *endpoints;
	uint64_t ids; /* of rows, how many there were */
};

static void
count_channel(void *arg, struct str endpoint, int change)
{
	const struct model *m = arg;

	endpoint_rows_count(m->endpoints, endpoint, change);
}

struct model *
model_new(struct board *board, size_t server)
{
	struct model *m = mem_alloc(sizeof(*m));

	m->endpoints = endpoint_rows_new(board, server, &m->ids);
	m->calls = call_rows_new(board, server, &m->ids, count_channel, m);
	m->queues = queue_rows_new(board, server, &m->ids);
	return m;
}

void
model_free(struct model *m)
{
	if (!m)
		return;
	call_rows_free(m->calls);
	queue_rows_free(m->queues);
	endpoint_rows_free(m->endpoints);
	free(m);
}

void
model_take(struct model *m, const struct msg *event, msec now)
{
	if (endpoint_rows_take(m->endpoints, event, now))
		return;
	queue_rows_take(m->queues, event, now);
	call_rows_take(m->calls, event, now);
}

static struct str
technology_of(enum model_list list)
{
	return str_of(list == MODEL_SIP ? "SIP" : list == MODEL_IAX ? "IAX2" : "PJSIP");
}

void
model_list_begin(struct model *m, enum model_list list)
{
	switch (list) {
	case MODEL_CHANNELS:
		call_rows_list_begin(m->calls);
		break;
	case MODEL_QUEUES:
		queue_rows_list_begin(m->queues);
		break;
	case MODEL_ENDPOINTS:
	case MODEL_SIP:
	case MODEL_IAX:
		endpoint_rows_list_begin(m->endpoints, technology_of(list));
		break;
	default:
		break;
	}
}

/* The answer to Ping has the server's clock. */
static void
take_clock(struct model *m, const struct msg *msg, msec now)
{
	double seconds = str_double(msg_get(msg, STR("Timestamp")));

	if (seconds > 0 && seconds < LATEST)
		queue_rows_clock(m->queues, seconds, now);
}

void
model_list_take(struct model *m, enum model_list list, const struct msg *msg, msec now)
{
	switch (list) {
	case MODEL_CLOCK:
		take_clock(m, msg, now);
		break;
	case MODEL_CHANNELS:
		call_rows_list_item(m->calls, msg, now);
		break;
	case MODEL_QUEUES:
		queue_rows_list_item(m->queues, msg, now);
		break;
	case MODEL_CONTACTS:
		endpoint_rows_contact(m->endpoints, msg);
		break;
	case MODEL_CONSOLE:
		endpoint_rows_console(m->endpoints, msg);
		break;
	default:
		endpoint_rows_list_item(m->endpoints, technology_of(list), msg);
	}
}

void
model_list_end(struct model *m, enum model_list list)
{
	switch (list) {
	case MODEL_CHANNELS:
		call_rows_list_end(m->calls);
		break;
	case MODEL_QUEUES:
		queue_rows_list_end(m->queues);
		break;
	case MODEL_ENDPOINTS:
	case MODEL_SIP:
	case MODEL_IAX:
		endpoint_rows_list_end(m->endpoints, technology_of(list));
		break;
	default:
		break;
	}
}

bool
model_stale(const struct model *m)
{
	return call_rows_stale(m->calls) || queue_rows_stale(m->queues) ||
	    endpoint_rows_stale(m->endpoints);
}

void
model_settle(struct model *m, msec now)
{
	call_rows_settle(m->calls, now);
	queue_rows_settle(m->queues);
	endpoint_rows_settle(m->endpoints);
}

struct row_target
model_target(const struct model *m, const struct row *row)
{
	struct row_target target = {0};

	if (row->kind == TOP_CALLER || row->kind == TOP_MEMBER)
		return queue_rows_target(m->queues, row->id);
	const struct channel *channel =
	    row->kind == TOP_CALL ? call_rows_channel(m->calls, row->id) : NULL;
	if (channel)
		target.channel = channel_text(channel, CHANNEL_NAME);
	return target;
}

const struct channels *
model_channels(const struct model *m)
{
	return call_rows_channels(m->calls);
}
