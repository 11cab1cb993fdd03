/* SPDX-License-Identifier: ISC */
/* A session as a source of the loop's, and questions to it. */
#include "checkup/contact.h"

#include "base/text.h"
#include "client/client.h"
#include "client/connect.h"
#include "client/recorder.h"
#include "client/send.h"
#include "conf/target.h"
#include "lang/args.h"
#include "session/session.h"

/* FullyBooted follows every login, whatever the account may read (main/manager.c,
 * action_login()). */
static void
take_event(struct contact *c, const struct msg *m)
{
	if (msg_is(m, MSG_EVENT, STR("FullyBooted")) || c->events++)
		return;
	text_escape(&c->event, msg_title(m));
	buf_addz(&c->event, " (");
	text_escape(&c->event, msg_get(m, STR("Privilege")));
	buf_addc(&c->event, ')');
}

static void
take_offline(struct contact *c, const struct item *item)
{
	c->online = false;
	err_set(&c->err, item->error, "%.*s", STR_ARG(item->text));
	loop_lose(c->client->loop, c->source.session, item);
}

static bool
take(void *arg, const struct item *item)
{
	struct contact *c = arg;

	switch (item->kind) {
	case ITEM_STAGE:
		c->stages->take(c->stages->arg, item->stage, item->state, item->text);
		break;
	case ITEM_ASKS:
		c->asks = true;
		break;
	case ITEM_ONLINE:
		c->online = true;
		break;
	case ITEM_OFFLINE:
		take_offline(c, item);
		break;
	case ITEM_EVENT:
		take_event(c, &item->msg);
		break;
	case ITEM_REPLY:
	case ITEM_LIST:
	case ITEM_END:
	case ITEM_LOST:
		loop_answer(c->client->loop, c->source.session, item);
		break;
	case ITEM_SENT:
	case ITEM_HEARD:
		record_overhear(c->client, item->kind == ITEM_SENT ? TO_SERVER : FROM_SERVER,
		    item->text);
		break;
	default:
		break;
	}
	return item->kind == ITEM_ONLINE || item->kind == ITEM_OFFLINE || item->kind == ITEM_ASKS;
}

static bool
is_settled(void *arg)
{
	const struct contact *c = arg;

	return c->online || c->asks || c->err.kind != ERR_NONE;
}

/* The server has answered: give it the secret. */
static int
give_secret(struct contact *c, struct err *err)
{
	c->asks = false;
	if (connect_secret(c->target, err) < 0)
		return -1;
	session_secret(c->source.session, buf_str(&c->target->secret),
	    buf_str(&c->target->secret_from));
	return 0;
}

static int
settle(struct contact *c, struct err *err)
{
	int failed;

	do {
		failed = loop_until(c->client->loop, is_settled, c, -1, CLOCK_NEVER, err);
	} while (!failed && c->asks && (failed = give_secret(c, err)) == 0);
	if (failed || c->online)
		return failed;
	*err = c->err;
	return -1;
}

int
contact_begin(struct contact *c, struct client *client, struct target *t, const char *events,
    const struct stages *stages, struct err *err)
{
	struct session_options options;

	*c = (struct contact){
	    .client = client,
	    .target = t,
	    .stages = stages,
	    .event = BUF_INIT(BUF_MAX_LINE),
	};
	connect_options(client, t, &options);
	options.events = str_of(events);
	options.stages = true;
	c->source = (struct loop_source){session_new(&options), take, c};
	loop_attach(client->loop, &c->source);
	return settle(c, err);
}

void
contact_end(struct contact *c)
{
	loop_end(c->client->loop, &c->source);
	buf_clear(&c->event);
}

struct asking {
	void (*take)(void *arg, const struct msg *m);
	void *arg;
	struct err lost;
};

static void
take_answer(struct waiter *w, const struct item *item)
{
	struct asking *a = w->owner;

	if (item->kind == ITEM_LOST)
		err_set(&a->lost, item->error, "%.*s", STR_ARG(item->text));
	else if (item->kind == ITEM_REPLY)
		a->take(a->arg, &item->msg);
}

int
contact_ask(struct contact *c, const char *action, const struct header *header,
    void (*take_reply)(void *arg, const struct msg *m), void *arg, struct err *err)
{
	struct asking asking = {.take = take_reply, .arg = arg};
	struct waiter w = {.take = take_answer, .owner = &asking};

	if (send_to(c->client, c->source.session, action, header, header ? 1 : 0, &w, err) < 0)
		return -1;
	int failed = loop_wait_for(c->client->loop, &w, err);
	if (failed || asking.lost.kind == ERR_NONE)
		return failed;
	*err = asking.lost;
	return -1;
}

static bool
has_heard(void *arg)
{
	const struct contact *c = arg;

	return c->events > 0 || !c->online;
}

int
contact_hear(struct contact *c, msec wait, struct err *err)
{
	if (loop_until(c->client->loop, has_heard, c, -1, clock_now() + wait, err) < 0)
		return -1;
	if (!c->online)
		*err = c->err;
	return c->online ? 0 : -1;
}
