/* SPDX-License-Identifier: ISC */
/* Making and clearing what commands share, and the small things that all of them need. */
#include "client/context.h"

#include <stdlib.h>

#include "base/out.h"
#include "base/redact.h"
#include "client/team.h"

#define LOG_MAX  ((size_t)16 << 20) /* bytes of events kept for `wait` */
#define HELD_MAX ((size_t)4 << 20)  /* bytes of event lines held while an answer is printed */

void
context_init(struct context *ctx, const struct options *options)
{
	*ctx = (struct context){.options = options};
	settings_init(&ctx->set);
	rules_init(&ctx->rules);
	jobs_init(&ctx->jobs);
	ctx->knowledge = knowledge_new(ctx);
	ctx->filters = filters_new(ctx);
	ctx->live = live_new(ctx);
	record_init(&ctx->record);
	ctx->log = eventlog_new(LOG_MAX);
	buf_init(&ctx->held, HELD_MAX);
	buf_init(&ctx->version, BUF_MAX_LINE);
	buf_init(&ctx->mask, BUF_MAX_LINE);
	buf_init(&ctx->wider, BUF_MAX_LINE);
	buf_init_secret(&ctx->block, BUF_MAX_LINE);
	err_set(&ctx->offline, ERR_CONNECT, "not connected (connect opens a connection)");
}

void
context_clear(struct context *ctx)
{
	jobs_clear(&ctx->jobs);
	record_close(&ctx->record);
	session_free(ctx->session);
	settings_clear(&ctx->set);
	rules_clear(&ctx->rules);
	eventlog_free(ctx->log);
	render_free(ctx->event_view);
	knowledge_free(ctx->knowledge);
	filters_free(ctx->filters);
	live_free(ctx->live);
	names_clear(&ctx->names);
	pairs_clear(&ctx->variables);
	pairs_clear(&ctx->aliases);
	endpoint_clear(&ctx->endpoint);
	buf_clear(&ctx->held);
	buf_clear(&ctx->version);
	buf_clear(&ctx->mask);
	buf_clear(&ctx->wider);
	buf_clear(&ctx->block);
	messages_clear(&ctx->messages);
}

struct render_options
context_render_options(const struct context *ctx)
{
	size_t columns, rows;

	out_size(&columns, &rows);
	return (struct render_options){
	    .format = ctx->set.format,
	    .color = ctx->set.color,
	    .header = ctx->set.header,
	    .long_events = ctx->set.long_events,
	    .for_terminal = out_is_terminal(),
	    .interactive = ctx->interactive,
	    .columns = out_is_terminal() ? columns : 0,
	    .fields = buf_str(&ctx->set.fields),
	    .server = str_of(ctx->team ? team_name(ctx->team) : NULL),
	};
}

struct render *
context_render(const struct context *ctx)
{
	const struct render_options options = context_render_options(ctx);

	return render_new(&options);
}

bool
context_is_old(const struct context *ctx)
{
	struct str version = buf_str(&ctx->version);
	long major;

	return str_number(str_head(version, str_chr(version, '.')), 0, 1000, &major) && major < 2;
}

void
context_restyle(struct context *ctx)
{
	render_free(ctx->event_view);
	ctx->event_view = NULL;
	if (ctx->team)
		team_label(ctx->team, ctx->set.format);
}

void
context_who(const struct context *ctx, struct buf *out)
{
	const struct endpoint *e = &ctx->endpoint;

	if (!e->host) {
		buf_addz(out, "amsh");
		return;
	}
	if (e->scheme == SCHEME_REPLAY)
		buf_addz(out, "replay:");
	else if (e->user)
		buf_addf(out, "%s@", e->user);
	buf_addz(out, e->host);
}

void
context_error(const struct context *ctx, const struct err *err)
{
	const struct place *p = &ctx->place;
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	redact_text(&text, str_of(err->text));
	if (p->name && p->line)
		out_error("%s:%zu: %s", p->name, p->line, buf_z(&text));
	else
		out_error("%s", buf_z(&text));
	buf_clear(&text);
}

int
context_refuse(const struct context *ctx, struct err *err)
{
	*err = ctx->offline;
	if (err->kind == ERR_NONE)
		err->kind = ERR_LOST;
	return -1;
}

bool
context_traces(const struct context *ctx)
{
	return ctx->options->verbose > 1 || ctx->record.fd >= 0;
}

bool
context_leaves_out(const struct context *ctx, const char *what, struct str more)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	if (!ctx->set.dry_run)
		return false;
	redact_text(&text, more);
	out_remark("-- not run in a dry run: %s%s", what, buf_z(&text));
	buf_clear(&text);
	return true;
}

bool
context_find(const struct context *ctx, struct str name, struct str *value)
{
	long n;

	if (ctx->positional && str_number(name, 0, 1000, &n)) {
		if ((size_t)n >= ctx->positional->n)
			return false;
		*value = ctx->positional->v[n].text;
		return true;
	}
	if (pairs_find(&ctx->variables, name, value))
		return true;
	return messages_find(&ctx->messages, name, value);
}

int
context_unknown(const struct context *ctx, struct str name, struct err *err)
{
	size_t dot = str_chr(name, '.');
	struct str head = str_head(name, dot);
	long n;

	if (ctx->positional && str_number(name, 0, 1000, &n))
		return err_set(err, ERR_USAGE, "no argument %ld: %.*s was given %zu", n,
		    STR_ARG(ctx->positional->v[0].text), ctx->positional->n - 1);
	if (dot < name.n && messages_named(&ctx->messages, head))
		return err_set(err, ERR_USAGE,
		    "unknown variable: ${%.*s} (%.*s has no such header)", STR_ARG(name),
		    STR_ARG(head));
	return err_set(err, ERR_USAGE,
	    "unknown variable: ${%.*s} (no header of the last reply or event, and not set; "
	    "as NAME LINE keeps a message for later)", STR_ARG(name));
}
