/* SPDX-License-Identifier: ISC */
/*
 * Actions over HTTP: one at a time, each answer complete in one body. An action is sent again only
 * when the server says that it has forgotten the session, and thus has not run it.
 */
#include "ami/action.h"
#include "ami/catalog.h"
#include "session/http_form.h"
#include "session/http_impl.h"

#define DEAD_AFTER 30000 /* ms without an answer to a keepalive Ping */

static bool
is_action(const struct outbox_item *o, struct str name)
{
	return o && str_ieq(buf_str(&o->name), name);
}

/* With digest, actions about events must go to the session that the events come from. */
static struct http_post *
post_for(const struct http *h, const struct outbox_item *o)
{
	const struct action_facts *facts = catalog_action(buf_str(&o->name));
	bool about_events = facts && facts->about_events;

	return h->setup->endpoint.http.digest && about_events ? h->events : h->actions;
}

bool
http_wants_events_post(const struct http *h)
{
	const struct outbox_item *o = backlog_first(&h->backlog);

	return o && !h->over && post_for(h, o) == h->events;
}

/* Send the current action. In XML the lines of a command's output that have a colon would be lost,
 * which become attributes of their own (main/manager.c, xml_translate()). */
static void
post_current(struct http *h)
{
	const struct outbox_item *o = h->current;

	msec timeout = o ? o->timeout : DEAD_AFTER;

	if (is_action(o, STR("Command")))
		http_post_start_raw(h->over, buf_str(&h->form), buf_str(&h->cookie), timeout);
	else
		http_post_start(h->over, buf_str(&h->form), buf_str(&h->cookie), timeout);
	h->moved = clock_now();
}

/* Begin an action that is on the list of those that wait for an answer. */
static int
begin_current(struct http *h)
{
	const struct outbox_item *o = h->current;
	const struct item begun = {.kind = ITEM_BEGUN, .request = o->request};

	if (is_action(o, STR("WaitEvent")))
		return err_set(&h->err, ERR_USAGE,
		    "WaitEvent is used to read events over HTTP: use tail or wait");
	buf_reset(&h->form);
	if (http_form(&h->form, buf_str(&o->wire), &h->err) < 0)
		return -1;
	inbox_add(&h->inbox, &begun);
	inbox_trace(&h->inbox, ITEM_SENT, buf_str(&o->wire));
	h->over = post_for(h, o);
	h->repeated = false;
	post_current(h);
	return 0;
}

/* The current action has ended. */
static void
forget_current(struct http *h)
{
	outbox_item_free(h->current);
	h->current = NULL;
	h->over = NULL;
	h->moved = clock_now();
	h->in_a_row = backlog_first(&h->backlog) != NULL;
}

/* When a Ping of our own is due. If WaitEvent is used, that keeps the session alive. */
msec
http_action_deadline(const struct http *h)
{
	msec ping = h->setup->ping;

	if (h->over || ping == CLOCK_NEVER || (h->listens && !h->setup->endpoint.http.digest))
		return CLOCK_NEVER;
	if (h->max_age > 0 && h->max_age * 500 < ping)
		ping = h->max_age * 500;
	return h->moved + ping;
}

static void
keep_alive(struct http *h)
{
	struct buf id = BUF_INIT(ACTION_MAX_LINE);

	if (clock_now() < http_action_deadline(h))
		return;
	http_own_form(h, "Ping", (char *)NULL);
	http_own_id(h, &id);
	pending_add(h->pending, 0, STR("Ping"), buf_str(&id), clock_now(), CLOCK_NEVER, true);
	buf_clear(&id);
	h->over = h->actions;
	h->repeated = false;
	post_current(h);
}

/* A user who waits for an answer before the next action may rely on the order of events. */
static bool
wants_to_catch_up(const struct http *h, const struct outbox_item *o)
{
	return h->listens ? !h->in_a_row : is_action(o, STR("Events"));
}

/* The events before the action could not be read. */
static int
say_not_sent(struct http *h)
{
	return err_set(&h->err, ERR_TIMEOUT,
	    "not sent: the server did not answer WaitEvent within %g s",
	    (double)h->current->timeout / 1000);
}

