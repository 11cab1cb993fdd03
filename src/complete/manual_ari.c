/* SPDX-License-Identifier: ISC */
/* Prints operations of ARI: in full, or a line each. */
#include "complete/manual_ari.h"

#include <stdlib.h>

#include "ari/operation.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/suggest.h"
#include "base/text.h"

#define METHOD  7  /* columns of a list before the path */
#define SUMMARY 42 /* and before what it does */

static bool
is_of(const struct ari_operation *o, struct str method)
{
	return method.n == 0 || str_ieq(str_of(o->method), method);
}

static void
add_method(struct buf *out, const struct ari_operation *o)
{
	for (const char *c = o->method; *c; c++)
		buf_addc(out, str_lower(*c));
}

/* Append a parameter as it is given, in brackets if it may be missing. */
static void
add_given(struct buf *out, const struct ari_parameter *p)
{
	if (p->place == ARI_IN_PATH)
		return;
	buf_addz(out, p->required ? " " : " [");
	if (p->place == ARI_IN_BODY)
		buf_addf(out, "{\"%s\":…}", p->name);
	else
		buf_addf(out, "%s=…", p->name);
	buf_addz(out, p->required ? "" : "]");
}

static void
add_usage(struct buf *out, const struct ari_operation *o, size_t columns)
{
	struct buf usage = BUF_INIT(BUF_MAX_TEXT);

	buf_addz(&usage, "ari ");
	add_method(&usage, o);
	buf_addf(&usage, " %s", o->path);
	for (size_t i = 0; i < o->n; i++)
		add_given(&usage, &o->v[i]);
	text_fill(out, buf_str(&usage), 0, 0, columns);
	buf_clear(&usage);
}

/* Append the server's text, made printable, as a paragraph. */
static void
add_text(struct buf *out, struct str text, size_t indent, size_t columns)
{
	struct buf shown = BUF_INIT(BUF_MAX_TEXT);

	text_escape_lines(&shown, text);
	for (size_t i = 0; i < shown.n; i++)
		if (shown.p[i] == '\n' || shown.p[i] == '\t')
			shown.p[i] = ' ';
	if (shown.n)
		text_fill(out, buf_str(&shown), 0, indent, columns);
	buf_clear(&shown);
}

/* The values that a parameter takes. */
static void
add_values(struct buf *out, const struct ari_parameter *p)
{
	struct str rest = str_of(p->choices), one;
	const char *before = ": ";

	while (rest.n && str_cut(&rest, '|', &one)) {
		buf_addf(out, "%s%.*s", before, STR_ARG(one));
		before = ", ";
	}
	if (p->least && p->most)
		buf_addf(out, " from %s to %s", p->least, p->most);
	else if (p->least)
		buf_addf(out, " from %s", p->least);
	else if (p->most)
		buf_addf(out, " up to %s", p->most);
}

static void
add_parameter(struct buf *out, const struct ari_parameter *p, size_t columns)
{
	struct buf kind = BUF_INIT(BUF_MAX_TEXT);

	buf_addf(&kind, "%s%s%s", p->name, *p->type ? "  " : "", p->type);
	add_values(&kind, p);
	buf_addz(&kind, p->place == ARI_IN_PATH   ? "; in the path"
	                : p->place == ARI_IN_BODY ? "; in the JSON body"
	                                          : "");
	buf_addz(&kind, p->required && p->place != ARI_IN_PATH ? "; required" : "");
	buf_addz(&kind, p->repeated ? "; several with commas" : "");
	if (p->otherwise && *p->otherwise)
		buf_addf(&kind, "; default %s", p->otherwise);
	add_text(out, buf_str(&kind), 2, columns);
	add_text(out, str_of(p->text), 6, columns);
	buf_clear(&kind);
}

