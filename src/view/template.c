/* SPDX-License-Identifier: ISC */
/* Reads templates: a walk over their text, which becomes parts. */
#include "view/template.h"

#include <stdlib.h>

#include "base/mem.h"
#include "view/own.h"

static const char what_there_is[] = "use %{Header}, %{Header:-else}, %q{Header}, %j, %T, %s or %%";

/* A template that is being read. */
struct reading {
	struct template *t;
	struct str rest;
	struct err *err;
};

static struct template_part *
add_part(struct template *t, enum part_kind kind)
{
	t->parts = mem_more(t->parts, t->n, sizeof(*t->parts));
	t->parts[t->n] = (struct template_part){.kind = kind, .at = t->texts.n};
	return &t->parts[t->n++];
}

/* Append a character of text to the last part, or to a new one. */
static void
add_char(struct template *t, char c)
{
	struct template_part *last = t->n ? &t->parts[t->n - 1] : NULL;

	if (!last || last->kind != PART_TEXT)
		last = add_part(t, PART_TEXT);
	buf_addc(&t->texts, c);
	last->n++;
}

static char
take(struct reading *r)
{
	char c = r->rest.p[0];

	r->rest = str_from_at(r->rest, 1);
	return c;
}

/* Take the rest of an escape, what follows the backslash: *c gets what it means. */
static int
take_escape(struct reading *r, char *c)
{
	static const char escapes[] = "t\tn\n0\0\\\\";
	struct str whole = str_from(r->rest.p - 1, r->rest.n ? 2 : 1);

	for (size_t i = 0; i + 1 < sizeof(escapes); i += 2)
		if (r->rest.n && r->rest.p[0] == escapes[i]) {
			*c = escapes[i + 1];
			take(r);
			return 0;
		}
	return err_set(r->err, ERR_USAGE,
	    "no such escape: %.*s, use \\t, \\n, \\0 or \\\\", STR_ARG(whole));
}

/* Take what stands in for a header, up to the brace. */
static int
take_else(struct reading *r, struct template_part *part, struct str text)
{
	struct reading inner = {r->t, text, r->err};

	part->or_else = true;
	while (inner.rest.n) {
		char c = take(&inner);
		if (c == '\\' && take_escape(&inner, &c) < 0)
			return -1;
		buf_addc(&r->t->texts, c);
		part->n++;
	}
	return 0;
}

/* What the name of a header means: _time and _server are of our own. */
static void
set_header(struct template *t, struct template_part *part, struct str name)
{
	if (part->kind == PART_HEADER && str_ieq(name, OWN_TIME))
		part->kind = PART_TIME;
	if (part->kind == PART_HEADER && str_ieq(name, OWN_SERVER))
		part->kind = PART_SERVER;
	if (part->kind != PART_HEADER && part->kind != PART_QUOTED)
		return;
	header_names_add(&t->names, name);
	part->column = header_names_find(&t->names, name);
}

/* Take {Header} or {Header:-else}. */
static int
take_header(struct reading *r, enum part_kind kind)
{
	size_t end = str_chr(r->rest, '}');
	struct str inside = str_from(r->rest.p + 1, end - (end > 0));
	size_t colon = str_find(inside, STR(":-"));
	struct str name = str_head(inside, colon);

	if (end == r->rest.n)
		return err_set(r->err, ERR_USAGE, "{ without }: %.*s", STR_ARG(r->rest));
	if (name.n == 0)
		return err_set(r->err, ERR_USAGE, "no header between { and }: give its name, "
		    "as in %%{Channel}");
	struct template_part *part = add_part(r->t, kind);
	set_header(r->t, part, name);
	r->rest = str_from_at(r->rest, end + 1);
	return colon < inside.n ? take_else(r, part, str_from_at(inside, colon + 2)) : 0;
}

/* Take what follows a percent sign. */
static int
take_percent(struct reading *r)
{
	static const struct {
		char letter;
		enum part_kind kind;
	} letters[] = {{'j', PART_JSON}, {'T', PART_TIME}, {'s', PART_SERVER}};
	struct str rest = r->rest;

	if (str_starts(rest, STR("{")))
		return take_header(r, PART_HEADER);
	if (str_starts(rest, STR("q{"))) {
		take(r);
		return take_header(r, PART_QUOTED);
	}
	char c = rest.n ? take(r) : '\0';
	for (size_t i = 0; i < sizeof(letters) / sizeof(*letters); i++)
		if (c == letters[i].letter) {
			add_part(r->t, letters[i].kind);
			return 0;
		}
	if (c != '%')
		return err_set(r->err, ERR_USAGE, "no such thing: %%%.*s, %s",
		    STR_ARG(str_head(rest, rest.n > 8 ? 8 : rest.n)), what_there_is);
	add_char(r->t, '%');
	return 0;
}

/* Is there something to say of a message only if it has one of the headers? */
static bool
asks(const struct template *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->parts[i].or_else || t->parts[i].kind == PART_JSON)
			return false;
	return t->names.n > 0;
}

int
template_init(struct template *t, struct str source, struct err *err)
{
	*t = (struct template){.source = mem_strndup(source), .texts = BUF_INIT(BUF_MAX_LINE)};
	struct reading r = {t, str_from(t->source, source.n), err};
	int failed = 0;

	if (source.n == 0)
		return err_set(err, ERR_USAGE, "it is empty, %s", what_there_is);
	while (r.rest.n && !failed) {
		char c = take(&r);
		t->ends = false;
		if (c == '%') {
			failed = take_percent(&r);
			continue;
		}
		if (c == '\\')
			failed = take_escape(&r, &c);
		if (failed)
			break;
		add_char(t, c);
		t->ends = c == '\n' || c == '\0';
	}
	t->asks = asks(t);
	return failed;
}

void
template_clear(struct template *t)
{
	header_names_clear(&t->names);
	buf_clear(&t->texts);
	free(t->parts);
	free(t->source);
	*t = (struct template){0};
}

int
template_check(const char *source, struct err *err)
{
	struct template t;
	int failed = template_init(&t, str_of(source), err);

	template_clear(&t);
	return failed;
}

struct str
template_text(const struct template *t, const struct template_part *part)
{
	return str_from(buf_str(&t->texts).p + part->at, part->n);
}
