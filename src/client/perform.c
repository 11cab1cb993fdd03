/* SPDX-License-Identifier: ISC */
/* Runs an action: prints its answer as it comes, and returns its failure as an error. */
#include "client/perform.h"

#include <stdlib.h>

#include "ami/action.h"
#include "ami/list_end.h"
#include "base/mem.h"
#include "base/out.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/display.h"
#include "client/jobs.h"
#include "client/loop.h"
#include "client/near_names.h"
#include "client/request.h"
#include "client/send.h"
#include "lang/settings.h"
#include "session/item.h"

/* The answer of an action, printed as it comes. */
struct answer {
	const struct action_watch *watch; /* who is told of the action; NULL: nobody */
	size_t watched;                   /* by this number */
	size_t items;
	struct asked asked;
};

/* Waits for one answer and passes it on. */
struct taker {
	struct waiter waiter;
	void (*take)(void *arg, const struct item *item);
	void *arg;
	struct str action;
	struct err *err;
};

/* The error of an answer of ARI with a status from 400 on. */
static void
ari_error(struct str request, const struct msg *m, struct str text, struct err *err)
{
	struct str status = msg_get(m, STR("_status"));
	const char *why = str_eq(text, STR("Write access denied")) ?
	    " (the account has read_only = yes in ari.conf)" : "";

	if (text.n)
		err_set(err, ERR_FAILED, "%.*s: %.*s (%.*s)%s", STR_ARG(request), STR_ARG(text),
		    STR_ARG(status), why);
	else
		err_set(err, ERR_FAILED, "%.*s: the server answers with HTTP %.*s without a reason",
		    STR_ARG(request), STR_ARG(status));
}

