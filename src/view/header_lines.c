/* SPDX-License-Identifier: ISC */
/* Headers as aligned lines, and by name. */
#include "view/header_lines.h"

#include "ami/alias.h"
#include "base/text.h"
#include "layout/stop.h"
#include "layout/style.h"
#include "view/cells.h"
#include "view/value.h"

#define WIDEST_NAME 36 /* longer ones (ChanVariable(Local/…)) do not move the others */

bool
header_join(struct buf *out, const struct msg *m, struct str name)
{
	struct str value;
	size_t start = out->n;

	name = alias_in(m, name);
	for (size_t at = 0; msg_each(m, name, &at, &value);) {
		if (out->n > start)
			buf_addz(out, ", ");
		value_print(out, m, value);
	}
	return out->n > start;
}

/* Append one line; the name is padded to width. */
static void
print_line(struct buf *out, const struct msg *m, struct str name, struct str value, size_t width,
    const struct header_style *style)
{
	bool color = style->color && name.n;

	buf_pad(out, ' ', style->indent);
	if (color)
		buf_addz(out, STYLE_NAME);
	size_t start = out->n;
	text_escape(out, name);
	size_t used = text_width(str_from_at(buf_str(out), start));
	if (color)
		buf_addz(out, STYLE_OFF);
	if (name.n && value.n)
		buf_pad(out, ' ', (width > used ? width - used : 0) + 2);
	value_print(out, m, value);
	buf_addc(out, '\n');
}

/* A name is added: update the longest of those that align. */
static void
widen(size_t *widest, struct str name)
{
	if (name.n > *widest && name.n <= WIDEST_NAME)
		*widest = name.n;
}

static void
print_fields(struct buf *out, const struct msg *m, const struct header_style *style)
{
	struct header_names names = {0};
	struct cells cells = {0};
	size_t width = 0;

	header_names_add_fields(&names, style->fields);
	for (size_t i = 0; i < names.n; i++)
		widen(&width, names.p[i]);
	cells_find_fields(&cells, &names, m);
	for (size_t i = 0; i < cells.n && !stop_asked(i); i++)
		print_line(out, m, names.p[cells.p[i].column], msg_value(m, cells.p[i].field),
		    width, style);
	cells_clear(&cells);
	header_names_clear(&names);
}

void
header_lines_print(struct buf *out, const struct msg *m, const struct header_style *style)
{
	struct msg_walk walk = {0}, again = {0};
	struct str name, value;
	size_t width = 0;

	if (style->fields.n) {
		print_fields(out, m, style);
		return;
	}
	while (msg_next(&walk, m, &name, &value))
		if (!str_in(name, style->skip))
			widen(&width, name);
	while (msg_next(&again, m, &name, &value) && !stop_asked(again.i))
		if (!str_in(name, style->skip))
			print_line(out, m, name, value, width, style);
}
