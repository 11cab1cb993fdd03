/* SPDX-License-Identifier: ISC */
/* What all kinds of requests share: resources and their release. */
#include "client/request.h"

#include <stdlib.h>

#include "ami/action.h"
#include "ami/catalog.h"
#include "ami/msg.h"
#include "base/mem.h"
#include "client/client.h"
#include "client/display.h"
#include "client/event_mask.h"
#include "client/eventlog.h"
#include "client/messages.h"
#include "client/send.h"
#include "view/render.h"

static void
take_item(struct waiter *w, const struct item *item)
{
	struct request *r = w->owner;

	r->ops->item(r, item);
}

static bool
take_event(struct listener *l, const struct msg *m, bool suspect)
{
	struct request *r = l->owner;

	return !suspect && r->ops->event(r, m);
}

static void
take_loss(struct listener *l, struct str why)
{
	struct request *r = l->owner;

	r->ops->lost(r, why);
}

static void
take_time(struct timer *t)
{
	struct request *r = t->owner;

	r->ops->timeout(r);
}

struct request *
request_new(struct client *client, struct str action, const struct request_ops *ops, void *owner)
{
	struct request *r = mem_alloc(sizeof(*r));

	*r = (struct request){
	    .ops = ops,
	    .owner = owner,
	    .client = client,
	    .action = mem_strndup(action),
	    .keeper = client->messages->keeper,
	    .render = display_render(client),
	    .out = BUF_INIT(BUF_MAX_TEXT),
	    .note = BUF_INIT(BUF_MAX_TEXT),
	    .waiter = {.take = take_item, .owner = r},
	    .listener = {.event = take_event, .lost = take_loss, .owner = r, .wider = true},
	    .timer = {.fire = take_time, .owner = r},
	};
	return r;
}

void
request_free(struct request *r)
{
	request_settle(r);
	loop_forget(r->client->loop, &r->waiter);
	r->ops->free(r);
	render_free(r->render);
	buf_clear(&r->out);
	buf_clear(&r->note);
	msg_release(r->last);
	free(r->action);
	free(r->id);
	free(r);
}

void
request_lease(struct request *r, struct str class)
{
	r->leases += event_mask_lease(r->client, class);
}

void
request_set_timeout(struct request *r, msec after)
{
	loop_set_timer(r->client->loop, &r->timer, clock_now() + after);
}

void
request_clear_timeout(struct request *r)
{
	loop_clear_timer(r->client->loop, &r->timer);
}

void
request_listen(struct request *r)
{
	loop_listen(r->client->loop, &r->listener);
}

void
request_send(struct request *r, const struct action *a)
{
	if (r->ops->event)
		request_listen(r);
	eventlog_reset(r->client->log);
	r->id = mem_strndup(buf_str(&a->id));
	r->waiter.acts = true;
	send_action(r->client, a, &r->waiter);
}

void
request_settle(struct request *r)
{
	r->done = true;
	if (r->last)
		messages_keep(r->keeper, r->last);
	r->keeper = NULL;
	loop_unlisten(r->client->loop, &r->listener);
	request_clear_timeout(r);
	for (; r->leases; r->leases--)
		event_mask_release(r->client);
}

static void
keep(struct request *r, const struct msg *m, bool is_event)
{
	if (r->client->messages->unread)
		return;
	msg_release(r->last);
	r->last = msg_take(m);
	r->last_is_event = is_event;
}

void
request_reply(struct request *r, const struct msg *m)
{
	keep(r, m, false);
}

void
request_event(struct request *r, const struct msg *m)
{
	keep(r, m, true);
}

void
request_turn(struct request *r)
{
	request_settle(r); /* if it was interrupted it is not yet */
	if (r->last)
		messages_put(r->client->messages, r->last, r->last_is_event);
	r->last = NULL;
}

void
request_add_privileges(struct str action, struct str text, struct buf *out)
{
	const struct action_facts *facts = catalog_action(action);
	struct str rest = str_of(facts ? facts->privileges : ""), one;
	const char *mark = " (it needs write = ";

	if (!rest.n || !str_ieq(text, STR("Permission denied")))
		return;
	for (; rest.n && str_cut(&rest, ',', &one); mark = " or ")
		buf_addf(out, "%s%.*s", mark, STR_ARG(one));
	buf_addz(out, " in manager.conf)");
}

void
request_refused(struct err *err, const char *who, struct str action, const struct msg *m)
{
	struct str text = str_trim(msg_get(m, STR("Message")));
	struct buf rights = BUF_INIT(BUF_MAX_LINE);

	request_add_privileges(action, text, &rights);
	err_set(err, ERR_FAILED, "%s%.*s%s", who, STR_ARG(text), buf_z(&rights));
	buf_clear(&rights);
}
