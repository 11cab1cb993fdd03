/* SPDX-License-Identifier: ISC */
/* The loop of a session over HTTP: takes answers, begins actions and WaitEvent. */
#include "session/http.h"

#include <stdarg.h>

#include "session/http_error.h"
#include "session/http_form.h"
#include "session/http_impl.h"
#include "session/http_setup.h"

#define ANSWER_WAITS 500 /* ms that an answer may wait for something of our own */

void
http_own_id(const struct http *h, struct buf *id)
{
	buf_adds(id, buf_str(&h->setup->id_prefix));
	buf_addf(id, "h%u", h->own_ids);
}

struct str
http_own_form(struct http *h, const char *action, ...)
{
	const char *name;
	va_list ap;

	buf_reset(&h->form);
	buf_addf(&h->form, "Action=%s&ActionID=", action);
	h->own_ids++;
	http_own_id(h, &h->form);
	va_start(ap, action);
	while ((name = va_arg(ap, const char *))) {
		const char *value = va_arg(ap, const char *);
		buf_addf(&h->form, "&%s=%s", name, value);
	}
	va_end(ap);
	return buf_str(&h->form);
}

int
http_await(struct http *h, const struct http_post *p)
{
	struct queue *outbox = h->setup->outbox;

	while (!p->done) {
		http_client_drive(&h->client, queue_fd(outbox), CLOCK_NEVER);
		backlog_fill(&h->backlog, outbox);
		if (h->backlog.closing)
			return err_set(&h->err, ERR_INTERRUPTED, "closed");
	}
	return 0;
}

/* How long a request of our own may delay a waiting action, or its answer. */
static msec
longest_hold_up(const struct http *h)
{
	const struct outbox_item *o = backlog_first(&h->backlog);

	if (o)
		return o->timeout;
	return h->over && h->over->done ? ANSWER_WAITS : CLOCK_NEVER;
}

int
http_await_shortly(struct http *h, struct http_post *p)
{
	struct queue *outbox = h->setup->outbox;
	msec longest = CLOCK_NEVER, until = CLOCK_NEVER;

	while (!p->done) {
		if (longest == CLOCK_NEVER)
			longest = longest_hold_up(h);
		if (until == CLOCK_NEVER && longest < CLOCK_NEVER - clock_now())
			until = clock_now() + longest;
		http_client_drive(&h->client, queue_fd(outbox), until);
		backlog_fill(&h->backlog, outbox);
		if (h->backlog.closing)
			return err_set(&h->err, ERR_INTERRUPTED, "closed");
		if (!p->done && clock_now() >= until)
			http_post_expire(p, longest);
	}
	return 0;
}

int
http_check_answer(struct http *h, const struct http_post *p)
{
	if (p->err.kind) {
		h->err = p->err;
		return -1;
	}
	return p->status == 200 ? 0 : http_status_error(&h->err, p->status, buf_z(&h->url));
}

/* Until when to sleep. */
static msec
wake_time(const struct http *h)
{
	msec all[] = {
	    http_action_deadline(h),
	    http_poll_deadline(h),
	    inbox_deadline(&h->inbox),
	};
	msec first = CLOCK_NEVER;

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (all[i] < first)
			first = all[i];
	return first;
}

/* The time after the login, until an error or the owner ends it. */
static int
serve(struct http *h)
{
	struct queue *outbox = h->setup->outbox;

	while (!h->backlog.closing) {
		if (http_end_action(h) < 0 || http_end_poll(h) < 0 || http_next_action(h) < 0)
			return -1;
		inbox_publish(&h->inbox); /* the next may take its time */
		if (http_next_poll(h) < 0)
			return -1;
		inbox_publish(&h->inbox);
		http_client_drive(&h->client, queue_fd(outbox), wake_time(h));
		backlog_fill(&h->backlog, outbox);
	}
	return 0;
}

static void
begin(void *arg)
{
	struct http *h = arg;
	struct pending_sink sink = {.take = inbox_add_verdict, .arg = &h->inbox};

	h->pending = pending_new(sink);
	h->actions = &h->client.posts[0];
	h->events = &h->client.posts[1];
	h->over = NULL;
	h->in_a_row = false;
	h->overtaken = false;
	h->moved = clock_now();
	h->max_age = 0;
	h->poll_after = h->poll_pause = 0;
	h->poll_failures = 0;
	h->odd = 0;
	buf_reset(&h->cookie);
	buf_reset(&h->challenge);
}

static void
end(void *arg)
{
	struct http *h = arg;

	http_client_close(&h->client);
	http_body_free(h->body);
	pending_free(h->pending);
	outbox_item_free(h->current);
	h->body = NULL;
	h->current = NULL;
}

/* From the first request to the end; *online: the login was accepted. */
static int
live(struct http *h, bool *online)
{
	const struct item logged_in = {.kind = ITEM_ONLINE};

	if (http_client_open(&h->client, h->setup,
	        h->setup->stages ? &h->stages : NULL, &h->err) < 0)
		return -1;
	h->body = http_body_new(h->setup->endpoint.http.mxml, &h->err);
	if (!h->body || http_log_in(h) < 0)
		return -1;
	*online = true;
	inbox_add(&h->inbox, &logged_in);
	if (serve(h) < 0) {
		h->err.kind = ERR_LOST;
		return h->backlog.closing ? 0 : -1;
	}
	http_log_off(h);
	return 0;
}

/* The same, and tell waiting requests about the end. */
static int
live_and_lose(void *arg, bool *online)
{
	struct http *h = arg;
	int failed = live(h, online);

	if (failed)
		pending_lose(h->pending, &h->err);
	return failed;
}

void
http_run(const struct session_setup *setup)
{
	struct http h = {.setup = setup, .stages = {inbox_stage, &h.inbox}};
	const struct reconnect reconnect = {
	    .inbox = &h.inbox,
	    .backlog = &h.backlog,
	    .err = &h.err,
	    .begin = begin,
	    .live = live_and_lose,
	    .end = end,
	    .arg = &h,
	};

	buf_init(&h.url, BUF_MAX_LINE);
	buf_init_secret(&h.form, BUF_MAX_LINE);
	buf_init_secret(&h.cookie, BUF_MAX_LINE);
	buf_init(&h.mask, BUF_MAX_LINE);
	buf_init(&h.challenge, BUF_MAX_LINE);
	http_url(&h.url, &setup->endpoint, NULL);
	inbox_init(&h.inbox, setup);
	backlog_init(&h.backlog);
	reconnect_run(&reconnect);
	inbox_clear(&h.inbox);
	buf_clear(&h.url);
	buf_clear(&h.form);
	buf_clear(&h.cookie);
	buf_clear(&h.mask);
	buf_clear(&h.challenge);
}
