/* SPDX-License-Identifier: ISC */
/* Carries out a plan: an action for each thing, several in flight, and one answer, a list of what
 * was done. */
#include <stdlib.h>

#include "ami/action.h"
#include "base/mem.h"
#include "base/out.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/eventlog.h"
#include "client/jobs.h"
#include "client/loop.h"
#include "client/request.h"
#include "client/send.h"
#include "danger/plan.h"
#include "lang/settings.h"
#include "session/item.h"

#define WINDOW 32 /* actions in flight at once */

struct doing;

/* One action on its way. */
struct slot {
	struct waiter waiter;
	struct doing *doing;
	size_t thing;
};

struct doing {
	struct request *request;
	struct plan plan;
	size_t sent, answered, done, lost, refused;
	bool stopped; /* the connection is gone: no more is sent */
	bool open;    /* the list has begun */
	struct buf gone; /* "A, B": things that were already gone */
	struct slot slots[WINDOW];
};

static struct str
name_of(const struct doing *d, size_t thing)
{
	const struct plan_thing *t = &d->plan.v[thing];
	size_t last = PLAN_NAMES - 1;

	while (!t->names[last])
		last--;
	return str_of(t->names[last]);
}

static void
add_field(struct buf *raw, struct field *field, const char *name, struct str value)
{
	field->name = (uint32_t)raw->n;
	field->name_n = (uint32_t)strlen(name);
	buf_addf(raw, "%s: ", name);
	field->value = (uint32_t)raw->n;
	field->value_n = (uint32_t)value.n;
	buf_adds(raw, value);
	buf_addz(raw, "\r\n");
}

/* Show a finished thing as an item of the list that the server would have sent for all; raw is the
 * reply. */
static void
show_done(struct doing *d, const struct plan_thing *thing, const struct msg *reply)
{
	const struct plan_kind *kind = d->plan.kind;
	struct buf raw = BUF_INIT(BUF_MAX_LINE);
	struct field fields[1 + PLAN_NAMES];
	struct msg item = {.kind = MSG_EVENT, .fields = fields};

	add_field(&raw, &fields[item.n++], "Event", str_of(kind->item));
	for (size_t k = 0; k < PLAN_NAMES && kind->names[k]; k++)
		add_field(&raw, &fields[item.n++], kind->names[k], str_of(thing->names[k]));
	item.raw = buf_str(&raw);
	request_reply(d->request, &item);
	if (format_has(d->request->client->settings->format, FORMAT_VERBATIM)) {
		render_reply(d->request->render, reply, &d->request->out);
	} else {
		if (!d->open)
			render_list_open(d->request->render, NULL, &d->request->out);
		d->open = true;
		render_list_item(d->request->render, &item, &d->request->out);
	}
	buf_clear(&raw);
}

static void
take_refusal(struct doing *d, size_t thing, struct str why)
{
	const struct plan_kind *kind = d->plan.kind;
	struct buf rights = BUF_INIT(BUF_MAX_LINE);

	request_add_privileges(str_of(kind->action), why, &rights);
	if (str_istarts(why, str_of(kind->gone)))
		buf_addf(&d->gone, "%s%.*s", d->gone.n ? ", " : "", STR_ARG(name_of(d, thing)));
	else if (d->refused++ == 0 && d->request->err.kind == ERR_NONE)
		err_set(&d->request->err, ERR_FAILED, "%s: %.*s: %.*s%s", kind->action,
		    STR_ARG(name_of(d, thing)), STR_ARG(why), buf_z(&rights));
	buf_clear(&rights);
}

/* The error names the first that was refused, counts the others, and lists what was gone. */
static void
complete_error(struct doing *d)
{
	struct buf text = BUF_INIT(BUF_MAX_TEXT);

	buf_addz(&text, d->request->err.text);
	if (d->refused > 1)
		buf_addf(&text, " (%zu of %zu were refused)", d->refused, d->plan.n);
	if (d->gone.n)
		buf_addf(&text, "; already gone: %s", buf_z(&d->gone));
	err_set(&d->request->err, d->request->err.kind, "%s", buf_z(&text));
	buf_clear(&text);
}

