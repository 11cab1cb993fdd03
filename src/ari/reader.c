/* SPDX-License-Identifier: ISC */
/* Takes the text of a message apart and puts down where its values are. */
#include "ari/reader.h"

#include <stdio.h>
#include <stdlib.h>

#include "ami/own_name.h"
#include "ari/cut.h"
#include "ari/jansson.h"
#include "ari/tidy.h"
#include "base/mem.h"

#define READER_KEEP ((size_t)1 << 20) /* bytes of memory that it keeps between texts */

struct places {
	struct field *v;
	size_t n, cap;
};

struct ari_reader {
	struct buf text; /* compact */
	struct str rest; /* of the list that is not read yet, in text */
	bool list, one;  /* it is one; the message that is not of a list is to come */
	enum ari_kind kind;
	int status;
	struct buf raw;  /* of the message */
	struct places fields, hidden;
	bool untitled; /* the type of the event is still to come */
	bool forged;   /* the text has members with names of ours */
};

struct ari_reader *
ari_reader_new(struct err *err)
{
	struct ari_reader *r;

	if (jansson_open(err) < 0)
		return NULL;
	r = mem_alloc(sizeof(*r));
	buf_init(&r->text, BUF_MAX_MESSAGE);
	buf_init(&r->raw, 2 * BUF_MAX_MESSAGE);
	return r;
}

void
ari_reader_free(struct ari_reader *r)
{
	if (!r)
		return;
	buf_clear(&r->text);
	buf_clear(&r->raw);
	free(r->fields.v);
	free(r->hidden.v);
	free(r);
}

/* Empty it, and give back the memory that a huge text has taken. */
static void
forget(struct ari_reader *r)
{
	buf_reset(&r->text);
	buf_reset(&r->raw);
	if (r->text.cap <= READER_KEEP)
		return;
	buf_clear(&r->text);
	buf_clear(&r->raw);
	free(r->fields.v);
	free(r->hidden.v);
	r->fields = r->hidden = (struct places){0};
}

int
ari_reader_open(struct ari_reader *r, struct str text, enum ari_kind kind, int status, bool *list,
    struct err *err)
{
	char why[JANSSON_WHY];

	forget(r);
	r->list = r->one = false;
	r->rest = STR("");
	r->kind = kind;
	r->status = status;
	*list = false;
	if (tidy(&r->text, text, err) < 0)
		return -1;
	if (r->text.n == 0 && kind == ARI_REPLY)
		buf_addz(&r->text, "{}");
	if (!jansson_check(buf_str(&r->text), false, why))
		return err_set(err, ERR_FAILED, "not JSON: %s", why);
	if (kind == ARI_EVENT && !cut_is(buf_str(&r->text), '{'))
		return err_set(err, ERR_FAILED, "an event must be an object");
	r->list = *list = cut_is(buf_str(&r->text), '[');
	if (r->list)
		r->rest = cut_inside(buf_str(&r->text));
	r->one = true;
	return 0;
}

/* Bytes of raw, which moves while it grows. */
struct span {
	size_t at, n;
};

static struct str
view(const struct ari_reader *r, struct span s)
{
	return str_from(r->raw.p + s.at, s.n);
}

static struct span
span_of(const struct ari_reader *r, struct str part)
{
	return (struct span){(size_t)(part.p - r->raw.p), part.n};
}

/* Append what a part of raw stands for, which is not longer than the part. */
static struct span
decode(struct ari_reader *r, struct span part)
{
	struct span text = {.at = r->raw.n};

	if (buf_room(&r->raw, part.n))
		cut_text(&r->raw, view(r, part));
	text.n = r->raw.n - text.at;
	return text;
}

/* Append a name: that of an object, which may be empty, a dot and that of the member; at level 0
 * only the latter. */
static struct span
member_name(struct ari_reader *r, struct span object, struct span quoted, unsigned level)
{
	struct span name = {.at = r->raw.n};
	struct str plain;
	char *to;

	if (level == 0 && cut_plain(view(r, quoted), &plain))
		return span_of(r, plain);
	to = level ? buf_room(&r->raw, object.n + 1 + quoted.n) : NULL;
	if (to) {
		memcpy(to, r->raw.p + object.at, object.n);
		to[object.n] = '.';
		r->raw.n += object.n + 1;
	}
	decode(r, quoted);
	name.n = r->raw.n - name.at;
	return name;
}

/* Append the name of an element. */
static struct span
element_name(struct ari_reader *r, struct span array, size_t i)
{
	struct span name = {.at = r->raw.n};
	char *to = buf_room(&r->raw, array.n + 16);

	if (to) {
		memcpy(to, r->raw.p + array.at, array.n);
		r->raw.n += array.n;
		buf_addf(&r->raw, "[%zu]", i);
	}
	name.n = r->raw.n - name.at;
	return name;
}

static void
add_place(struct places *to, struct field f)
{
	if (to->n == to->cap) {
		to->cap = to->cap ? to->cap * 2 : 64;
		to->v = mem_grow(to->v, to->cap, sizeof(*to->v));
	}
	to->v[to->n++] = f;
}

/* Put down a field, unless there was no room for its name or value. An event's type has its
 * place. */
static void
put(struct ari_reader *r, bool hidden, struct span name, struct span value)
{
	struct places *to = hidden ? &r->hidden : &r->fields;
	struct field f = {
	    (uint32_t)name.at, (uint32_t)name.n, (uint32_t)value.at, (uint32_t)value.n};

	if (buf_full(&r->raw))
		return;
	if (r->untitled && !hidden && str_eq(view(r, name), STR("type"))) {
		r->fields.v[0] = f;
		r->untitled = false;
		return;
	}
	add_place(to, f);
}

