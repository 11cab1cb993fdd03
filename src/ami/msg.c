/* SPDX-License-Identifier: ISC */
/*
 * Reads a message: fields as views, headers by name. What only the first line decides is never
 * taken from a header. A copy is the struct, its fields and its raw bytes in one allocation.
 */
#include "ami/msg.h"

#include <stdlib.h>

#include "base/mem.h"

/* The headers that a message has only once, with the names of their further lines: at most 32. */
#define SURPLUS(name) {name, sizeof(name) - 1}
static const struct str surplus[] = {
    SURPLUS("_Event"), SURPLUS("_Response"), SURPLUS("_ActionID"), SURPLUS("_Privilege"),
    SURPLUS("_Timestamp"), SURPLUS("_SystemName"), SURPLUS("_EventList"), SURPLUS("_ListItems"),
    SURPLUS("_Channel"), SURPLUS("_Uniqueid"), SURPLUS("_Linkedid"),
};

#define SINGLES        (sizeof(surplus) / sizeof(surplus[0]))
#define LONGEST_SINGLE 10 /* bytes of SystemName */

/* Which of them is this header? SINGLES for none. */
static size_t
find_single(struct str name)
{
	size_t i = 0;

	if (name.n > LONGEST_SINGLE)
		return SINGLES;
	while (i < SINGLES && (name.n + 1 != surplus[i].n ||
	                          !str_ieq(name, str_from_at(surplus[i], 1))))
		i++;
	return i;
}

bool
msg_has_once(const struct msg *m, struct str name)
{
	return !m->composed && !m->json && find_single(name) < SINGLES;
}

struct str
msg_surplus_at(size_t i)
{
	return i < SINGLES ? surplus[i] : STR("");
}

struct str
msg_surplus_of(struct str name)
{
	if (name.n == 0 || name.p[0] != '_')
		return STR("");
	size_t i = find_single(str_from_at(name, 1));
	return i < SINGLES ? str_from_at(surplus[i], 1) : STR("");
}

bool
msg_next(struct msg_walk *w, const struct msg *m, struct str *name, struct str *value)
{
	if (w->i >= m->n)
		return false;
	*name = msg_name(m, w->i);
	*value = msg_value(m, w->i++);
	size_t i = m->composed || m->json ? SINGLES : find_single(*name);
	if (i < SINGLES && w->seen & 1u << i)
		*name = surplus[i];
	if (i < SINGLES)
		w->seen |= 1u << i;
	return true;
}

/* The next field of that very name, case ignored. */
static bool
next_named(const struct msg *m, struct str name, size_t *at, struct str *value)
{
	while (*at < m->n + m->hidden) {
		size_t i = (*at)++;
		if (str_ieq(msg_name(m, i), name)) {
			*value = msg_value(m, i);
			return true;
		}
	}
	return false;
}

/* The next field with a surplus name: a further line of the header single, or one that has this
 * name itself. */
static bool
next_surplus(
    const struct msg *m, struct str name, struct str single, size_t *at, struct str *value)
{
	size_t first = 0;

	if (!next_named(m, single, &first, value))
		first = m->n;
	while (*at < m->n) {
		size_t i = (*at)++;
		struct str own = msg_name(m, i);
		if (str_ieq(own, name) || (i >= first && str_ieq(own, single))) {
			*value = msg_value(m, i);
			return true;
		}
	}
	return false;
}

bool
msg_each(const struct msg *m, struct str name, size_t *at, struct str *value)
{
	struct str single = m->json ? STR("") : msg_surplus_of(name);

	if (single.n)
		return next_surplus(m, name, single, at, value);
	if (*at > 0 && msg_has_once(m, name))
		return false;
	return next_named(m, name, at, value);
}

bool
msg_find(const struct msg *m, struct str name, struct str *value)
{
	size_t at = 0;

	if (name.n && name.p[0] == '_' ? msg_each(m, name, &at, value)
	                               : next_named(m, name, &at, value))
		return true;
	*value = STR("");
	return false;
}

