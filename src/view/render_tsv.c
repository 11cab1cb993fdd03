/* SPDX-License-Identifier: ISC */
/*
 * Rows of values with tabs between them, below a row of header names. render.h says which columns
 * there are.
 */
#include "base/scan.h"
#include "base/text.h"
#include "layout/stop.h"
#include "view/render_impl.h"

struct render_tsv {
	struct render base;
	struct buf titles; /* the last header row: the same is not printed again */
};

static void
init(struct render *base)
{
	buf_init(&((struct render_tsv *)base)->titles, BUF_MAX_TEXT);
}

static void
clear(struct render *base)
{
	buf_clear(&((struct render_tsv *)base)->titles);
}

/* The escape of a byte that would be taken for the end of a cell, or NULL. */
static const char *
escape(char c)
{
	switch (c) {
	case '\t':
		return "\\t";
	case '\n':
		return "\\n";
	case '\r':
		return "\\r";
	case '\\':
		return "\\\\";
	default:
		return NULL;
	}
}

static void
raw_text(struct buf *out, struct str s)
{
	while (s.n) {
		size_t n = scan_plain(s, '\\', '\\');
		buf_adds(out, str_head(s, n));
		s = str_from_at(s, n);
		if (s.n == 0)
			break;
		if (escape(s.p[0]))
			buf_addz(out, escape(s.p[0]));
		else
			buf_addc(out, s.p[0]);
		s = str_from_at(s, 1);
	}
}

/* Append a cell's text. For a terminal, everything but the backslash is text_escape's. */
static void
text(const struct render_tsv *r, struct buf *out, struct str s)
{
	struct str part;

	if (!r->base.options.for_terminal) {
		raw_text(out, s);
		return;
	}
	while (str_cut(&s, '\\', &part)) {
		text_escape(out, part);
		buf_addz(out, s.p ? "\\\\" : "");
	}
}

/* Append the first column, when there are several servers: name, or its title. */
static void
server(const struct render_tsv *r, struct buf *out, struct str name)
{
	if (r->base.options.server.n == 0)
		return;
	text(r, out, name);
	buf_addc(out, '\t');
}

/* Print a header row unless the rows above have the same one. */
static void
titles(struct render_tsv *r, struct buf *out, const struct header_names *names)
{
	size_t start = out->n;

	if (!r->base.options.header || names->n == 0)
		return;
	server(r, out, STR("_server"));
	for (size_t i = 0; i < names->n && !stop_asked(i); i++) {
		buf_addz(out, i ? "\t" : "");
		text(r, out, names->p[i]);
	}
	buf_addc(out, '\n');
	struct str row = str_from_at(buf_str(out), start);
	if (str_eq(row, buf_str(&r->titles))) {
		out->n = start;
		return;
	}
	buf_reset(&r->titles);
	buf_adds(&r->titles, row);
}

/* Print the values of the cells that were found for these headers. The values of a repeated one are
 * separated by escaped line ends. */
static void
row(struct render_tsv *r, struct buf *out, const struct msg *m, const struct header_names *names)
{
	size_t column = 0;

	server(r, out, r->base.options.server);
	for (size_t i = 0; i < r->base.cells.n && !stop_asked(i); i++) {
		const struct cell *c = &r->base.cells.p[i];
		if (i && r->base.cells.p[i - 1].column == c->column)
			buf_addz(out, "\\n");
		buf_pad(out, '\t', c->column - column);
		column = c->column;
		text(r, out, msg_value(m, c->field));
		render_piece(&r->base, out);
	}
	buf_pad(out, '\t', names->n ? names->n - 1 - column : 0);
	buf_addc(out, '\n');
}

/* Print a row of the columns that were asked for, below one header row. */
static void
fields_row(struct render_tsv *r, struct buf *out, const struct msg *m)
{
	titles(r, out, &r->base.fields);
	row(r, out, m, &r->base.fields);
}

/* Print the lines of a message without headers, each a row of one column. */
static void
lines(struct render_tsv *r, const struct msg *m, struct buf *out)
{
	struct str rest = m->raw, line;

	while (render_next_line(&rest, &line))
		if (line.n) {
			server(r, out, r->base.options.server);
			text(r, out, line);
			buf_addc(out, '\n');
		}
}

/* Does it only say that the action, or the request, failed? */
static bool
is_error(const struct msg *m)
{
	return m->json ? msg_is_error(m) : msg_is(m, MSG_RESPONSE, STR("Error"));
}

