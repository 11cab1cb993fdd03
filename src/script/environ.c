/* SPDX-License-Identifier: ISC */
/* Puts names and values together. */
#include "script/environ.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "client/client.h"
#include "client/fleet_member.h"
#include "client/messages.h"
#include "client/scope.h"
#include "view/header_repeats.h"

extern char **environ;

/* What amsh reads itself: a header of that name must not direct one that the command runs. */
static const char *const own[] = {"AMSH_SERVER", "AMSH_USER", "AMSH_SECRET", "AMSH_ARI_SECRET",
    "AMSH_PAGER", NULL};

static bool
is_own(struct str name)
{
	for (size_t i = 0; own[i]; i++)
		if (str_eq(name, str_of(own[i])))
			return true;
	return false;
}

/* Put an entry "NAME=value", which it takes, in the place of one with that name, or at the end. */
static void
put(struct environ_list *e, char *entry, size_t name_n)
{
	for (size_t i = 0; i < e->n; i++) {
		if (strncmp(e->v[i], entry, name_n + 1) != 0)
			continue;
		free(e->v[i]);
		e->v[i] = entry;
		return;
	}
	if (e->n + 2 > e->cap) {
		e->cap = e->cap ? e->cap * 2 : 64;
		e->v = mem_grow(e->v, e->cap, sizeof(*e->v));
	}
	e->v[e->n++] = entry;
	e->v[e->n] = NULL;
}

/* Append AMSH_ and the name. Returns whether some of it had to change. */
static bool
add_name(struct buf *out, struct str name)
{
	bool changed = false;

	buf_addz(out, "AMSH_");
	for (size_t i = 0; i < name.n; i++) {
		char c = str_lower(name.p[i]);
		bool good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
		buf_addc(out, good ? name.p[i] : '_');
		changed |= !good;
	}
	return changed;
}

/* Add a variable. A value that a C string cannot hold is left out like one that is too long. */
static void
add(struct environ_list *e, struct str name, struct str value)
{
	struct buf entry = BUF_INIT(BUF_MAX_LINE + ENVIRON_VALUE_MAX);

	add_name(&entry, name);
	size_t name_n = entry.n;
	bool fits = e->count < ENVIRON_COUNT_MAX && value.n <= ENVIRON_VALUE_MAX &&
	    name_n + value.n + 2 <= ENVIRON_MAX - e->bytes;
	if (!is_own(buf_str(&entry)) && name.n) {
		buf_addc(&entry, '=');
		buf_adds(&entry, fits ? value : STR(""));
		if (fits && str_chr(value, '\0') == value.n && !buf_full(&entry)) {
			e->bytes += entry.n + 1;
			e->count++;
			put(e, mem_strdup(buf_z(&entry)), name_n);
		} else {
			e->left_out++;
		}
	}
	buf_clear(&entry);
}

/* Add the values of a header, each on a line. */
static void
add_header(
    struct environ_list *e, const struct msg *m, const struct header_repeats *repeats, size_t i)
{
	struct buf values = BUF_INIT(ENVIRON_VALUE_MAX + 1);

	if (repeats->fields[i].next == HEADER_REPEATS_NONE || msg_has_once(m, msg_name(m, i))) {
		add(e, msg_name(m, i), msg_value(m, i));
		return;
	}
	for (size_t at = i; at != HEADER_REPEATS_NONE; at = repeats->fields[at].next) {
		if (at != i)
			buf_addc(&values, '\n');
		buf_adds(&values, msg_value(m, at));
	}
	if (buf_full(&values))
		e->left_out++;
	else
		add(e, msg_name(m, i), buf_str(&values));
	buf_clear(&values);
}

/* Does a name stay as it is? Such a one is better than another that becomes the same. */
static bool
is_exact(struct str name)
{
	struct buf ignored = BUF_INIT(BUF_MAX_LINE);
	bool exact = !add_name(&ignored, name);

	buf_clear(&ignored);
	return exact;
}

static void
add_message(struct environ_list *e, const struct msg *m)
{
	struct header_repeats repeats = {0};

	if (!m)
		return;
	header_repeats_find(&repeats, m);
	for (int exact = 0; exact <= 1; exact++)
		for (size_t i = 0; i < m->n; i++)
			if (repeats.fields[i].first && is_exact(msg_name(m, i)) == exact)
				add_header(e, m, &repeats, i);
	header_repeats_clear(&repeats);
}

void
environ_make(struct environ_list *e, const struct client *client)
{
	const struct pair *p;

	*e = (struct environ_list){0};
	for (size_t i = 0; environ[i]; i++)
		put(e, mem_strdup(environ[i]), strcspn(environ[i], "="));
	/* The last message may be of another row. */
	for (size_t i = 2; i > 0 && !client->messages->rows_n; i--)
		add_message(e, client->messages->last[i - 1]);
	for (size_t i = 0; (p = pairs_next(&client->scope->variables, &i));)
		add(e, str_of(p->name), str_from(p->value, p->value_n));
	for (size_t i = 0; i < client->messages->rows_n; i++)
		add_message(e, client->messages->rows[i]);
	if (client->member)
		add(e, STR("_server"), str_of(member_name(client->member)));
}

void
environ_clear(struct environ_list *e)
{
	for (size_t i = 0; i < e->n; i++)
		free(e->v[i]);
	free(e->v);
	*e = (struct environ_list){0};
}
