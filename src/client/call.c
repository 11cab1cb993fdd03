/* SPDX-License-Identifier: ISC */
/* One action and its answer: printed as it comes, its outcome returned as an error or none. */
#include "client/call.h"

#include <stdlib.h>

#include "ami/catalog.h"
#include "ami/list_end.h"
#include "base/mem.h"
#include "base/out.h"
#include "base/redact.h"
#include "base/text.h"
#include "client/pump.h"

/* An action whose answer is printed as it comes. */
struct call {
	struct job job;
	struct waiter waiter;
	struct client *client;
	struct render *render;
	char *action;
	size_t filter; /* the number of a filter that is added; 0: it is none */
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

int
call_begin_as(struct client *client, struct action *a, struct str name, struct str id,
    struct err *err)
{
	return id.n ? action_init(a, name, id, err) : call_begin(client, a, name, err);
}

int
call_begin(struct client *client, struct action *a, struct str name, struct err *err)
{
	struct buf id = BUF_INIT(ACTION_MAX_ID);

	if (client->session)
		session_action_id(client->session, &id);
	int failed = action_init(a, name, buf_str(&id), err);
	buf_clear(&id);
	return failed;
}

void
call_add_privileges(struct str action, struct str text, struct buf *out)
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
call_refused(struct err *err, const char *who, struct str action, const struct msg *m)
{
	struct str text = str_trim(msg_get(m, STR("Message")));
	struct buf rights = BUF_INIT(BUF_MAX_LINE);

	call_add_privileges(action, text, &rights);
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
	call_add_privileges(action, text, &rights);
	err_set(err, ERR_FAILED, "%.*s: %.*s%s", STR_ARG(action), STR_ARG(text), buf_z(&rights));
	buf_clear(&rights);
}

/* Does a format show replies that say Error as well? */
static bool
shows_errors(const struct client *client, const struct msg *m)
{
	struct str output;

	return format_has(client->set.format, FORMAT_WHOLE) ||
	    msg_find(m, STR("Output"), &output);
}

/* The list is whole. A field that nothing had was probably written wrong. */
static void
close_list(struct call *c, const struct msg *last)
{
	struct buf names = BUF_INIT(BUF_MAX_LINE);

	render_list_close(c->render, last, &c->job.out);
	if (render_unseen_fields(c->render, &names))
		buf_addf(&c->job.note, "%sno item of the list has %s", c->job.note.n ? "; " : "",
		    buf_z(&names));
	buf_clear(&names);
}

static void
take_reply(struct call *c, const struct item *item)
{
	bool error = msg_is_error(&item->msg);

	messages_reply(&c->client->messages, &item->msg);
	if (error)
		reply_error(str_of(c->action), &item->msg, &c->job.err);
	if (c->filter && !error)
		eventlog_reset(c->client->log); /* it holds from here on */
	filters_replied(c->client->filters, c->filter, !error);
	if (c->list) {
		close_list(c, NULL);
	} else if (item->more) {
		c->list = true;
		render_list_open(c->render, &item->msg, &c->job.out);
	} else if (!error || shows_errors(c->client, &item->msg)) {
		render_reply(c->render, &item->msg, &c->job.out);
	}
	c->waiter.done = !item->more;
}

/* An item of a list. Raw lines come without a Response before them, and are no table; nor is the
 * part of a reply that broke off. */
static void
take_list_item(struct call *c, const struct item *item)
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
	messages_reply(&c->client->messages, &item->msg);
	render_list_item(c->render, &item->msg, &c->job.out);
}

/* Say it when the list is not what its end says, or was given up. */
static void
check_list(struct call *c, const struct msg *last)
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
take_end(struct call *c, const struct item *item)
{
	if (item->has_msg)
		check_list(c, &item->msg);
	if (c->list)
		close_list(c, item->has_msg ? &item->msg : NULL);
	if (item->kind == ITEM_LOST)
		err_set(&c->job.err, item->error, "%s: %.*s", c->action, STR_ARG(item->text));
	c->waiter.done = true;
}

