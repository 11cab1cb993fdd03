/* SPDX-License-Identifier: ISC */
/* One action and its answer: printed as it comes, its outcome returned as an error or none. */
#include "client/request.h"

#include <stdlib.h>

#include "ami/action.h"
#include "ami/catalog.h"
#include "ami/list_end.h"
#include "base/mem.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/display.h"
#include "client/eventlog.h"
#include "client/jobs.h"
#include "client/loop.h"
#include "client/messages.h"
#include "client/send.h"
#include "lang/args.h"
#include "lang/settings.h"
#include "session/item.h"

/* An action whose answer is printed as it comes. */
struct printed {
	struct job job;
	struct waiter waiter;
	struct client *client;
	struct render *render;
	char *action;
	const struct action_watch *watch; /* who is told of it; NULL: nobody */
	size_t watched;                   /* by this number */
	bool list;
	size_t items;
};

/* Waits for one answer and hands it on. */
struct taker {
	struct waiter waiter;
	void (*take)(void *arg, const struct item *item);
	void *arg;
	struct str action;
	struct err *err;
};

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

/* The error of a reply that says Error. */
static void
reply_error(struct str action, const struct msg *m, struct err *err)
{
	struct str text = str_trim(msg_get(m, STR("Message")));
	struct buf rights = BUF_INIT(BUF_MAX_LINE);

	if (msg_is_output(m))
		text = STR("the console command failed");
	if (text.n == 0)
		text = STR("the server refused it without giving a reason");
	request_add_privileges(action, text, &rights);
	err_set(err, ERR_FAILED, "%.*s: %.*s%s", STR_ARG(action), STR_ARG(text), buf_z(&rights));
	buf_clear(&rights);
}

/* Does a format show replies that say Error as well? */
static bool
shows_errors(const struct client *client, const struct msg *m)
{
	struct str output;

	return format_has(client->settings->format, FORMAT_WHOLE) ||
	    msg_find(m, STR("Output"), &output);
}

/* The list is whole. A field that nothing had was probably written wrong. */
static void
close_list(struct printed *c, const struct msg *last)
{
	struct buf names = BUF_INIT(BUF_MAX_LINE);

	render_list_close(c->render, last, &c->job.out);
	if (render_unseen_fields(c->render, &names))
		buf_addf(&c->job.note, "%sno item of the list has %s", c->job.note.n ? "; " : "",
		    buf_z(&names));
	buf_clear(&names);
}

static void
take_reply(struct printed *c, const struct item *item)
{
	bool error = msg_is_error(&item->msg);

	messages_reply(c->client->messages, &item->msg);
	if (error)
		reply_error(str_of(c->action), &item->msg, &c->job.err);
	if (c->watch)
		c->watch->replied(c->client->jobs->watch_arg, c->watched, error);
	if (c->list) {
		close_list(c, NULL);
	} else if (item->more) {
		c->list = true;
		render_list_open(c->render, &item->msg, &c->job.out);
	} else if (!error || shows_errors(c->client, &item->msg)) {
		render_reply(c->render, &item->msg, &c->job.out);
	}
}

/* An item of a list. Raw lines come without a Response before them, and are no table; nor is the
 * part of a reply that broke off. */
static void
take_list_item(struct printed *c, const struct item *item)
{
	if (item->msg.kind != MSG_EVENT) {
		render_reply(c->render, &item->msg, &c->job.out);
		return;
	}
	if (!c->list) {
		c->list = true;
		render_list_open(c->render, &item->msg, &c->job.out);
	}
	c->items++;
	messages_reply(c->client->messages, &item->msg);
	render_list_item(c->render, &item->msg, &c->job.out);
}

/* Say it when the list is not what its end says, or was given up. */
static void
check_list(struct printed *c, const struct msg *last)
{
	size_t n;

	if (list_end_is_cancelled(last))
		err_set(&c->job.err, ERR_FAILED,
		    "%s: the server cancelled the list after %zu item%s", c->action, c->items,
		    c->items == 1 ? "" : "s");
	else if (list_end_count(str_of(c->action), last, &n) && n != c->items)
		buf_addf(&c->job.note, "%s: the server announced %zu items, but sent "
		    "%zu", c->action, n,
		    c->items);
}

