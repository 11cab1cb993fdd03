/* SPDX-License-Identifier: ISC */
/* From the outbox to the server, and its answers as items. */
#include "ari/requests.h"

#include <poll.h>

#include "ari/exchange.h"
#include "ari/reader.h"
#include "ari/trace.h"
#include "session/http_setup.h"
#include "session/inbox.h"
#include "session/outbox.h"

struct requests {
	const struct session_setup *setup;
	struct inbox inbox;
	struct backlog backlog;
	struct exchange exchange;
	struct ari_reader *reader;
	struct buf place;  /* the URL of ARI, for error texts */
	struct buf target; /* path and query of the request, as its trace has them; secret */
	bool ready;
	const struct outbox_item *current;
};

static bool
go_on(void *arg)
{
	struct requests *q = arg;

	backlog_fill(&q->backlog, q->setup->outbox);
	return !q->backlog.closing;
}

/* Pass on bytes that are no JSON. */
static int
take_bytes(void *arg, struct str bytes)
{
	struct requests *q = arg;
	const struct item part = {
	    .kind = ITEM_LIST, .request = q->current->request, .text = bytes};

	inbox_add(&q->inbox, &part);
	inbox_publish(&q->inbox);
	return go_on(q) ? 0 : -1;
}

static const struct exchange_ops ops = {.take = take_bytes, .woken = go_on};

/* The login is refused. */
static int
refuse(const struct requests *q, struct err *err)
{
	struct str from = buf_str(&q->setup->secret->from), place = buf_str(&q->place);

	if (from.n)
		return err_set(err, ERR_LOGIN, "login refused by %.*s (401; secret from %.*s)",
		    STR_ARG(place), STR_ARG(from));
	return err_set(err, ERR_LOGIN, "login refused by %.*s (401)", STR_ARG(place));
}

/* Is the answer one of ARI, which says in JSON what became of a request? */
static int
check_answer(const struct requests *q, struct err *err)
{
	const struct exchange *x = &q->exchange;
	struct str place = buf_str(&q->place);

	if (x->status == 401)
		return refuse(q, err);
	if (x->status / 100 == 2 || (x->json && x->status >= 400))
		return 0;
	if (x->status == 404)
		return err_set(err, ERR_CONNECT, "no ARI at %.*s (see enabled and prefix in "
		    "http.conf, enabled in ari.conf, the module res_ari)", STR_ARG(place));
	if (x->status == 407)
		return err_set(err, ERR_CONNECT, "the proxy for %.*s requires a login (HTTP 407)",
		    STR_ARG(place));
	return err_set(err, ERR_FAILED, "%.*s answers with HTTP %ld", STR_ARG(place), x->status);
}

static void
add_end(struct requests *q)
{
	const struct item end = {.kind = ITEM_END, .request = q->current->request};

	inbox_add(&q->inbox, &end);
}

/* The messages of an answer become items. */
static int
take_json(struct requests *q, struct err *err)
{
	const struct exchange *x = &q->exchange;
	bool list = false;
	struct item item = {
	    .kind = ITEM_REPLY, .request = q->current->request, .has_msg = true};

	if (ari_reader_open(
	        q->reader, buf_str(&x->body), ARI_REPLY, (int)x->status, &list, err) < 0)
		return -1;
	item.more = list;
	while (ari_reader_next(q->reader, &item.msg)) {
		inbox_add(&q->inbox, &item);
		item.kind = ITEM_LIST;
		item.more = false;
		inbox_publish_big(&q->inbox);
	}
	if (list)
		add_end(q);
	return 0;
}

static int
take_answer(struct requests *q, struct err *err)
{
	const struct exchange *x = &q->exchange;

	trace_answer(&q->inbox, buf_str(&q->target), (int)x->status, buf_str(&x->reason),
	    buf_str(&x->body));
	if (check_answer(q, err) < 0)
		return -1;
	if (x->json)
		return take_json(q, err);
	add_end(q);
	return 0;
}

/* Get ready for the first request: what is missing is the error of each. */
static int
get_ready(struct requests *q, struct err *err)
{
	if (q->ready)
		return 0;
	exchange_close(&q->exchange);
	if (!q->reader)
		q->reader = ari_reader_new(err);
	if (!q->reader || exchange_open(&q->exchange, q->setup, err) < 0)
		return -1;
	q->ready = true;
	return 0;
}

/* Shown now, not with the answer: what hangs is seen. */
static void
trace(struct requests *q, const struct path_parts *parts)
{
	struct buf method = BUF_INIT(BUF_MAX_LINE);

	buf_adds(&method, parts->method);
	buf_reset(&q->target);
	buf_addf(&q->target, "/%s", q->setup->endpoint.path ? q->setup->endpoint.path : "");
	buf_adds(&q->target, parts->target);
	trace_request(&q->inbox, buf_z(&method), buf_str(&q->target), parts->body);
	buf_clear(&method);
	if (q->setup->trace)
		inbox_publish(&q->inbox);
}

static void
run_one(struct requests *q, struct outbox_item *o)
{
	struct path_parts parts;
	struct err err = {0};

	q->current = o;
	path_read(buf_str(&o->wire), &parts);
	trace(q, &parts);
	if (get_ready(q, &err) < 0 ||
	    exchange_run(&q->exchange, &parts, o->timeout, queue_fd(q->setup->outbox), &ops, q,
	        &err) < 0 ||
	    take_answer(q, &err) < 0)
		inbox_add_lost(&q->inbox, o->request, &err);
	outbox_item_free(o);
	inbox_publish(&q->inbox);
}

static void
wait_for_more(struct requests *q)
{
	struct pollfd ready = {.fd = queue_fd(q->setup->outbox), .events = POLLIN};

	poll(&ready, 1, clock_poll_timeout(inbox_deadline(&q->inbox)));
	inbox_publish(&q->inbox);
}

void
ari_requests_run(const struct session_setup *setup)
{
	struct requests q = {.setup = setup, .place = BUF_INIT(BUF_MAX_LINE)};

	buf_init_secret(&q.target, 2 * BUF_MAX_LINE);
	http_place(&q.place, &setup->endpoint, NULL);
	inbox_init(&q.inbox, setup);
	backlog_init(&q.backlog);
	while (go_on(&q)) {
		if (backlog_first(&q.backlog))
			run_one(&q, backlog_take(&q.backlog));
		else
			wait_for_more(&q);
	}
	backlog_drop(&q.backlog);
	exchange_close(&q.exchange);
	ari_reader_free(q.reader);
	inbox_clear(&q.inbox);
	buf_clear(&q.place);
	buf_clear(&q.target);
}