static void
take_item(struct waiter *w, const struct item *item)
{
	struct call *c = w->owner;

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
call_done(const struct job *j)
{
	const struct call *c = (const struct call *)(const void *)j;

	return c->waiter.done;
}

static void
call_clear(struct job *j)
{
	struct call *c = (struct call *)(void *)j;

	pump_forget(c->client, &c->waiter);
	filters_unknown(c->client->filters, c->filter);
	render_free(c->render);
	buf_clear(&j->out);
	buf_clear(&j->note);
	free(c->action);
	free(c);
}

static const struct job_ops call_ops = {.done = call_done, .clear = call_clear};

static void
hand_on(struct waiter *w, const struct item *item)
{
	struct taker *t = w->owner;

	if (item->kind == ITEM_LOST)
		err_set(t->err, item->error, "%.*s: %.*s", STR_ARG(t->action),
		    STR_ARG(item->text));
	else if (item->has_msg)
		t->take(t->arg, item);
	w->done = item->kind == ITEM_END || item->kind == ITEM_LOST ||
	    (item->kind == ITEM_REPLY && !item->more);
}

static bool
is_done(void *arg)
{
	const struct waiter *w = arg;

	return w->done;
}

/* Print the block instead of sending it. */
static int
print_block(const struct action *a)
{
	struct buf block = BUF_INIT(BUF_MAX_TEXT), shown = BUF_INIT(BUF_MAX_TEXT);
	struct str rest, line;

	redact_blocks(&block, buf_str(&a->wire));
	rest = buf_str(&block);
	while (str_cut(&rest, '\n', &line) && rest.p) {
		line.n -= str_ends(line, STR("\r"));
		if (out_is_terminal())
			text_escape(&shown, line);
		else
			buf_adds(&shown, line);
		buf_addc(&shown, '\n');
	}
	out_write(buf_str(&shown));
	buf_clear(&block);
	buf_clear(&shown);
	return 0;
}

int
call_allowed(const struct client *client, const struct action *a, struct err *err)
{
	if (client->set.read_only && !catalog_is_reporting(buf_str(&a->name)))
		return err_set(err, ERR_USAGE,
		    "%.*s: refused by read-only: it does more than report",
		    STR_ARG(buf_str(&a->name)));
	if (!client->set.dry_run && !client->online)
		return client_refuse(client, err);
	return 0;
}

void
call_send(struct client *client, const struct action *a, struct waiter *w)
{
	w->call = session_send(client->session, a, client->set.timeout);
	pump_await(client, w);
}

int
call_prepare(struct client *client, struct action *a, bool *ready, struct err *err)
{
	action_end(a);
	/* What has come until now came before this action. */
	pump_take(client, PUMP_SLICE);
	if (call_allowed(client, a, err) < 0)
		return -1;
	err_clear(err);
	*ready = !client->set.dry_run;
	return *ready ? 0 : print_block(a);
}

int
call_run(struct client *client, struct action *a, struct err *err)
{
	bool ready = false;

	if (call_prepare(client, a, &ready, err) < 0 || !ready)
		return err->kind != ERR_NONE ? -1 : 0;
	struct call *c = mem_alloc(sizeof(*c));
	c->job = (struct job){.ops = &call_ops, .out = BUF_INIT(BUF_MAX_TEXT),
	    .note = BUF_INIT(BUF_MAX_LINE)};
	c->waiter = (struct waiter){.take = take_item, .owner = c, .parts = true};
	c->client = client;
	c->render = client_render(client);
	c->action = mem_strndup(buf_str(&a->name));
	if (str_ieq(buf_str(&a->name), STR("Filter")))
		c->filter = filters_sent(client->filters, buf_str(&a->wire));
	eventlog_reset(client->log);
	call_send(client, a, &c->waiter);
	return jobs_run(client, &c->job, err);
}

int
call_action(struct client *client, const char *name, const struct header *headers, size_t n,
    struct err *err)
{
	struct action a;
	int failed = call_begin(client, &a, str_of(name), err);

	for (size_t i = 0; i < n && !failed; i++)
		if (headers[i].value.n)
			failed = action_header(&a, headers[i].name, headers[i].value, err);
	if (!failed)
		failed = call_run(client, &a, err);
	action_clear(&a);
	return failed;
}

int
call_quietly(struct client *client, struct action *a,
    void (*take)(void *arg, const struct item *item), void *arg, struct err *err)
{
	struct taker t = {
	    .take = take, .arg = arg, .action = buf_str(&a->name), .err = err};

	action_end(a);
	if (!client->online)
		return client_refuse(client, err);
	err_clear(err);
	t.waiter = (struct waiter){.take = hand_on, .owner = &t};
	call_send(client, a, &t.waiter);
	struct err stopped = {0};
	int failed = pump_until(client, is_done, &t.waiter, -1, CLOCK_NEVER, &stopped);
	pump_forget(client, &t.waiter);
	if (failed)
		*err = stopped;
	return err->kind != ERR_NONE ? -1 : 0;
}

static void
take_names(void *arg, const struct item *item)
{
	if (msg_is(&item->msg, MSG_RESPONSE, STR("Success")))
		names_read(arg, &item->msg);
}

int
call_learn_names(struct client *client, struct err *err)
{
	struct action a;

	if (client->names.known || client->names.untold)
		return 0;
	int failed = call_begin(client, &a, STR("ListCommands"), err);
	if (!failed)
		failed = call_quietly(client, &a, take_names, &client->names, err);
	action_clear(&a);
	if (failed && err->kind != ERR_TIMEOUT)
		return -1;
	client->names.untold = !client->names.known;
	return 0;
}
