/* SPDX-License-Identifier: ISC */
/* Collects the parts of a line and joins them when their widths are known. */
#include "view/layout.h"

#include "base/text.h"
#include "view/style.h"

#define BLANKS_MAX 2 /* blanks at the edge of a part that count as gap; text may hold more */

void
layout_init(struct layout *l)
{
	l->text = BUF_INIT(BUF_MAX_TEXT);
	l->n = l->end = l->blanks = 0;
}

void
layout_clear(struct layout *l)
{
	buf_clear(&l->text);
}

void
layout_end_at(struct layout *l, const struct part *part, size_t end)
{
	const char *p = l->text.p;
	size_t start = l->end, blanks = 0;

	l->end = end;
	while (start < end && p[start] == ' ' && l->blanks < BLANKS_MAX) {
		start++;
		l->blanks++;
	}
	if (start == end && !part->firm)
		return;
	while (end > start && p[end - 1] == ' ' && blanks < BLANKS_MAX) {
		end--;
		blanks++;
	}
	if (l->n < LAYOUT_PARTS) {
		l->parts[l->n].part = part;
		l->parts[l->n].start = start;
		l->parts[l->n].gap = part->gap + l->blanks;
		l->n++;
	}
	l->parts[l->n - 1].end = end;
	l->blanks = blanks;
}

void
layout_end(struct layout *l, const struct part *part)
{
	layout_end_at(l, part, l->text.n);
}

static struct str
text_of(const struct layout *l, size_t i)
{
	return str_from(l->text.p + l->parts[i].start, l->parts[i].end - l->parts[i].start);
}

/* An empty part at the end is no longer a column. */
static void
measure(const struct layout *l, struct fit *fits)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct part *part = l->parts[i].part;
		fits[i] = (struct fit){
		    .natural = text_width(text_of(l, i)),
		    .least = part->least,
		    .filled = part->filled,
		    .gap = l->parts[i].gap,
		    .weight = part->weight,
		    .firm = part->firm,
		    .uncut = part->cut == CUT_NEVER,
		};
	}
	for (size_t i = l->n; i-- > 0 && text_of(l, i).n == 0;)
		fits[i].hidden = true;
}

/* Append a part's text in its colour. */
static void
print_part(struct buf *out, const struct part *part, struct str text, size_t width, bool color)
{
	bool colored = color && part->style && text.n;

	if (colored)
		buf_addz(out, part->style);
	text_cut(out, text, width, part->cut == CUT_MIDDLE ? width / 2 : 0);
	if (colored)
		buf_addz(out, STYLE_OFF);
}

void
layout_print(const struct layout *l, struct buf *out, size_t columns, bool color)
{
	struct fit fits[LAYOUT_PARTS];
	bool first = true;

	measure(l, fits);
	fit_parts(fits, l->n, columns, FIT_ELLIPSIS);
	for (size_t i = 0; i < l->n; i++) {
		if (fits[i].hidden)
			continue;
		buf_pad(out, ' ', first ? 0 : l->parts[i].gap);
		print_part(out, l->parts[i].part, text_of(l, i), fits[i].width, color);
		buf_pad(out, ' ', fits[i].blanks);
		first = false;
	}
}
