/* SPDX-License-Identifier: ISC */
/* Items packed one after the other: a record, the fields of its message, the name of an event, the
 * raw bytes. */
#include "session/batch.h"

#include <stdlib.h>

#include "base/mem.h"

#define HERE       UINT64_MAX
#define BATCH_KEEP ((size_t)1 << 20) /* bytes of memory that an empty batch may keep; a message of
                                      * more may be kept with that memory */

struct record {
	uint64_t count;
	uint64_t at; /* where raw is in the memory of the stream, or HERE */
	int64_t time;
	uint32_t request;
	uint32_t raw_n;
	uint32_t fields_n;
	uint32_t hidden;
	uint32_t json;
	uint8_t kind;
	uint8_t more;
	uint8_t suspect;
	uint8_t has_msg;
	uint8_t msg_kind;
	uint8_t framed;
	uint8_t error;
	uint8_t lead;
	uint8_t stage;
	uint8_t state;
	uint8_t table; /* its fields are in that of the batch */
	uint8_t named; /* batch_add_event added it, and its name, */
	uint8_t name_n; /* which has so many bytes */
};

struct batch {
	char *p;
	size_t n;
	size_t cap;
	size_t at; /* where batch_next reads on */
	struct memory memory; /* of the stream */
	size_t elsewhere;     /* bytes of messages that are in it */
	bool complete;        /* the memory is that of the items */
};

struct batch *
batch_new(void)
{
	return mem_alloc(sizeof(struct batch));
}

void
batch_free(struct batch *b)
{
	if (!b)
		return;
	free(b->p);
	memory_free(&b->memory);
	free(b);
}

/* Records begin at multiples of eight. */
static size_t
aligned(size_t n)
{
	return (n + 7) & ~(size_t)7;
}

static void *
room(struct batch *b, size_t n)
{
	if (b->n + n > b->cap) {
		size_t cap = b->cap ? b->cap : (size_t)64 << 10;
		while (cap < b->n + n)
			cap *= 2;
		b->p = mem_grow(b->p, cap, 1);
		b->cap = cap;
	}
	char *p = b->p + b->n;
	b->n += n;
	return p;
}

/* Write what follows a record: so many bytes of fields, and others. */
static void
add_rest(struct record *r, const struct field *fields, size_t n, struct str bytes)
{
	char *rest = (char *)(r + 1);

	if (n)
		memcpy(rest, fields, n);
	if (bytes.n)
		memcpy(rest + n, bytes.p, bytes.n);
}

/* Append the item; its message is copied if at is HERE, its fields unless the batch has them. The
 * record is written where it stays: on the stack first, and copied, it took twice the time. */
static void
add(struct batch *b, const struct item *item, uint64_t at, bool table)
{
	struct str raw = item->has_msg ? item->msg.raw : item->text;
	size_t n = item->has_msg ? item->msg.n + item->msg.hidden : 0;
	size_t fields = table ? 0 : n * sizeof(struct field);
	struct str here = str_head(raw, at == HERE ? raw.n : 0);
	struct record *r = room(b, aligned(sizeof(*r) + fields + here.n));

	*r = (struct record){
	    .count = item->count,
	    .at = at,
	    .time = item->has_msg ? item->msg.time : 0,
	    .request = item->request,
	    .raw_n = (uint32_t)raw.n,
	    .fields_n = (uint32_t)n,
	    .hidden = item->has_msg ? (uint32_t)item->msg.hidden : 0,
	    .json = item->has_msg ? (uint32_t)item->msg.json : 0,
	    .kind = (uint8_t)item->kind,
	    .more = item->more,
	    .suspect = item->suspect,
	    .has_msg = item->has_msg,
	    .msg_kind = (uint8_t)item->msg.kind,
	    .framed = item->msg.framed,
	    .error = (uint8_t)item->error,
	    .lead = item->lead,
	    .stage = (uint8_t)item->stage,
	    .state = (uint8_t)item->state,
	    .table = table,
	};
	add_rest(r, item->msg.fields, fields, here);
}

void
batch_add(struct batch *b, const struct item *item)
{
	add(b, item, HERE, false);
}

bool
batch_has_table(const struct batch *b)
{
	return b->memory.fields;
}

