/* SPDX-License-Identifier: ISC */
/* Places, variables and aliases. */
#include "client/scope.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/out.h"
#include "base/redact.h"
#include "client/messages.h"
#include "client/near_names.h"
#include "lang/split.h"

struct scope *
scope_new(void)
{
	return mem_alloc(sizeof(struct scope));
}

void
scope_free(struct scope *s)
{
	pairs_clear(&s->variables);
	pairs_clear(&s->aliases);
	free(s);
}

struct place
scope_stand(struct scope *s, struct place place)
{
	struct place outer = s->place;

	s->place = place;
	return outer;
}

void
scope_enter(struct scope *s)
{
	s->depth++;
}

void
scope_leave(struct scope *s)
{
	s->depth--;
}

const struct words *
scope_words(struct scope *s, const struct words *words)
{
	const struct words *outer = s->positional;

	s->positional = words;
	return outer;
}

void
scope_one_shot(struct scope *s, bool one_shot)
{
	s->one_shot = one_shot;
}

void
scope_read_stdin(struct scope *s)
{
	s->reads_stdin = true;
}

void
scope_spare(struct scope *s)
{
	s->spared = true;
}

void
scope_history(struct scope *s, void (*print)(long last))
{
	s->print_history = print;
}

void
scope_set(struct scope *s, struct str name, struct str value)
{
	pairs_set(&s->variables, name, value);
}

void
scope_alias(struct scope *s, struct str name, struct str line)
{
	pairs_set(&s->aliases, name, line);
}

bool
scope_unalias(struct scope *s, struct str name)
{
	return pairs_remove(&s->aliases, name);
}

void
scope_error(const struct scope *s, const struct err *err)
{
	const struct place *p = &s->place;
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	if (p->row)
		buf_addf(&text, "row %zu: ", p->row);
	redact_text(&text, str_of(err->text));
	if (p->name && p->line)
		out_error("%s:%zu: %s", p->name, p->line, buf_z(&text));
	else
		out_error("%s", buf_z(&text));
	buf_clear(&text);
}

bool
scope_find(
    const struct scope *s, const struct messages *messages, struct str name, struct str *value)
{
	long n;

	if (messages_find_column(messages, name, value))
		return true;
	if (s->positional && str_number(name, 0, 1000, &n)) {
		if ((size_t)n >= s->positional->n)
			return false;
		*value = s->positional->v[n].text;
		return true;
	}
	if (pairs_find(&s->variables, name, value))
		return true;
	return messages_find(messages, name, value);
}

/* Say what ${name} may have been meant to be. False: nothing is like it. */
static bool
say_near(const struct messages *messages, struct str name, struct err *err)
{
	struct buf near = BUF_INIT(BUF_MAX_LINE);

	near_names(&near, messages, name);
	bool any = near.n > 0;
	if (any)
		err_set(err, ERR_USAGE, "unknown variable: ${%.*s}%s", STR_ARG(name), buf_z(&near));
	buf_clear(&near);
	return any;
}

int
scope_unknown(
    const struct scope *s, const struct messages *messages, struct str name, struct err *err)
{
	size_t dot = str_chr(name, '.');
	struct str head = str_head(name, dot);
	long n;

	if (s->positional && str_number(name, 0, 1000, &n))
		return err_set(err, ERR_USAGE, "no argument %ld: %.*s was given %zu", n,
		    STR_ARG(s->positional->v[0].text), s->positional->n - 1);
	if (say_near(messages, name, err))
		return -1;
	if (dot < name.n && messages_named(messages, head))
		return err_set(err, ERR_USAGE,
		    "unknown variable: ${%.*s} (%.*s has no such header)", STR_ARG(name),
		    STR_ARG(head));
	if (messages->rows_n)
		return err_set(err, ERR_USAGE,
		    "unknown variable: ${%.*s} (not a column of the row, and not set)",
		    STR_ARG(name));
	return err_set(err, ERR_USAGE,
	    "unknown variable: ${%.*s} (not a header of the last reply or event, and not set; as "
	    "NAME LINE keeps a message)", STR_ARG(name));
}