static void
add_operation(struct buf *out, const struct ari_operation *o, size_t columns)
{
	add_usage(out, o, columns);
	add_text(out, str_of(o->summary), 2, columns);
	if (*o->notes) {
		buf_addc(out, '\n');
		add_text(out, str_of(o->notes), 2, columns);
	}
	if (o->n)
		buf_addc(out, '\n');
	for (size_t i = 0; i < o->n; i++)
		add_parameter(out, &o->v[i], columns);
	if (o->refusals_n)
		buf_addc(out, '\n');
	for (size_t i = 0; i < o->refusals_n; i++) {
		struct buf refusal = BUF_INIT(BUF_MAX_TEXT);
		buf_addf(&refusal, "%s  %s", o->refusals[i].code, o->refusals[i].reason);
		add_text(out, buf_str(&refusal), 2, columns);
		buf_clear(&refusal);
	}
}

/* Does the operation's path begin with this one, whole parts of it? */
static bool
begins_with(const struct ari_operation *o, struct str path)
{
	struct str own = str_of(o->path), given, part;

	while (path.n && str_cut(&path, '/', &given)) {
		if (!ari_segment(&own, &part) ||
		    !(str_eq(part, given) || ari_is_open(part)))
			return false;
	}
	return true;
}

/* A line for an operation: what it is called, and what it does after that or on the next line. */
static void
add_line(struct buf *out, const struct ari_operation *o, size_t columns)
{
	struct buf name = BUF_INIT(BUF_MAX_LINE);
	size_t start = out->n;

	add_method(&name, o);
	buf_pad(&name, ' ', name.n < METHOD ? METHOD - name.n : 1);
	buf_addz(&name, o->path);
	bool beside = name.n < SUMMARY && *o->summary;
	if (!beside)
		buf_addf(out, "%s\n", buf_z(&name));
	add_text(out, str_of(o->summary), SUMMARY, columns);
	if (beside)
		memcpy(out->p + start, name.p, name.n);
	buf_clear(&name);
}

static bool
add_list(struct buf *out, const struct ari_docs *d, struct str method, struct str path,
    size_t columns)
{
	bool any = false;

	for (size_t i = 0; i < d->n; i++) {
		const struct ari_operation *o = &d->v[i];
		if (!is_of(o, method) || !begins_with(o, path))
			continue;
		add_line(out, o, columns);
		any = true;
	}
	return any;
}

/* The paths that may be meant, with the ids that were given. */
struct candidates {
	char **v;
	size_t n;
};

static const char *
candidate(void *arg, size_t i)
{
	const struct candidates *c = arg;

	return i < c->n ? c->v[i] : NULL;
}

/* An operation's path with as many ids as there are in this one. */
static char *
fill_path(struct str own, struct str given)
{
	struct buf path = BUF_INIT(BUF_MAX_LINE);
	struct str part, id;

	while (ari_segment(&own, &part)) {
		bool has = ari_segment(&given, &id) && ari_is_open(part);
		buf_addz(&path, path.n ? "/" : "");
		buf_adds(&path, has ? id : part);
	}
	char *text = mem_strndup(buf_str(&path));
	buf_clear(&path);
	return text;
}

static void
add_near(struct buf *near, const struct ari_docs *d, struct str method, struct str path)
{
	struct candidates c = {.v = mem_array(d->n + 1, sizeof(*c.v))};

	for (size_t i = 0; i < d->n; i++)
		if (is_of(&d->v[i], method))
			c.v[c.n++] = fill_path(str_of(d->v[i].path), path);
	suggest_hint(near, path, candidate, &c);
	while (c.n > 0)
		free(c.v[--c.n]);
	free(c.v);
}

bool
manual_ari(struct buf *out, const struct ari_docs *d, struct str method, struct str path,
    size_t columns, struct buf *near)
{
	bool whole = str_chr(path, '/') == path.n && method.n == 0, any = false;

	if (str_ends(path, STR("/")))
		path.n--;
	for (size_t i = 0; i < d->n && !whole; i++) {
		const struct ari_operation *o = &d->v[i];
		if (!is_of(o, method) ||
		    ari_find(d, str_of(o->method), path) != o)
			continue;
		buf_addz(out, any ? "\n" : "");
		add_operation(out, o, columns);
		any = true;
	}
	any = any || add_list(out, d, method, path, columns);
	if (!any)
		add_near(near, d, method, path);
	return any;
}