/* The answer is whole, or will never be. */
static void
take_end(struct printed *c, const struct item *item)
{
	if (item->has_msg)
		check_list(c, &item->msg);
	if (c->list)
		close_list(c, item->has_msg ? &item->msg : NULL);
	if (item->kind == ITEM_LOST)
		err_set(&c->job.err, item->error, "%s: %.*s", c->action, STR_ARG(item->text));
}

static void
take_item(struct waiter *w, const struct item *item)
{
	struct printed *c = w->owner;

	switch (item->kind) {
	case ITEM_REPLY:
		take_reply(c, item);
		break;
	case ITEM_LIST:
		take_list_item(c, item);
		break;
	default:
		take_end(c, item);
	}
	if (buf_full(&c->job.out) && c->job.err.kind == ERR_NONE)
		err_set(&c->job.err, ERR_FAILED, "%s: the answer is too long to print: it is "
		    "truncated",
		    c->action);
}

static bool
done(const struct job *j)
{
	const struct printed *c = (const struct printed *)(const void *)j;

	return c->waiter.done;
}

static void
clear(struct job *j)
{
	struct printed *c = (struct printed *)(void *)j;

	loop_forget(c->client->loop, &c->waiter);
	if (c->watch)
		c->watch->dropped(c->client->jobs->watch_arg, c->watched);
	render_free(c->render);
	buf_clear(&j->out);
	buf_clear(&j->note);
	free(c->action);
	free(c);
}

static const struct job_ops ops = {.done = done, .clear = clear};

static void
hand_on(struct waiter *w, const struct item *item)
{
	struct taker *t = w->owner;

	if (item->kind == ITEM_LOST)
		err_set(t->err, item->error, "%.*s: %.*s", STR_ARG(t->action),
		    STR_ARG(item->text));
	else if (item->has_msg)
		t->take(t->arg, item);
}

static bool
is_done(void *arg)
{
	const struct waiter *w = arg;

	return w->done;
}

/* Tell whoever watches such actions that one goes out. */
static void
begin_watch(struct printed *c, const struct action *a)
{
	const struct jobs *jobs = c->client->jobs;

	if (!jobs->watch || !str_ieq(buf_str(&a->name), str_of(jobs->watch->action)))
		return;
	c->watch = jobs->watch;
	c->watched = c->watch->sent(jobs->watch_arg, buf_str(&a->wire));
}

int
request_run(struct client *client, struct action *a, struct err *err)
{
	bool ready = false;

	if (send_prepare(client, a, &ready, err) < 0 || !ready)
		return err->kind != ERR_NONE ? -1 : 0;
	struct printed *c = mem_alloc(sizeof(*c));
	c->job = (struct job){.ops = &ops, .out = BUF_INIT(BUF_MAX_TEXT),
	    .note = BUF_INIT(BUF_MAX_LINE)};
	c->waiter = (struct waiter){.take = take_item, .owner = c, .parts = true};
	c->client = client;
	c->render = display_render(client);
	c->action = mem_strndup(buf_str(&a->name));
	begin_watch(c, a);
	eventlog_reset(client->log);
	send_action(client, a, &c->waiter);
	return jobs_run(client, &c->job, err);
}

int
request_action(struct client *client, const char *name, const struct header *headers, size_t n,
    struct err *err)
{
	struct action a;
	int failed = send_begin(client, &a, str_of(name), err);

	for (size_t i = 0; i < n && !failed; i++)
		if (headers[i].value.n)
			failed = action_header(&a, headers[i].name, headers[i].value, err);
	if (!failed)
		failed = request_run(client, &a, err);
	action_clear(&a);
	return failed;
}

int
request_quietly(struct client *client, struct action *a,
    void (*take)(void *arg, const struct item *item), void *arg, struct err *err)
{
	struct taker t = {
	    .take = take, .arg = arg, .action = buf_str(&a->name), .err = err};

	action_end(a);
	if (!client->connection->online)
		return connection_refuse(client->connection, err);
	err_clear(err);
	t.waiter = (struct waiter){.take = hand_on, .owner = &t};
	send_action(client, a, &t.waiter);
	struct err stopped = {0};
	int failed = loop_until(client->loop, is_done, &t.waiter, -1, CLOCK_NEVER, &stopped);
	loop_forget(client->loop, &t.waiter);
	if (failed)
		*err = stopped;
	return err->kind != ERR_NONE ? -1 : 0;
}
