/* SPDX-License-Identifier: ISC */
/* Walks a document: its apis, their operations, the parameters of each; its models of events. */
#include "ari/api_docs.h"

#include "ari/cut.h"
#include "base/mem.h"
#include "base/text.h"

/* The texts of a document, in memory that was big enough from the start and does not move. */
struct texts {
	struct buf buf;
};

/* Append what a string, number or word of JSON stands for. It is not longer than that with the name
 * or comma before it. */
static const char *
keep(struct texts *t, struct str value)
{
	size_t at = t->buf.n;

	if (value.n == 0)
		return "";
	cut_text(&t->buf, value);
	buf_addc(&t->buf, '\0');
	return buf_full(&t->buf) ? "" : t->buf.p + at;
}

/* The member of an object, or nothing. */
static struct str
member(struct str object, const char *name)
{
	struct str inside = cut_inside(object), key, value, plain;

	while (cut_is(object, '{') && cut_member(&inside, &key, &value))
		if (cut_plain(key, &plain) && str_eq(plain, str_of(name)))
			return value;
	return STR("");
}

static struct str
elements(struct str object, const char *name)
{
	struct str value = member(object, name);

	return cut_is(value, '[') ? cut_inside(value) : STR("");
}

static const char *
text_of(struct texts *t, struct str object, const char *name)
{
	return keep(t, member(object, name));
}

/* The same, but NULL where the object has none. */
static const char *
told(struct texts *t, struct str object, const char *name)
{
	struct str value = member(object, name);

	return value.n ? keep(t, value) : NULL;
}

static bool
is_true(struct str object, const char *name)
{
	return str_eq(member(object, name), STR("true"));
}

/* Can it be typed as it is? */
static bool
is_plain(const char *name)
{
	for (const char *c = name; *c; c++)
		if (*c <= ' ' || *c > '~' || strchr("\"'\\|", *c))
			return false;
	return *name;
}

/* The values of a parameter as "a|b", or its range. */
static void
read_values(struct texts *t, struct ari_parameter *p, struct str values)
{
	struct str rest = elements(values, "values"), one;

	p->least = told(t, values, "min");
	p->most = told(t, values, "max");
	if (rest.n == 0)
		return;
	size_t at = t->buf.n;
	for (bool first = true; cut_element(&rest, &one); first = false) {
		buf_addz(&t->buf, first ? "" : "|");
		cut_text(&t->buf, one);
	}
	buf_addc(&t->buf, '\0');
	p->choices = buf_full(&t->buf) ? NULL : t->buf.p + at;
}

static enum ari_place
place_of(struct str parameter)
{
	struct str place = member(parameter, "paramType");

	return str_eq(place, STR("\"path\""))   ? ARI_IN_PATH
	       : str_eq(place, STR("\"body\"")) ? ARI_IN_BODY
	                                        : ARI_IN_QUERY;
}

static void
read_parameter(struct texts *t, struct ari_operation *o, struct str parameter)
{
	struct ari_parameter p = {
	    .name = text_of(t, parameter, "name"),
	    .type = text_of(t, parameter, "dataType"),
	    .otherwise = told(t, parameter, "defaultValue"),
	    .text = text_of(t, parameter, "description"),
	    .place = place_of(parameter),
	    .repeated = is_true(parameter, "allowMultiple"),
	};

	p.required = p.place == ARI_IN_PATH || is_true(parameter, "required");
	read_values(t, &p, member(parameter, "allowableValues"));
	if (!p.choices && str_eq(str_of(p.type), STR("boolean")))
		p.choices = "true|false";
	if (!is_plain(p.name))
		return;
	o->v = mem_more(o->v, o->n, sizeof(*o->v));
	o->v[o->n++] = p;
}

static void
read_refusal(struct texts *t, struct ari_operation *o, struct str refusal)
{
	o->refusals = mem_more(o->refusals, o->refusals_n, sizeof(*o->refusals));
	o->refusals[o->refusals_n++] = (struct ari_refusal){
	    .code = text_of(t, refusal, "code"), .reason = text_of(t, refusal, "reason")};
}

