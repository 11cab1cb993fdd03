/* SPDX-License-Identifier: ISC */
/* Filters are sent in the language that the server understands, which its version tells. */
#include "cmd/filters.h"

#include <stdlib.h>

#include "ami/version.h"
#include "base/mem.h"
#include "base/out.h"
#include "cmd/call.h"
#include "cmd/pump.h"

enum language { LANGUAGE_UNASKED, LANGUAGE_OLD, LANGUAGE_NEW };

struct filters {
	struct context *ctx;
	struct server_filter *v;
	size_t n;
	enum language language; /* of this connection's server */
	struct waiter waiter;   /* while they are put back: for the version, then for each filter */
	size_t sent;            /* of them, meanwhile */
};

struct filters *
filters_new(struct context *ctx)
{
	struct filters *filters = mem_alloc(sizeof(*filters));

	filters->ctx = ctx;
	return filters;
}

void
filters_forget(struct filters *filters)
{
	struct context *ctx = filters->ctx;

	pump_forget(ctx, &filters->waiter);
	for (size_t i = 0; i < filters->n; i++)
		server_filter_clear(&filters->v[i]);
	free(filters->v);
	*filters = (struct filters){.ctx = ctx};
}

void
filters_free(struct filters *filters)
{
	filters_forget(filters);
	free(filters);
}

size_t
filters_count(const struct filters *filters)
{
	return filters->n;
}

struct str
filters_typed(const struct filters *filters, size_t i)
{
	return buf_str(&filters->v[i].typed);
}

static void
read_version(struct filters *filters, const struct msg *settings)
{
	struct str version = msg_get(settings, STR("AsteriskVersion"));

	filters->language = version_has_match_criteria(version) ? LANGUAGE_NEW : LANGUAGE_OLD;
}

static void
take_version(void *arg, const struct item *item)
{
	read_version(arg, &item->msg);
}

/* Ask which language the server understands, once. Without a connection nothing is sent anyway. */
static int
learn_language(struct filters *filters, struct err *err)
{
	struct context *ctx = filters->ctx;
	struct action a;

	if (filters->language != LANGUAGE_UNASKED || !ctx->online)
		return 0;
	int failed = call_begin(ctx, &a, STR("CoreSettings"), err);
	if (!failed)
		failed = call_quietly(ctx, &a, take_version, filters, err);
	action_clear(&a);
	return failed;
}

/* Choose the form of a filter. False: the server has no word for it. */
static bool
choose_form(
    enum language language, const struct server_filter *f, struct str *criteria, struct str *text)
{
	bool new_form = f->criteria.n && (language != LANGUAGE_OLD || !f->regex.n);

	*criteria = new_form ? buf_str(&f->criteria) : STR("");
	*text = buf_str(new_form ? &f->text : &f->regex);
	return !new_form || language != LANGUAGE_OLD;
}

static int
send(struct filters *filters, const struct server_filter *f, struct err *err)
{
	struct str criteria, text;

	if (learn_language(filters, err) < 0)
		return -1;
	if (!choose_form(filters->language, f, &criteria, &text))
		return err_set(err, ERR_USAGE,
		    "filter: this Asterisk does not know MatchCriteria (18.26, 20.11, 21.6, 22.1 "
		    "and later do): %.*s",
		    STR_ARG(criteria));
	const struct header headers[] = {{STR("Operation"), STR("Add")},
	    {STR("MatchCriteria"), criteria}, {STR("Filter"), text}};
	return call_action(filters->ctx, "Filter", headers, 3, err);
}

int
filters_add(struct filters *filters, struct server_filter *f, struct err *err)
{
	int failed = send(filters, f, err);

	if (failed || filters->ctx->set.dry_run) {
		server_filter_clear(f);
		return failed;
	}
	filters->v = mem_grow(filters->v, filters->n + 1, sizeof(*filters->v));
	filters->v[filters->n++] = *f;
	return 0;
}

static void
complain(const struct server_filter *f, struct str why)
{
	out_notice("-- filter not restored: %.*s: %.*s", STR_ARG(buf_str(&f->typed)), STR_ARG(why));
}

/* Send an action whose answer the waiter gets. False: it cannot be written. */
static bool
send_quietly(struct filters *filters, const char *name, struct str criteria, struct str text)
{
	struct context *ctx = filters->ctx;
	const struct header headers[] = {{STR("MatchCriteria"), criteria}, {STR("Filter"), text}};
	bool is_filter = strcmp(name, "Filter") == 0;
	struct action a;
	struct err ignored;

	int failed = call_begin(ctx, &a, str_of(name), &ignored);
	if (!failed && is_filter)
		failed = action_header(&a, STR("Operation"), STR("Add"), &ignored);
	for (size_t i = 0; i < 2 && !failed; i++)
		if (headers[i].value.n)
			failed = action_header(&a, headers[i].name, headers[i].value, &ignored);
	if (!failed) {
		action_end(&a);
		filters->waiter.call = session_send(ctx->session, &a, ctx->set.timeout);
	}
	action_clear(&a);
	return !failed;
}

/* Send the next filter that the server has a word for. */
static void
send_next(struct filters *filters)
{
	struct str criteria, text;

	while (filters->sent < filters->n) {
		const struct server_filter *f = &filters->v[filters->sent++];
		if (!choose_form(filters->language, f, &criteria, &text))
			complain(f, STR("this Asterisk does not know MatchCriteria"));
		else if (send_quietly(filters, "Filter", criteria, text))
			return;
	}
	filters->waiter.done = true;
}

/* The version, or the reply to the filter that was sent last. */
static void
take_reply(struct waiter *w, const struct item *item)
{
	struct filters *filters = w->owner;

	if (item->kind == ITEM_LOST) {
		w->done = true;
		return;
	}
	if (filters->language == LANGUAGE_UNASKED)
		read_version(filters, &item->msg);
	else if (msg_is(&item->msg, MSG_RESPONSE, STR("Error")))
		complain(&filters->v[filters->sent - 1], msg_get(&item->msg, STR("Message")));
	send_next(filters);
}

void
filters_restore(struct filters *filters)
{
	filters->language = LANGUAGE_UNASKED;
	if (filters->n == 0)
		return;
	pump_forget(filters->ctx, &filters->waiter);
	filters->waiter = (struct waiter){.take = take_reply, .owner = filters};
	filters->sent = 0;
	if (send_quietly(filters, "CoreSettings", STR(""), STR("")))
		pump_await(filters->ctx, &filters->waiter);
}