/* All that can come has come. */
static void
conclude(struct doing *d)
{
	const struct plan_kind *kind = d->plan.kind;

	if (d->open)
		render_list_close(d->request->render, NULL, &d->request->out);
	d->open = false;
	if (d->request->err.kind != ERR_NONE)
		complete_error(d);
	else if (d->gone.n)
		buf_addf(&d->request->note, "%s: already gone: %s", kind->command, buf_z(&d->gone));
	if (d->done == 0 && d->request->err.kind == ERR_NONE)
		err_set(&d->request->err, ERR_FAILED, "%s: all were already gone: %s",
		    kind->command,
		    buf_z(&d->gone));
}

static void send_next(struct doing *d, struct slot *slot);

static void
take(struct waiter *w, const struct item *item)
{
	struct slot *slot = w->owner;
	struct doing *d = slot->doing;

	d->answered++;
	if (item->kind == ITEM_LOST) {
		d->stopped = true;
		d->lost++;
		if (d->request->err.kind == ERR_NONE)
			err_set(&d->request->err, item->error, "%s: %.*s: %.*s",
			    d->plan.kind->action,
			    STR_ARG(name_of(d, slot->thing)), STR_ARG(item->text));
	} else if (msg_is(&item->msg, MSG_RESPONSE, STR("Error"))) {
		take_refusal(d, slot->thing, str_trim(msg_get(&item->msg, STR("Message"))));
	} else {
		d->done++;
		show_done(d, &d->plan.v[slot->thing], &item->msg);
	}
	send_next(d, slot);
	if (d->answered == d->sent) {
		conclude(d);
		request_settle(d->request);
	}
}

/* Send the action for the next thing, if there is one. */
static void
send_next(struct doing *d, struct slot *slot)
{
	const struct plan *p = &d->plan;
	struct action a;
	struct err err = {0};

	if (d->stopped || d->sent == p->n || !d->request->client->connection->session)
		return;
	const struct plan_thing *thing = &p->v[d->sent];
	*slot = (struct slot){.waiter = {.take = take, .owner = slot, .acts = d->sent == 0},
	    .doing = d};
	slot->thing = d->sent;
	int failed = send_begin(d->request->client, &a, str_of(p->kind->action), &err);
	for (size_t k = 0; k < PLAN_NAMES && p->kind->names[k] && !failed; k++)
		failed = action_header(
		    &a, str_of(p->kind->names[k]), str_of(thing->names[k]), &err);
	if (!failed && p->more)
		failed = action_header(&a, str_of(p->more), str_of(p->more_value), &err);
	if (failed) {
		d->stopped = true;
		d->request->err = err;
	} else {
		d->sent++;
		action_end(&a);
		send_action(d->request->client, &a, &slot->waiter);
	}
	action_clear(&a);
}

static void
free_doing(struct request *r)
{
	struct doing *d = r->owner;
	const struct plan_kind *kind = d->plan.kind;
	size_t unknown = d->lost + d->sent - d->answered;

	if (unknown || d->sent < d->plan.n)
		out_notice("-- %s: %zu of %zu were %s, %zu are unknown", kind->command,
		    d->done, d->plan.n, kind->done, unknown);
	for (size_t i = 0; i < WINDOW; i++)
		if (d->slots[i].doing)
			loop_forget(r->client->loop, &d->slots[i].waiter);
	plan_clear(&d->plan);
	buf_clear(&d->gone);
	free(d);
}

/* Its actions have waiters of their own. */
static const struct request_ops doing_ops = {.free = free_doing};

int
plan_run(struct client *client, struct plan *p, struct err *err)
{
	struct doing *d = mem_alloc(sizeof(*d));

	d->request = request_new(client, str_of(p->kind->action), &doing_ops, d);
	d->request->list = true;
	d->plan = *p;
	*p = (struct plan){0};
	buf_init(&d->gone, BUF_MAX_TEXT);
	loop_catch_up(client->loop);
	eventlog_reset(client->log);
	for (size_t i = 0; i < WINDOW; i++)
		send_next(d, &d->slots[i]);
	if (d->answered == d->sent)
		request_settle(d->request);
	return jobs_run(client, d->request, err);
}