static void
read_parameters(struct texts *t, struct ari_operation *o, struct str operation)
{
	struct str rest = elements(operation, "parameters"), one;

	while (o->n < API_DOCS_PARAMETERS && cut_element(&rest, &one))
		read_parameter(t, o, one);
	rest = elements(operation, "errorResponses");
	while (o->refusals_n < API_DOCS_PARAMETERS && cut_element(&rest, &one))
		read_refusal(t, o, one);
}

/* Move the required ones to the front. */
static void
order(struct ari_operation *o)
{
	size_t front = 0;

	for (size_t i = 0; i < o->n; i++) {
		struct ari_parameter p = o->v[i];
		if (!p.required)
			continue;
		memmove(o->v + front + 1, o->v + front, (i - front) * sizeof(p));
		o->v[front++] = p;
	}
}

static void
read_operation(struct texts *t, struct ari_docs *d, const char *path, struct str operation)
{
	struct ari_operation o = {
	    .method = text_of(t, operation, "httpMethod"),
	    .path = path,
	    .summary = text_of(t, operation, "summary"),
	    .notes = text_of(t, operation, "notes"),
	};

	if (!is_plain(o.method))
		return;
	read_parameters(t, &o, operation);
	order(&o);
	d->v = mem_more(d->v, d->n, sizeof(*d->v));
	d->v[d->n++] = o;
}

static void
add_name(struct ari_name **v, size_t *n, const char *name, const char *text)
{
	if (*n == API_DOCS_NAMES || !is_plain(name))
		return;
	*v = mem_more(*v, *n, sizeof(**v));
	(*v)[(*n)++] = (struct ari_name){name, text};
}

/* A resource of the list: /api-docs/channels.{format}. */
static void
read_resource(struct texts *t, struct ari_docs *d, struct str api)
{
	struct str path = member(api, "path"), plain;
	const struct str before = STR("/api-docs/"), after = STR(".{format}");

	if (!cut_plain(path, &plain) || !str_starts(plain, before) || !str_ends(plain, after))
		return;
	plain = str_from_at(str_head(plain, plain.n - after.n), before.n);
	size_t at = t->buf.n;
	buf_adds(&t->buf, plain);
	buf_addc(&t->buf, '\0');
	if (!buf_full(&t->buf))
		add_name(&d->resources, &d->resources_n, t->buf.p + at,
		    text_of(t, api, "description"));
}

static void
read_api(struct texts *t, struct ari_docs *d, struct str api)
{
	struct str rest = elements(api, "operations"), one;

	if (rest.n == 0) {
		read_resource(t, d, api);
		return;
	}
	const char *path = text_of(t, api, "path");
	path += *path == '/';
	while (is_plain(path) && d->n < API_DOCS_OPERATIONS && cut_element(&rest, &one))
		read_operation(t, d, path, one);
}

/* The types of events: the models that another one names as a kind of itself, if they have no kinds
 * themselves. */
static void
read_models(struct texts *t, struct ari_docs *d, struct str models)
{
	struct str rest = cut_inside(models), key, model, kind;
	size_t n = 0;

	while (cut_is(models, '{') && cut_member(&rest, &key, &model)) {
		struct str kinds = elements(model, "subTypes");
		while (n++ < API_DOCS_NAMES && cut_element(&kinds, &kind)) {
			const char *name = keep(t, kind);
			struct str its = member(models, name);
			if (elements(its, "subTypes").n == 0)
				add_name(&d->events, &d->events_n, name,
				    text_of(t, its, "description"));
		}
	}
}

int
api_docs_read(struct ari_docs *d, struct str text, struct err *err)
{
	struct texts t;
	struct str rest, one;

	*d = (struct ari_docs){0};
	if (text.n > API_DOCS_TEXT)
		return err_set(err, ERR_FAILED, "the document is too big");
	buf_init(&t.buf, text.n + 1);
	buf_room(&t.buf, text.n + 1);
	rest = elements(text, "apis");
	while (cut_element(&rest, &one))
		read_api(&t, d, one);
	read_models(&t, d, member(text, "models"));
	d->memory = t.buf.p;
	return 0;
}