/* The error of a reply that says Error. */
static void
reply_error(struct str action, const struct msg *m, struct err *err)
{
	struct str text = str_trim(msg_get(m, STR("Message")));
	struct buf rights = BUF_INIT(BUF_MAX_LINE);

	if (m->json) {
		ari_error(action, m, text.n ? text : str_trim(msg_get(m, STR("error"))), err);
		buf_clear(&rights);
		return;
	}
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

/* The list is complete. A field that no item had is probably misspelt. */
static void
close_list(struct request *r, const struct msg *last)
{
	struct buf names = BUF_INIT(BUF_MAX_LINE);

	render_list_close(r->render, last, &r->out);
	if (render_unseen_fields(r->render, &names)) {
		near_names_in(&names, r->last, buf_str(&names));
		buf_addf(&r->note, "%sno item of the list has %s", r->note.n ? "; " : "",
		    buf_z(&names));
	}
	buf_clear(&names);
}

/* Is what was to be removed not there any more? Then that is only remarked on. */
static bool
is_gone(struct request *r, const struct msg *m)
{
	const struct answer *c = r->owner;
	struct err why = {0};

	if (!c->asked.removes || !str_eq(msg_get(m, STR("_status")), STR("404")))
		return false;
	reply_error(str_of(r->action), m, &why);
	buf_addf(&r->note, "%s: it was gone already", why.text);
	return true;
}

static void
take_reply(struct request *r, const struct item *item)
{
	struct answer *c = r->owner;
	bool error = msg_is_error(&item->msg), gone = error && is_gone(r, &item->msg);

	request_reply(r, &item->msg);
	if (error && !gone)
		reply_error(str_of(r->action), &item->msg, &r->err);
	if (c->watch)
		c->watch->replied(r->client->jobs->watch_arg, c->watched, error);
	if (r->list) {
		close_list(r, NULL);
	} else if (item->more) {
		r->list = true;
		render_list_open(r->render, &item->msg, &r->out);
	} else if (!error || shows_errors(r->client, &item->msg)) {
		render_reply(r->render, &item->msg, &r->out);
		r->err.told = error && !gone;
	}
}

/* Bytes that are no messages. A person's terminal is no place for them. */
static void
take_bytes(struct request *r, struct str bytes)
{
	if (out_is_terminal() && !r->client->display->plain) {
		if (r->err.kind == ERR_NONE)
			err_set(&r->err, ERR_USAGE, "%s: the answer is no text: send it to a file, "
			    "as with > FILE", r->action);
		return;
	}
	r->prompt = true;
	buf_adds(&r->out, bytes);
}

/* An item of a list. Raw lines have no Response before them, and are not a table; nor is the part
 * of a reply that broke off. */
static void
take_list_item(struct request *r, const struct item *item)
{
	struct answer *c = r->owner;

	if (!item->has_msg) {
		take_bytes(r, item->text);
		return;
	}
	if (item->msg.kind != MSG_EVENT) {
		render_reply(r->render, &item->msg, &r->out);
		return;
	}
	if (!r->list) {
		r->list = true;
		render_list_open(r->render, NULL, &r->out);
	}
	c->items++;
	if (!render_keeps(r->render, &item->msg))
		return;
	request_reply(r, &item->msg);
	render_list_item(r->render, &item->msg, &r->out);
}

/* Report when the list does not match its end, or was cancelled. */
static void
check_list(struct request *r, const struct msg *last)
{
	const struct answer *c = r->owner;
	size_t n;

	if (list_end_is_cancelled(last))
		err_set(&r->err, ERR_FAILED,
		    "%s: the server cancelled the list after %zu item%s", r->action, c->items,
		    c->items == 1 ? "" : "s");
	else if (list_end_count(str_of(r->action), last, &n) && n != c->items)
		buf_addf(&r->note, "%s: the server announced %zu items, but sent %zu",
		    r->action, n, c->items);
}

/* The end of a cancelled list says that it failed: for programs, it is not left out. */
static void
tell_cancelled(struct request *r, const struct msg *last)
{
	const struct settings *set = r->client->settings;

	if (format_has(set->format, FORMAT_WHOLE) && !format_has(set->format, FORMAT_VERBATIM) &&
	    !set->envelope)
		render_reply(r->render, last, &r->out);
	r->err.told = true;
}

/* The answer is complete, or never will be. */
static void
take_end(struct request *r, const struct item *item)
{
	if (item->has_msg)
		check_list(r, &item->msg);
	if (r->list)
		close_list(r, item->has_msg ? &item->msg : NULL);
	if (item->has_msg && list_end_is_cancelled(&item->msg))
		tell_cancelled(r, &item->msg);
	if (item->kind == ITEM_LOST)
		err_set(&r->err, item->error, "%s: %.*s", r->action, STR_ARG(item->text));
}

static void
take_item(struct request *r, const struct item *item)
{
	switch (item->kind) {
	case ITEM_REPLY:
		take_reply(r, item);
		break;
	case ITEM_LIST:
		take_list_item(r, item);
		break;
	default:
		take_end(r, item);
	}
	if (buf_full(&r->out) && r->err.kind == ERR_NONE)
		err_set(&r->err, ERR_FAILED, "%s: the answer is too long to print: it is truncated",
		    r->action);
	if (r->waiter.done)
		request_settle(r);
}

static void
free_answer(struct request *r)
{
	struct answer *c = r->owner;

	if (c->watch)
		c->watch->dropped(r->client->jobs->watch_arg, c->watched);
	loop_abandon(r->client->loop, &r->client->connection->ari, &r->waiter);
	free(c);
}

static void
stop_answer(struct request *r, struct err *err)
{
	const struct answer *c = r->owner;

	if (c->asked.changes)
		err_set(err, err->kind, "%s: interrupted: it may have been done", r->action);
}

static const struct request_ops answer_ops = {.item = take_item, .free = free_answer};

/* What a source is asked that does nothing but answer. */
static const struct request_ops asked_ops = {
    .item = take_item, .stopped = stop_answer, .free = free_answer};

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

/* Tell the watcher of such actions that one is sent. */
static void
begin_watch(struct answer *c, const struct jobs *jobs, const struct action *a)
{
	if (!jobs->watch || !str_ieq(buf_str(&a->name), str_of(jobs->watch->action)))
		return;
	c->watch = jobs->watch;
	c->watched = c->watch->sent(jobs->watch_arg, buf_str(&a->wire));
}

int
perform(struct client *client, struct action *a, struct err *err)
{
	bool ready = false;

	if (send_prepare(client, a, &ready, err) < 0 || !ready)
		return err->kind != ERR_NONE ? -1 : 0;
	struct answer *c = mem_alloc(sizeof(*c));
	struct request *r = request_new(client, buf_str(&a->name), &answer_ops, c);
	r->waiter.parts = true;
	begin_watch(c, client->jobs, a);
	request_send(r, a);
	return jobs_run(client, r, err);
}

struct request *
perform_request(struct client *client, struct str name, const struct asked *asked)
{
	struct answer *c = mem_alloc(sizeof(*c));

	c->asked = *asked;
	return request_new(client, name, &asked_ops, c);
}

int
perform_named(struct client *client, const char *name, const struct header *headers, size_t n,
    struct err *err)
{
	struct action a;
	int failed = send_make(client, &a, name, headers, n, err);

	if (!failed)
		failed = perform(client, &a, err);
	action_clear(&a);
	return failed;
}

int
perform_quietly(struct client *client, const char *name, const struct header *headers, size_t n,
    void (*take)(void *arg, const struct item *item), void *arg, struct err *err)
{
	struct taker t = {.take = take, .arg = arg, .action = str_of(name), .err = err};
	struct err stopped = {0};

	if (!client->connection->online)
		return connection_refuse(client->connection, err);
	t.waiter = (struct waiter){.take = hand_on, .owner = &t};
	if (send_named(client, name, headers, n, &t.waiter, err) < 0)
		return -1;
	err_clear(err);
	if (loop_wait_for(client->loop, &t.waiter, &stopped) < 0)
		*err = stopped;
	return err->kind != ERR_NONE ? -1 : 0;
}
