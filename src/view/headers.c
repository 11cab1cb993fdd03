/* SPDX-License-Identifier: ISC */
/* Headers as aligned lines, and by name. */
#include "view/headers.h"

#include "base/text.h"
#include "view/header_names.h"
#include "view/style.h"

#define WIDEST_NAME 36 /* longer ones (ChanVariable(Local/…)) do not push the others away */

bool
headers_join(struct buf *out, const struct msg *m, struct str name)
{
	struct str value;
	size_t start = out->n;

	for (size_t at = 0; msg_each(m, name, &at, &value);) {
		if (out->n > start)
			buf_addz(out, ", ");
		text_escape(out, value);
	}
	return out->n > start;
}

/* Append one line; the name is padded to width. */
static void
print_line(struct buf *out, struct str name, struct str value, size_t width,
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
	text_escape(out, value);
	buf_addc(out, '\n');
}

/* The longest of the names that align. */
static size_t
width_of(const struct header_names *names)
{
	size_t widest = 0;

	for (size_t i = 0; i < names->n; i++)
		if (names->p[i].n > widest && names->p[i].n <= WIDEST_NAME)
			widest = names->p[i].n;
	return widest;
}

static void
print_fields(struct buf *out, const struct msg *m, const struct header_style *style)
{
	struct header_names names = {0};
	struct str value;

	header_names_add_fields(&names, style->fields);
	for (size_t i = 0; i < names.n; i++)
		for (size_t at = 0; msg_each(m, names.p[i], &at, &value);)
			print_line(out, names.p[i], value, width_of(&names), style);
	header_names_clear(&names);
}

void
headers_print(struct buf *out, const struct msg *m, const struct header_style *style)
{
	struct header_names names = {0};
	struct msg_walk walk = {0};
	struct str name, value;

	if (style->fields.n) {
		print_fields(out, m, style);
		return;
	}
	header_names_add_msg(&names, m, style->skip);
	size_t width = width_of(&names);
	while (msg_next(&walk, m, &name, &value))
		if (!header_names_in(name, style->skip))
			print_line(out, name, value, width, style);
	header_names_clear(&names);
}
