/* SPDX-License-Identifier: ISC */
/* Fields with tabs between them, which printable text has none of. */
#include "top/wire.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#include "client/fleet_control.h"

void
wire_send(int end, enum wire kind, struct str text)
{
	struct buf message = BUF_INIT(BUF_MAX_LINE);

	buf_addc(&message, (char)kind);
	buf_adds(&message, text);
	fleet_control_send(end, CONTROL_TOP, buf_str(&message));
	buf_clear(&message);
}

bool
wire_number(struct str text, long long *value)
{
	char copy[32] = "";
	char *end;

	if (text.n == 0 || text.n >= sizeof(copy))
		return false;
	memcpy(copy, text.p, text.n);
	errno = 0;
	*value = strtoll(copy, &end, 10);
	return errno == 0 && *end == '\0';
}

/* Take the next field off the front as a number within 0..max. */
static bool
cut_number(struct str *rest, long long max, long long *value)
{
	struct str field;

	return rest->p && str_cut(rest, '\t', &field) && wire_number(field, value) &&
	    *value >= 0 && *value <= max;
}

void
wire_write_row(struct buf *out, const struct row *row)
{
	buf_addf(out, "%d\t%d\t%llu\t%llu\t%ld\t%d", (int)row->tab, (int)row->kind,
	    (unsigned long long)row->id, (unsigned long long)row->group, row->place,
	    (int)row->mood);
	for (size_t i = 0; i < ROW_SINCES; i++)
		if (row->since[i] == ROW_NEVER)
			buf_addz(out, "\t-");
		else
			buf_addf(out, "\t%lld", (long long)row->since[i]);
	for (size_t i = 0; i < ROW_CELLS; i++)
		buf_addf(out, "\t%.*s", STR_ARG(str_head(row_cell(row, i), WIRE_CELL)));
}

static bool
read_head(struct str *rest, struct row *row)
{
	long long tab, kind, id, group, place, mood;

	if (!cut_number(rest, TOP_TABS - 1, &tab) || !cut_number(rest, TOP_ENDPOINT, &kind) ||
	    !cut_number(rest, LLONG_MAX, &id) || !cut_number(rest, LLONG_MAX, &group) ||
	    !cut_number(rest, LONG_MAX, &place) || !cut_number(rest, MOOD_QUIET, &mood))
		return false;
	row->tab = (enum top_tab)tab;
	row->kind = (enum top_kind)kind;
	row->id = (uint64_t)id;
	row->group = (uint64_t)group;
	row->place = (long)place;
	row->mood = (enum top_mood)mood;
	return true;
}

bool
wire_read_row(struct str text, struct row *row)
{
	struct str field;
	long long since;

	*row = (struct row){0};
	if (!read_head(&text, row))
		return false;
	for (size_t i = 0; i < ROW_SINCES; i++) {
		if (!text.p || !str_cut(&text, '\t', &field))
			return false;
		row->since[i] = wire_number(field, &since) ? since : ROW_NEVER;
	}
	for (size_t i = 0; i < ROW_CELLS && text.p && str_cut(&text, '\t', &field); i++)
		row_set(row, i, field);
	return true;
}

void
wire_write_ask(struct buf *out, const struct wire_ask *ask)
{
	buf_addf(out, "%d\t%llu\t%zu\t%llu\t%.*s\t%.*s", (int)ask->order.what,
	    (unsigned long long)ask->id, ask->columns, (unsigned long long)ask->number,
	    STR_ARG(ask->order.channel), STR_ARG(ask->order.text));
}

bool
wire_read_ask(struct str text, struct wire_ask *ask)
{
	long long what, id, columns, number;
	struct str channel;

	if (!cut_number(&text, DO_STOP, &what) || !cut_number(&text, LLONG_MAX, &id) ||
	    !cut_number(&text, 100000, &columns) || !cut_number(&text, LLONG_MAX, &number) ||
	    !text.p || !str_cut(&text, '\t', &channel) || !text.p)
		return false;
	*ask = (struct wire_ask){
	    .order = {(enum command)what, channel, text},
	    .id = (uint64_t)id,
	    .columns = (size_t)columns,
	    .number = (uint64_t)number,
	};
	return true;
}

void
wire_write_lines(struct buf *out, const struct wire_lines *lines)
{
	buf_addf(out, "%llu\t%.*s", (unsigned long long)lines->number, STR_ARG(lines->text));
}

bool
wire_read_lines(struct str text, struct wire_lines *lines)
{
	long long number;

	if (!cut_number(&text, LLONG_MAX, &number) || !text.p)
		return false;
	*lines = (struct wire_lines){(uint64_t)number, text};
	return true;
}
