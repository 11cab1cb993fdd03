/* SPDX-License-Identifier: ISC */
/* One action and its answer: printed as it comes, its outcome returned as an error or none. */
#include "cmd/call.h"

#include "ami/catalog.h"
#include "base/mem.h"
#include "base/out.h"
#include "cmd/pager.h"
#include "cmd/pump.h"

#define FLUSH_SIZE ((size_t)64 << 10)

/* Waits for one answer and prints it. */
struct printer {
	struct waiter waiter;
	struct context *ctx;
	struct render *render;
	struct buf out;
	const struct action *action;
	bool list;
	struct err *err;
};

/* Waits for one answer and hands it on. */
struct taker {
	struct waiter waiter;
	void (*take)(void *arg, const struct item *item);
	void *arg;
	struct err *err;
};

int
call_begin(struct context *ctx, struct action *a, struct str name, struct err *err)
{
	struct buf id = BUF_INIT(ACTION_MAX_ID);

	if (ctx->session)
		session_action_id(ctx->session, &id);
	int failed = action_init(a, name, buf_str(&id), err);
	buf_clear(&id);
	return failed;
}

/* The error of a reply that says Error. */
static void
reply_error(const struct action *a, const struct msg *m, struct err *err)
{
	struct str text = str_trim(msg_get(m, STR("Message")));

	if (str_eq(text, STR("Command output follows")))
		text = STR("the console command failed");
	err_set(err, ERR_FAILED, "%.*s: %.*s", STR_ARG(buf_str(&a->name)), STR_ARG(text));
}

/* Does a format show replies that say Error as well? */
static bool
shows_errors(const struct context *ctx, const struct msg *m)
{
	struct str output;

	return ctx->set.format == FORMAT_JSON || ctx->set.format == FORMAT_RAW ||
	    msg_find(m, STR("Output"), &output);
}

static void
take_reply(struct printer *p, const struct item *item)
{
	bool error = msg_is(&item->msg, MSG_RESPONSE, STR("Error"));

	context_keep(p->ctx, &item->msg);
	if (error)
		reply_error(p->action, &item->msg, p->err);
	if (p->list) {
		render_list_close(p->render, NULL, &p->out);
	} else if (item->more) {
		p->list = true;
		render_list_open(p->render, &item->msg, &p->out);
	} else if (!error || shows_errors(p->ctx, &item->msg)) {
		render_reply(p->render, &item->msg, &p->out);
	}
}

/* The answer is whole, or will never be. */
static void
take_end(struct printer *p, const struct item *item)
{
	if (p->list)
		render_list_close(p->render, item->has_msg ? &item->msg : NULL, &p->out);
	if (item->kind == ITEM_LOST)
		err_set(p->err, item->error, "%.*s: %.*s", STR_ARG(buf_str(&p->action->name)),
		    STR_ARG(item->text));
	p->waiter.done = true;
}

static void
print_item(struct waiter *w, const struct item *item)
{
	struct printer *p = (struct printer *)(void *)w;

	switch (item->kind) {
	case ITEM_REPLY:
		take_reply(p, item);
		w->done = !item->more;
		break;
	case ITEM_LIST:
		if (!p->list) {
			p->list = true;
			render_list_open(p->render, &item->msg, &p->out);
		}
		context_keep(p->ctx, &item->msg);
		render_list_item(p->render, &item->msg, &p->out);
		break;
	default:
		take_end(p, item);
	}
	if (p->out.n >= FLUSH_SIZE && !pager_wants(p->ctx)) {
		out_write(buf_str(&p->out));
		buf_reset(&p->out);
	}
}

static void
hand_on(struct waiter *w, const struct item *item)
{
	struct taker *t = (struct taker *)(void *)w;

	if (item->kind == ITEM_LOST)
		err_set(t->err, item->error, "%.*s", STR_ARG(item->text));
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

	action_redact(&block, buf_str(&a->wire));
	for (size_t i = 0; i < block.n; i++)
		if (block.p[i] != '\r')
			buf_addc(&shown, block.p[i]);
	out_write(buf_str(&shown));
	buf_clear(&block);
	buf_clear(&shown);
	return 0;
}

/* May this be sent at all? */
static int
check_allowed(const struct context *ctx, const struct action *a, struct err *err)
{
	if (ctx->set.read_only && !catalog_is_reporting(buf_str(&a->name)))
		return err_set(err, ERR_USAGE, "%.*s: refused by read-only: it does more than report",
		    STR_ARG(buf_str(&a->name)));
	if (!ctx->set.dry_run && !ctx->online) {
		*err = ctx->offline;
		return -1;
	}
	return 0;
}

/* Send it and wait until the waiter has the whole answer. */
static int
send_and_wait(struct context *ctx, struct action *a, struct waiter *w, struct err *err)
{
	struct err stopped = {0};

	w->call = session_send(ctx->session, a, ctx->set.timeout);
	w->next = ctx->waiters;
	ctx->waiters = w;
	int failed = pump_until(ctx, is_done, w, -1, CLOCK_NEVER, &stopped);
	ctx->waiters = w->next;
	if (failed)
		*err = stopped;
	return failed;
}

int
call_run(struct context *ctx, struct action *a, struct err *err)
{
	action_end(a);
	if (check_allowed(ctx, a, err) < 0)
		return -1;
	if (ctx->set.dry_run)
		return print_block(a);
	err_clear(err);
	struct printer p = {
	    .waiter = {.take = print_item},
	    .ctx = ctx,
	    .render = context_render(ctx),
	    .out = BUF_INIT(BUF_MAX_TEXT),
	    .action = a,
	    .err = err,
	};
	eventlog_reset(ctx->log);
	int failed = send_and_wait(ctx, a, &p.waiter, err);
	pager_print(ctx, buf_str(&p.out));
	render_free(p.render);
	buf_clear(&p.out);
	pump_release(ctx);
	return failed || err->kind != ERR_NONE ? -1 : 0;
}

int
call_action(struct context *ctx, const char *name, const struct header *headers, size_t n,
    struct err *err)
{
	struct action a;
	int failed = call_begin(ctx, &a, str_of(name), err);

	for (size_t i = 0; i < n && !failed; i++)
		if (headers[i].value.n)
			failed = action_header(&a, headers[i].name, headers[i].value, err);
	if (!failed)
		failed = call_run(ctx, &a, err);
	action_clear(&a);
	return failed;
}

int
call_quietly(struct context *ctx, struct action *a,
    void (*take)(void *arg, const struct item *item), void *arg, struct err *err)
{
	struct taker t = {.waiter = {.take = hand_on}, .take = take, .arg = arg, .err = err};

	action_end(a);
	if (!ctx->online) {
		*err = ctx->offline;
		return -1;
	}
	err_clear(err);
	if (send_and_wait(ctx, a, &t.waiter, err) < 0)
		return -1;
	return err->kind != ERR_NONE ? -1 : 0;
}

static void
take_names(void *arg, const struct item *item)
{
	if (msg_is(&item->msg, MSG_RESPONSE, STR("Success")))
		names_read(arg, &item->msg);
}

int
call_learn_names(struct context *ctx, struct err *err)
{
	struct action a;

	if (ctx->names.known)
		return 0;
	int failed = call_begin(ctx, &a, STR("ListCommands"), err);
	if (!failed)
		failed = call_quietly(ctx, &a, take_names, &ctx->names, err);
	action_clear(&a);
	return failed;
}