void
batch_add_at(struct batch *b, const struct item *item, size_t at, struct field *table)
{
	if (table)
		b->memory.fields = table;
	add(b, item, at, table);
	b->elsewhere += item->msg.raw.n;
}

void
batch_add_event(struct batch *b, const struct msg *m, size_t at)
{
	struct str name = msg_value(m, 0);
	size_t fields = m->n * sizeof(struct field);
	struct record *r = room(b, aligned(sizeof(*r) + fields + name.n));

	*r = (struct record){
	    .at = at,
	    .time = m->time,
	    .raw_n = (uint32_t)m->raw.n,
	    .fields_n = (uint32_t)m->n,
	    .kind = ITEM_EVENT,
	    .has_msg = true,
	    .msg_kind = MSG_EVENT,
	    .framed = true,
	    .named = true,
	    .name_n = (uint8_t)name.n,
	};
	add_rest(r, m->fields, fields, name);
	b->elsewhere += m->raw.n;
}

bool
batch_wants_memory(const struct batch *b)
{
	return b->elsewhere && !b->complete;
}

struct memory *
batch_memory(struct batch *b)
{
	b->complete = true;
	return &b->memory;
}

/* Does nobody need the memory of the stream for anything but this message, the last? */
static bool
may_be_taken(const struct batch *b, const struct record *r)
{
	return r->at != HERE && r->raw_n > BATCH_KEEP && b->at >= b->n;
}

/* The record that is read next. */
static const struct record *
next_record(const struct batch *b)
{
	return b->at < b->n ? (const struct record *)(const void *)(b->p + b->at) : NULL;
}

/* Bytes of its fields, which follow it unless the batch has them. */
static size_t
fields_here(const struct record *r)
{
	return r->table ? 0 : r->fields_n * sizeof(struct field);
}

static const struct field *
fields_of(const struct batch *b, const struct record *r)
{
	return r->table ? b->memory.fields : (const struct field *)(const void *)(r + 1);
}

/* Its bytes follow them, or are in the memory of the stream. */
static struct str
raw_of(const struct batch *b, const struct record *r)
{
	const char *here = (const char *)(r + 1) + fields_here(r);

	return str_from(r->at == HERE ? here : b->memory.p + r->at, r->raw_n);
}

/* Pass over the next record. */
static void
pass(struct batch *b, const struct record *r)
{
	b->at += aligned(sizeof(*r) + fields_here(r) + r->name_n + (r->at == HERE ? r->raw_n : 0));
}

bool
batch_framed(const struct batch *b, struct str *name)
{
	const struct record *r = next_record(b);

	if (!r || !r->named)
		return false;
	*name = str_from((const char *)(r + 1) + fields_here(r), r->name_n);
	return true;
}

void
batch_pass(struct batch *b)
{
	const struct record *r = next_record(b);

	if (r)
		pass(b, r);
}

bool
batch_next(struct batch *b, struct item *item)
{
	const struct record *r = next_record(b);

	if (!r)
		return false;
	struct str raw = raw_of(b, r);
	pass(b, r);
	*item = (struct item){
	    .kind = (enum item_kind)r->kind,
	    .request = r->request,
	    .more = r->more,
	    .suspect = r->suspect,
	    .has_msg = r->has_msg,
	    .error = (enum err_kind)r->error,
	    .lead = r->lead,
	    .stage = (enum stage_kind)r->stage,
	    .state = (enum stage_state)r->state,
	    .text = r->has_msg ? STR("") : raw,
	    .count = r->count,
	};
	if (r->has_msg)
		item->msg = (struct msg){
		    .kind = (enum msg_kind)r->msg_kind,
		    .raw = raw,
		    .fields = fields_of(b, r),
		    .n = r->fields_n - r->hidden,
		    .hidden = r->hidden,
		    .json = r->json,
		    .time = r->time,
		    .framed = r->framed,
		    .memory = may_be_taken(b, r) ? &b->memory : NULL,
		};
	return true;
}

void
batch_reset(struct batch *b)
{
	if (b->cap > BATCH_KEEP) {
		free(b->p);
		b->p = NULL;
		b->cap = 0;
	}
	if (b->memory.size > BATCH_KEEP || b->memory.fields)
		memory_free(&b->memory);
	b->n = b->at = b->elsewhere = 0;
	b->complete = false;
}

size_t
batch_bytes(const struct batch *b)
{
	return b->n + b->elsewhere;
}