static void
reply(struct render *base, const struct msg *m, struct buf *out)
{
	static const char *const skip[] = {"ActionID", "_status", NULL};
	struct render_tsv *r = (struct render_tsv *)base;
	struct header_names names = {0};
	struct str value;

	if (m->kind == MSG_OTHER) {
		lines(r, m, out);
	} else if (is_error(m) && !msg_find(m, STR("Output"), &value)) {
		return;
	} else if (base->picked) {
		if (base->cells.n)
			fields_row(r, out, m);
	} else {
		header_names_add_msg(&names, m, skip);
		titles(r, out, &names);
		cells_find(&base->cells, &names, m);
		if (names.n)
			row(r, out, m, &names);
		header_names_clear(&names);
	}
}

static void
list_open(struct render *base, const struct msg *m, struct buf *out)
{
	struct render_tsv *r = (struct render_tsv *)base;

	if (m && base->options.envelope)
		reply(base, m, out);
	titles(r, out, &r->base.fields);
}

/* Print the items that are kept: every header that one of them has is a column. */
static void
print_items(struct render_tsv *r, struct buf *out)
{
	static const char *const skip[] = {"ActionID", NULL};
	struct header_names names = {0};

	for (size_t i = 0; i < r->base.items.n && !stop_asked(i); i++)
		header_names_add_msg(&names, r->base.items.p[i], skip);
	titles(r, out, &names);
	for (size_t i = 0; i < r->base.items.n && !buf_full(out) && !stop_asked(i); i++) {
		cells_find(&r->base.cells, &names, r->base.items.p[i]);
		row(r, out, r->base.items.p[i], &names);
	}
	header_names_clear(&names);
	list_items_clear(&r->base.items);
}

static void
list_item(struct render *base, const struct msg *item, struct buf *out)
{
	struct render_tsv *r = (struct render_tsv *)base;

	if (r->base.fields.n) {
		fields_row(r, out, item);
	} else if (!list_items_add(&r->base.items, item)) {
		print_items(r, out);
		list_items_add(&r->base.items, item);
	}
}

static void
list_close(struct render *base, const struct msg *last, struct buf *out)
{
	print_items((struct render_tsv *)base, out);
	if (last && base->options.envelope)
		reply(base, last, out);
}

/* The columns of an event when none were asked for, and what one of ARI has for them. */
static struct str event_columns[] = {
    {"Timestamp", 9},
    {"Event", 5},
    {"Channel", 7},
    {"Headers", 7},
};
static const char *const ari_columns[] = {"timestamp", "type", "channel.name"};
#define OWN_COLUMNS 3 /* all but the last, which takes the rest */

/* Find the field that has the column for its own: the first of that name, else m->n. */
static size_t
find_field(const struct msg *m, size_t column)
{
	struct str name = m->json ? str_of(ari_columns[column]) : event_columns[column];
	size_t i = 0;

	while (i < m->n && !str_ieq(msg_name(m, i), name))
		i++;
	return i;
}

/* Print what has no column of its own as one cell of `Name: value` lines. */
static void
rest_cell(const struct render_tsv *r, struct buf *out, const struct msg *m, const size_t *own)
{
	struct msg_walk walk = {0};
	struct str name, value;
	bool first = true;

	for (size_t i = 0; msg_next(&walk, m, &name, &value); i++) {
		if (i == own[0] || i == own[1] || i == own[2])
			continue;
		buf_addz(out, first ? "" : "\\n");
		first = false;
		text(r, out, name);
		buf_addz(out, name.n ? ": " : "");
		text(r, out, value);
	}
}

static void
event(struct render *base, const struct msg *m, bool suspect, struct buf *out)
{
	struct render_tsv *r = (struct render_tsv *)base;
	struct header_names names = {.p = event_columns, .n = OWN_COLUMNS + 1};
	size_t own[OWN_COLUMNS];

	(void)suspect;
	if (r->base.fields.n) {
		fields_row(r, out, m);
		return;
	}
	titles(r, out, &names);
	server(r, out, r->base.options.server);
	for (size_t i = 0; i < OWN_COLUMNS; i++) {
		own[i] = find_field(m, i);
		if (own[i] < m->n)
			text(r, out, msg_value(m, own[i]));
		buf_addc(out, '\t');
	}
	rest_cell(r, out, m, own);
	buf_addc(out, '\n');
}

const struct render_ops render_tsv = {
    .size = sizeof(struct render_tsv),
    .init = init,
    .clear = clear,
    .reply = reply,
    .list_open = list_open,
    .list_item = list_item,
    .list_close = list_close,
    .event = event,
};