static void members(struct ari_reader *r, struct span name, struct span object, bool hidden,
    unsigned level);
static void elements(struct ari_reader *r, struct span name, struct span array, unsigned level);

/* Put down a value, and what is in it. */
static void
value(struct ari_reader *r, struct span name, struct span v, bool hidden, unsigned level)
{
	struct str text = view(r, v), plain;
	bool object = cut_is(text, '{'), open = level < READER_LEVELS && name.n <= READER_NAME;

	if (cut_plain(text, &plain))
		put(r, hidden, name, span_of(r, plain));
	else if (cut_is(text, '"'))
		put(r, hidden, name, decode(r, v));
	else
		put(r, hidden || (object && open), name,
		    (struct span){v.at, cut_is(text, 'n') ? 0 : v.n});
	if (object && open)
		members(r, name, v, hidden, level + 1);
	else if (cut_is(view(r, v), '[') && open)
		elements(r, name, v, level + 1);
}

static void
members(
    struct ari_reader *r, struct span name, struct span object, bool hidden, unsigned level)
{
	struct span rest = span_of(r, cut_inside(view(r, object)));
	struct str inside = view(r, rest), key, text;

	while (cut_member(&inside, &key, &text) && !buf_full(&r->raw)) {
		struct span quoted = span_of(r, key), v = span_of(r, text);
		rest = span_of(r, inside);
		struct span own = member_name(r, name, quoted, level);
		r->forged |= level == 0 && own_name_is(view(r, own));
		value(r, own, v, hidden, level);
		inside = view(r, rest);
	}
}

static void
elements(struct ari_reader *r, struct span name, struct span array, unsigned level)
{
	struct span rest = span_of(r, cut_inside(view(r, array)));
	struct str inside = view(r, rest), text;

	for (size_t i = 0; i < READER_ELEMENTS && cut_element(&inside, &text); i++) {
		struct span v = span_of(r, text);
		rest = span_of(r, inside);
		value(r, element_name(r, name, i), v, true, level);
		inside = view(r, rest);
	}
}

/* Append an object without the members that have a name of what this program adds. */
static void
add_others(struct buf *out, struct str object)
{
	struct buf text = BUF_INIT(BUF_MAX_MESSAGE);
	struct str inside = cut_inside(object), name, v;
	size_t start;

	buf_addc(out, '{');
	start = out->n;
	while (cut_member(&inside, &name, &v)) {
		buf_reset(&text);
		cut_text(&text, name);
		if (own_name_is(buf_str(&text)))
			continue;
		buf_addz(out, out->n > start ? "," : "");
		buf_adds(out, name);
		buf_addc(out, ':');
		buf_adds(out, v);
	}
	buf_addc(out, '}');
	buf_clear(&text);
}

/* Put the JSON text of a message, an object, at the front of raw. */
static void
begin(struct ari_reader *r, struct str text)
{
	buf_reset(&r->raw);
	r->fields.n = r->hidden.n = 0;
	if (!cut_is(text, '{')) {
		buf_addz(&r->raw, "{\"value\":");
		buf_adds(&r->raw, text);
		buf_addc(&r->raw, '}');
	} else if (r->forged) {
		add_others(&r->raw, text);
	} else {
		buf_adds(&r->raw, text);
	}
}

/* Append a field that is not in the text. */
static void
put_own(struct ari_reader *r, const char *name, const char *text)
{
	struct span n = {r->raw.n, strlen(name)}, v = {r->raw.n + n.n, strlen(text)};

	buf_addz(&r->raw, name);
	buf_addz(&r->raw, text);
	put(r, false, n, v);
}

/* Put the fields down; returns the length of the JSON text. */
static size_t
walk(struct ari_reader *r, struct str text, bool item)
{
	char status[16];

	begin(r, text);
	size_t json = r->raw.n;
	r->untitled = false;
	snprintf(status, sizeof(status), "%d", r->status);
	if (!item && r->kind == ARI_REPLY)
		put_own(r, "_status", status);
	else if (!item)
		put_own(r, "type", "");
	r->untitled = !item && r->kind == ARI_EVENT;
	members(r, (struct span){0}, (struct span){0, json}, false, 0);
	return json;
}

static void
build(struct ari_reader *r, struct str text, bool item, struct msg *m)
{
	r->forged = false;
	size_t json = walk(r, text, item);
	if (r->forged)
		json = walk(r, text, item);
	for (size_t i = 0; i < r->hidden.n; i++)
		add_place(&r->fields, r->hidden.v[i]);
	*m = (struct msg){
	    .kind = item || r->kind == ARI_EVENT ? MSG_EVENT : MSG_RESPONSE,
	    .raw = buf_str(&r->raw),
	    .fields = r->fields.v,
	    .n = r->fields.n - r->hidden.n,
	    .hidden = r->hidden.n,
	    .json = json,
	};
}

bool
ari_reader_next(struct ari_reader *r, struct msg *m)
{
	struct str text;

	if (r->one) {
		r->one = false;
		build(r, r->list ? STR("{}") : buf_str(&r->text), false, m);
		return true;
	}
	if (!cut_element(&r->rest, &text))
		return false;
	build(r, text, true, m);
	return true;
}