int
http_next_action(struct http *h)
{
	const struct outbox_item *o;

	while (!h->over && (o = backlog_first(&h->backlog))) {
		if (post_for(h, o)->busy || post_for(h, o)->done)
			return 0;
		int late = wants_to_catch_up(h, o) ? http_catch_up(h) : 0;
		if (late < 0)
			return -1;
		h->current = backlog_take(&h->backlog);
		o = h->current;
		pending_add(h->pending, o->request, buf_str(&o->name), buf_str(&o->id), clock_now(),
		    CLOCK_NEVER, false);
		if (late ? say_not_sent(h) : begin_current(h)) {
			pending_lose(h->pending, &h->err);
			forget_current(h);
		}
	}
	keep_alive(h);
	return 0;
}

/* Take the mask from the answer to an Events action. */
static void
note_mask(struct http *h, const struct msg *m)
{
	struct str state;

	if (is_action(h->current, STR("Events")) && msg_is(m, MSG_RESPONSE, STR("Success")) &&
	    msg_find(m, STR("Events"), &state))
		http_note_mask(h, action_value(buf_str(&h->current->wire), STR("EventMask")),
		    str_ieq(state, STR("On")));
}

/* The messages of an answer become items; nothing more comes after them. */
static int
take_answer(struct http *h, const struct http_post *p)
{
	bool goodbye = false;
	struct err err = {0};
	struct msg m;

	http_body_open(h->body, buf_str(&p->answer), p->mxml, HTTP_REPLY, &err);
	http_say_odd(h);
	while (http_body_next(h->body, &m, &err) == 1) {
		note_mask(h, &m);
		goodbye |= msg_is(&m, MSG_RESPONSE, STR("Goodbye"));
		pending_feed(h->pending, &m, clock_now());
		inbox_publish_big(&h->inbox);
	}
	if (err.kind)
		pending_lose(h->pending, &err);
	pending_whole(h->pending);
	if (goodbye)
		return err_set(&h->err, ERR_LOST, "the server closed the session");
	return 0;
}

/* The server has forgotten us, and has not run the action: send it again after a login. */
static int
repeat(struct http *h, struct http_post *p)
{
	struct buf form;

	if (h->repeated)
		return err_set(&h->err, ERR_LOST, "the HTTP session ended right after the login");
	buf_init_secret(&form, HTTP_FORM_MAX + 1);
	buf_adds(&form, buf_str(&p->form));
	int failed = http_log_in_again(h, p);
	buf_reset(&h->form);
	buf_adds(&h->form, buf_str(&form));
	buf_clear(&form);
	if (failed)
		return -1;
	h->repeated = true;
	post_current(h);
	return 0;
}

/* The part of an answer that came before it broke off. */
static void
take_part(struct http *h, const struct http_post *p)
{
	struct err ignored;
	struct msg m;

	http_body_open(h->body, buf_str(&p->answer), p->mxml, HTTP_PART, &ignored);
	while (http_body_next(h->body, &m, &ignored) == 1)
		pending_feed(h->pending, &m, clock_now());
	if (http_body_begun(h->body, &m))
		pending_part(h->pending, &m);
}

/* There was no answer to an action, or only a part: if it is too late or too big, only the action
 * ends. */
static int
lose_current(struct http *h, const struct http_post *p)
{
	if (!h->current || (h->err.kind != ERR_TIMEOUT && h->err.kind != ERR_USAGE))
		return -1;
	if (h->err.kind == ERR_TIMEOUT)
		err_set(&h->err, ERR_TIMEOUT,
		    p->answer.n ? "the answer broke off: nothing more within %g s"
		                : "no reply within %g s",
		    (double)h->current->timeout / 1000);
	if (h->err.kind == ERR_TIMEOUT)
		take_part(h, p);
	pending_lose(h->pending, &h->err);
	return 0;
}

int
http_end_action(struct http *h)
{
	struct http_post *p = h->over;
	int failed;

	if (!p || !p->done)
		return 0;
	if (http_has_expired(h, p))
		return repeat(h, p);
	p->done = false;
	if (http_check_answer(h, p) < 0)
		failed = lose_current(h, p);
	else
		failed = take_answer(h, p);
	forget_current(h);
	return failed;
}
