/* SPDX-License-Identifier: ISC */
/*
 * A small cache of names in JSON, in which each name is looked for first where it followed the last
 * time. A name that was met in the current message carries its number: so a repeated one shows. An
 * event of twenty headers takes a quarter of the time that it takes the simple way.
 */
#include "view/json_headers.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/scan.h"

#define MOST    64  /* headers of a usual event */
#define SLOTS   256 /* a power of two */
#define WAYS    4   /* slots in which a name may be */
#define LONGEST 48  /* bytes of a name */
#define OPEN    64  /* LONGEST and ,"":[" in two copies of COPIED */
#define COPIED  32
#define CLOSE   2   /* of "] */

struct known {
	char open[OPEN]; /* ,"Name":" or ,"Variable":[" */
	unsigned char open_n;
	unsigned char name_n1; /* bytes of the name and one; 0: free */
	bool array;
	uint32_t message;   /* the last one that had it */
	struct known *next; /* what came after it the last time */
};

struct json_headers {
	uint32_t message; /* the number of the current one */
	struct known slots[SLOTS + WAYS];
	struct known begin; /* before the first header of a message */
	struct buf form;
};

/* Where the next bytes go. */
struct room {
	struct buf *out;
	char *at, *end;
	size_t whole; /* room that all headers need without escapes */
};

void
json_headers_free(struct json_headers *h)
{
	if (h)
		buf_clear(&h->form);
	free(h);
}

/* The last byte decides nearly always. */
bool
json_headers_is_array(struct str name)
{
	switch (name.n ? name.p[name.n - 1] : '\0') {
	case '\0':
		return name.n == 0;
	case 't':
		return str_eq(name, STR("Output"));
	case 'e':
		return str_eq(name, STR("Variable")) || str_ends(name, STR("ChanVariable"));
	case ')':
		return str_starts(name, STR("ChanVariable("));
	default:
		return false;
	}
}

/* Is it a name that a message has but once, in other letters than usual? */
static bool
is_odd_single(const struct msg *m, struct str name)
{
	size_t i = 0;

	while (msg_surplus_at(i).n && !str_eq(str_from_at(msg_surplus_at(i), 1), name))
		i++;
	return msg_surplus_at(i).n == 0 && msg_has_once(m, name);
}

/* Make the form of a name; false if it is unusual. */
static bool
make(struct json_headers *h, struct known *k, const struct msg *m, struct str name)
{
	bool array = json_headers_is_array(name);
	struct json j = {.out = &h->form, .comma = true};

	if (name.n == 0 || name.n > LONGEST || name.p[0] == '_' || is_odd_single(m, name))
		return false;
	buf_reset(&h->form);
	json_key(&j, name);
	if (h->form.n != name.n + 4 || memcmp(h->form.p + 2, name.p, name.n) != 0)
		return false;
	buf_addz(&h->form, array ? "[\"" : "\"");
	*k = (struct known){
	    .open_n = (unsigned char)h->form.n,
	    .name_n1 = (unsigned char)(name.n + 1),
	    .array = array,
	    .message = h->message - 1,
	    .next = &h->begin,
	};
	memcpy(k->open, h->form.p, h->form.n);
	return true;
}

static bool
is_named(const struct known *k, struct str name)
{
	return k->name_n1 == name.n + 1 && scan_same(k->open + 2, name.p, name.n);
}

/* Look a name up where it may be, or put it there, but not in place of one that this message has.
 * NULL: it is unusual. */
static struct known *
look_up(struct json_headers *h, const struct msg *m, struct str name)
{
	struct known *first = &h->slots[hash_quick(name) % SLOTS], *old = NULL;

	for (struct known *k = first; k < first + WAYS; k++) {
		if (is_named(k, name))
			return k;
		if (!old && (!k->name_n1 || k->message != h->message))
			old = k;
	}
	return old && make(h, old, m, name) ? old : NULL;
}

/* The form of the name of field i; the one that is likely after the form before it is tried first.
 * NULL: it is unusual. */
static struct known *
follow(struct json_headers *h, struct known *before, const struct msg *m, size_t i)
{
	struct str name = msg_name(m, i);
	struct known *k = before->next;

	if (!is_named(k, name)) {
		k = look_up(h, m, name);
		before->next = k ? k : before->next;
	}
	return k;
}

/* Is there room for one more header with a value of n plain bytes? Else make some. */
static bool
make_room(struct room *r, size_t n)
{
	n += OPEN + CLOSE + SCAN_BLOCK;
	if (r->at && (size_t)(r->end - r->at) >= n)
		return true;
	if (r->at)
		r->out->n = (size_t)(r->at - r->out->p);
	r->at = buf_room(r->out, r->whole + n);
	r->end = r->at ? r->at + r->whole + n : NULL;
	return r->at;
}

/* A value that is not plain. */
static bool
put_escaped(struct room *r, struct str value)
{
	r->out->n = (size_t)(r->at - r->out->p);
	json_text(r->out, value);
	r->at = NULL;
	return make_room(r, 0);
}

/* Put the inside of a value. Blocks are copied whole where the message goes on after it. */
static bool
put_value(struct room *r, const struct msg *m, size_t i)
{
	struct str value = msg_value(m, i);
	size_t after = m->raw.n - m->fields[i].value - value.n, n;

	if (after >= SCAN_BLOCK)
		n = scan_copy_over(r->at, value, '"', '\\');
	else
		n = scan_copy(r->at, value, '"', '\\');
	if (n < value.n)
		return put_escaped(r, value);
	r->at += value.n; /* not n, for which the next header would have to wait */
	return true;
}

/* Put what stands before the value: the name, without its comma if none is due, or that comma if
 * it is one more element of the array before it. */
static bool
put_name(struct room *r, struct known *k, const struct known *before, uint32_t message, bool comma)
{
	if (k->message == message) {
		if (k != before || !k->array)
			return false;
		memcpy(r->at - CLOSE, "\",\"", 3);
		r->at += 3 - CLOSE;
		return true;
	}
	k->message = message;
	memcpy(r->at, k->open + !comma, COPIED);
	if (k->open_n > COPIED)
		memcpy(r->at + COPIED, k->open + COPIED + !comma, OPEN - COPIED - 1);
	r->at += k->open_n - !comma;
	return true;
}

static bool
put_all(struct json_headers *h, struct room *r, const struct msg *m, bool comma)
{
	struct known *k = &h->begin;

	h->message++;
	for (size_t i = 0; i < m->n; i++) {
		struct known *before = k;
		k = follow(h, before, m, i);
		if (!k || !make_room(r, m->fields[i].value_n) ||
		    !put_name(r, k, before, h->message, comma || i) || !put_value(r, m, i))
			return false;
		memcpy(r->at, "\"]", CLOSE);
		r->at += k->array ? 2 : 1;
	}
	return true;
}

bool
json_headers_add(struct json_headers **h, struct json *j, const struct msg *m)
{
	size_t before = j->out->n;
	struct room room = {.out = j->out, .whole = m->raw.n + m->n * 8};

	if (m->kind != MSG_EVENT || m->json || m->composed || m->n == 0 || m->n > MOST)
		return false;
	if (!*h) {
		*h = mem_alloc(sizeof(**h));
		(*h)->begin.next = (*h)->slots;
		buf_init(&(*h)->form, BUF_MAX_LINE);
	}
	if (!put_all(*h, &room, m, j->comma)) {
		j->out->n = before;
		return false;
	}
	j->out->n = (size_t)(room.at - j->out->p);
	j->comma = true;
	return true;
}
