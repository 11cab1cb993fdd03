/* SPDX-License-Identifier: ISC */
/* Copies of a few messages: two without a name, and the named ones; and the rows of lines. */
#include "client/messages.h"

#include <stdlib.h>

#include "ami/msg.h"
#include "base/mem.h"

void
messages_clear(struct messages *m)
{
	while (m->named_n)
		messages_forget(m, str_of(m->named[0].name));
	free(m->named);
	free(m->rows);
	msg_release(m->last[0]);
	msg_release(m->last[1]);
	*m = (struct messages){0};
}

/* It takes the place of the last of its kind. */
void
messages_put(struct messages *m, struct msg *msg, bool is_event)
{
	if (m->last[0] && m->is_event[0] != is_event) {
		struct msg *older = m->last[1];
		m->last[1] = m->last[0];
		m->is_event[1] = m->is_event[0];
		m->last[0] = older;
	}
	msg_release(m->last[0]);
	m->last[0] = msg;
	m->is_event[0] = is_event;
}

void
messages_take(struct messages *m, const struct msg *msg, bool is_event)
{
	if (!m->unread)
		messages_put(m, msg_take(msg), is_event);
}

void
messages_keep(struct keeper *keeper, const struct msg *msg)
{
	for (; keeper; keeper = keeper->outer) {
		free(keeper->last);
		keeper->last = msg_keep(msg);
	}
}

void
messages_begin(struct messages *m, struct keeper *keeper)
{
	keeper->outer = m->keeper;
	m->keeper = keeper;
}

void
messages_end(struct messages *m)
{
	m->keeper = m->keeper->outer;
}

void
messages_enter(struct messages *m, const struct msg *row)
{
	m->rows = mem_grow(m->rows, m->rows_n + 1, sizeof(*m->rows));
	m->rows[m->rows_n++] = row;
}

void
messages_leave(struct messages *m)
{
	m->rows_n--;
}

bool
messages_find_column(const struct messages *m, struct str name, struct str *value)
{
	for (size_t i = m->rows_n; i > 0; i--)
		if (msg_find(m->rows[i - 1], name, value))
			return true;
	return false;
}

/* Its place in the list, or named_n. */
static size_t
place_of(const struct messages *m, struct str name)
{
	size_t i = 0;

	while (i < m->named_n && !str_ieq(str_of(m->named[i].name), name))
		i++;
	return i;
}

void
messages_forget(struct messages *m, struct str name)
{
	size_t i = place_of(m, name);

	if (i == m->named_n)
		return;
	free(m->named[i].name);
	free(m->named[i].msg);
	m->named[i] = m->named[--m->named_n];
}

void
messages_name(struct messages *m, struct str name, struct msg *msg)
{
	messages_forget(m, name);
	m->named = mem_grow(m->named, m->named_n + 1, sizeof(*m->named));
	m->named[m->named_n++] = (struct named_message){mem_strndup(name), msg};
}

const struct msg *
messages_named(const struct messages *m, struct str name)
{
	size_t i = place_of(m, name);

	return i < m->named_n ? m->named[i].msg : NULL;
}

bool
messages_find(const struct messages *m, struct str name, struct str *value)
{
	size_t dot = str_chr(name, '.');
	const struct msg *named = dot < name.n ? messages_named(m, str_head(name, dot)) : NULL;

	if (named)
		return msg_find(named, str_from_at(name, dot + 1), value);
	for (size_t i = 0; i < 2 && !m->rows_n; i++)
		if (m->last[i] && msg_find(m->last[i], name, value))
			return true;
	return false;
}