struct str
msg_get(const struct msg *m, struct str name)
{
	struct str value;

	msg_find(m, name, &value);
	return value;
}

bool
msg_is_hidden(const struct msg *m, struct str name)
{
	for (size_t i = m->n; i < m->n + m->hidden; i++)
		if (str_ieq(msg_name(m, i), name))
			return true;
	return false;
}

bool
msg_json_value(const struct msg *m, size_t i, struct str *json)
{
	const struct field *f = &m->fields[i];
	const char *p = m->raw.p + f->value;

	if (f->value == 0 || f->value >= m->json)
		return false;
	if (p[-1] == '"')
		*json = str_from(p - 1, f->value_n + 2);
	else
		*json = f->value_n ? str_from(p, f->value_n) : STR("null");
	return true;
}

bool
msg_is_value(struct str value)
{
	return value.n && !str_eq(value, STR("<unknown>")) && !str_eq(value, STR("(null)"));
}

struct str
msg_title(const struct msg *m)
{
	return m->n ? msg_value(m, 0) : STR("");
}

bool
msg_is(const struct msg *m, enum msg_kind kind, struct str title)
{
	return m->kind == kind && str_ieq(msg_title(m), title);
}

bool
msg_is_output(const struct msg *m)
{
	return msg_is(m, MSG_RESPONSE, STR("Follows")) ||
	       (m->kind == MSG_RESPONSE &&
	           str_eq(msg_get(m, STR("Message")), STR("Command output follows")));
}

bool
msg_is_error(const struct msg *m)
{
	struct str line = msg_get(m, STR("Output")), hint = STR("' (type 'core show help ");
	long status;

	if (m->json)
		return m->kind == MSG_RESPONSE && str_number(msg_title(m), 400, 999, &status);
	if (msg_is(m, MSG_RESPONSE, STR("Follows")))
		return str_starts(line, STR("No such command '")) && str_find(line, hint) < line.n;
	return msg_is(m, MSG_RESPONSE, STR("Error"));
}

size_t
msg_keep_size(const struct msg *m)
{
	return sizeof(struct msg) + (m->n + m->hidden) * sizeof(struct field) + m->raw.n;
}

struct msg *
msg_keep(const struct msg *m)
{
	char *p = mem_alloc(msg_keep_size(m));
	struct msg *copy = (struct msg *)(void *)p;
	struct field *fields = (struct field *)(void *)(p + sizeof(*copy));
	size_t n = m->n + m->hidden;
	char *raw = p + sizeof(*copy) + n * sizeof(*fields);

	if (n)
		memcpy(fields, m->fields, n * sizeof(*fields));
	if (m->raw.n)
		memcpy(raw, m->raw.p, m->raw.n);
	*copy = (struct msg){
	    .kind = m->kind,
	    .raw = str_from(raw, m->raw.n),
	    .fields = fields,
	    .n = m->n,
	    .hidden = m->hidden,
	    .json = m->json,
	    .time = m->time,
	    .composed = m->composed,
	};
	return copy;
}

void
memory_free(struct memory *memory)
{
	free(memory->p);
	free(memory->fields);
	*memory = (struct memory){0};
}

struct msg *
msg_take(const struct msg *m)
{
	struct msg rest = *m;

	if (!m->memory || !m->memory->p)
		return msg_keep(m);
	rest.raw.n = 0;
	if (m->fields == m->memory->fields)
		rest.n = rest.hidden = 0;
	struct msg *copy = msg_keep(&rest);
	copy->raw = m->raw;
	if (m->fields == m->memory->fields) {
		copy->fields = m->fields;
		copy->n = m->n;
		copy->hidden = m->hidden;
	}
	copy->memory = mem_alloc(sizeof(*copy->memory));
	*copy->memory = *m->memory;
	*m->memory = (struct memory){0};
	return copy;
}

void
msg_release(struct msg *m)
{
	if (m && m->memory) {
		memory_free(m->memory);
		free(m->memory);
	}
	free(m);
}
