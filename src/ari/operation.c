/* SPDX-License-Identifier: ISC */
/* Finds operations. Those of Asterisk 22 are data in operations.inc. */
#include "ari/operation.h"

#include <stdlib.h>

#include "base/mem.h"

/* A row: the words of the last text are the parameters, path ones excepted. name! is required,
 * name* may be repeated, name=a|b has these values, {name} is in the body. */
static const struct row {
	const char *method, *path, *parameters;
} rows[] = {
#define OPERATION(method, path, parameters) {method, path, parameters},
#include "ari/operations.inc"
#undef OPERATION
};

static struct ari_name events[] = {
#define EVENT(name) {name, ""},
#include "ari/events.inc"
#undef EVENT
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct ari_operation operations[COUNT(rows)];
static struct ari_docs known;

bool
ari_segment(struct str *path, struct str *segment)
{
	return str_cut(path, '/', segment);
}

bool
ari_is_open(struct str segment)
{
	return segment.n > 2 && segment.p[0] == '{' && segment.p[segment.n - 1] == '}';
}

bool
ari_knows(struct str resource)
{
	const struct ari_docs *d = ari_known();

	for (size_t i = 0; i < d->n; i++) {
		struct str path = str_of(d->v[i].path), first;
		if (ari_segment(&path, &first) && str_eq(first, resource))
			return true;
	}
	return false;
}

/* How many parts of the path are the operation's own; -1: it does not fit. */
static int
fit(struct str operation, struct str path)
{
	struct str own, given;
	int same = 0;

	while (ari_segment(&operation, &own)) {
		if (!ari_segment(&path, &given) || given.n == 0)
			return -1;
		if (str_eq(own, given))
			same++;
		else if (!ari_is_open(own))
			return -1;
	}
	return path.p ? -1 : same;
}

bool
ari_path_fits(struct str operation, struct str path)
{
	return fit(operation, path) >= 0;
}

const struct ari_operation *
ari_find(const struct ari_docs *d, struct str method, struct str path)
{
	const struct ari_operation *best = NULL;
	int most = -1;

	for (size_t i = 0; i < d->n; i++) {
		int same = fit(str_of(d->v[i].path), path);
		if (same <= most || !str_ieq(str_of(d->v[i].method), method))
			continue;
		best = &d->v[i];
		most = same;
	}
	return best;
}

const struct ari_parameter *
ari_parameter(const struct ari_operation *o, struct str name)
{
	for (size_t i = 0; i < o->n; i++)
		if (str_ieq(str_of(o->v[i].name), name))
			return &o->v[i];
	return NULL;
}

void
ari_docs_clear(struct ari_docs *d)
{
	for (size_t i = 0; i < d->n; i++) {
		free(d->v[i].v);
		free(d->v[i].refusals);
	}
	free(d->v);
	free(d->events);
	free(d->resources);
	free(d->memory);
	*d = (struct ari_docs){0};
}

static struct ari_parameter *
add(struct ari_operation *o, struct str name, enum ari_place place)
{
	o->v = mem_more(o->v, o->n, sizeof(*o->v));
	o->v[o->n] = (struct ari_parameter){
	    .name = mem_strndup(name), .type = "", .text = "", .place = place};
	return &o->v[o->n++];
}

/* Add the parameter that a word of a row describes. */
static void
add_word(struct ari_operation *o, struct str word)
{
	size_t equals = str_chr(word, '=');
	struct str name = str_head(word, equals);
	bool body = ari_is_open(name);
	bool required = str_ends(name, STR("!")) || str_ends(name, STR("!*"));
	bool repeated = str_ends(name, STR("*"));

	if (body)
		name = str_from(name.p + 1, name.n - 2);
	name.n -= (size_t)required + (size_t)repeated;
	struct ari_parameter *p = add(o, name, body ? ARI_IN_BODY : ARI_IN_QUERY);
	p->required = required;
	p->repeated = repeated;
	if (equals < word.n)
		p->choices = mem_strndup(str_from_at(word, equals + 1));
}

static void
fill(struct ari_operation *o, const struct row *row)
{
	struct str path = str_of(row->path), rest = str_of(row->parameters), part;

	*o = (struct ari_operation){
	    .method = row->method, .path = row->path, .summary = "", .notes = ""};
	while (ari_segment(&path, &part))
		if (ari_is_open(part))
			add(o, str_from(part.p + 1, part.n - 2), ARI_IN_PATH)->required = true;
	while (rest.n && str_cut(&rest, ' ', &part))
		add_word(o, part);
}

static void
fill_all(void)
{
	for (size_t i = 0; i < COUNT(rows); i++)
		fill(&operations[i], &rows[i]);
	known = (struct ari_docs){
	    .v = operations, .n = COUNT(rows), .events = events, .events_n = COUNT(events)};
}

const struct ari_docs *
ari_known(void)
{
	if (known.n == 0)
		fill_all();
	return &known;
}
