/* SPDX-License-Identifier: ISC */
/* Lays candidates out in rows and columns. */
#include "shell/listing.h"

#include "base/out.h"
#include "base/text.h"
#include "complete/candidates.h"
#include "view/layout.h"

#define GAP      2 /* blanks between columns */
#define ROWS_MIN 5 /* rows on the smallest screen */
#define OTHERS   3 /* rows for the question, the count of the rest and the line itself */
#define USAGE    3 /* and the usage above an explanation */

/* Append text that may come from the server, filled or cut to columns: in the middle, since names
 * differ at their ends. */
static void
add_cell(struct buf *out, const char *text, size_t columns)
{
	struct buf shown = BUF_INIT(BUF_MAX_TEXT);

	text_escape(&shown, str_of(text));
	buf_pad(out, ' ', columns - text_cut(out, buf_str(&shown), columns, columns / 2));
	buf_clear(&shown);
}

static void
end_row(struct buf *out)
{
	while (out->n && out->p[out->n - 1] == ' ')
		out->n--;
	buf_addc(out, '\n');
}

static size_t
widest(const struct completion *c)
{
	struct buf shown = BUF_INIT(BUF_MAX_TEXT);
	size_t most = 0;

	for (size_t i = 0; i < c->n; i++) {
		buf_reset(&shown);
		text_escape(&shown, str_of(c->v[i].text));
		size_t width = text_width(buf_str(&shown));
		most = width > most ? width : most;
	}
	buf_clear(&shown);
	return most;
}

/* A row for each: the candidate, and as much of its meaning as fits. */
static void
add_explained(struct buf *out, const struct completion *c, size_t width, size_t columns)
{
	const struct part candidate = {NULL, CUT_MIDDLE, FIT_NAME, 12, width, 0, true};
	static const struct part summary = {NULL, CUT_END, FIT_TEXT, 8, 0, GAP, false};
	struct layout l;

	for (size_t i = 0; i < c->n; i++) {
		layout_init(&l);
		text_escape(&l.text, str_of(c->v[i].text));
		layout_end(&l, &candidate);
		text_escape(&l.text, str_of(c->v[i].summary));
		layout_end(&l, &summary);
		layout_print(&l, out, columns, false);
		buf_addc(out, '\n');
		layout_clear(&l);
	}
}

/* As many as the screen has room for, sorted down the columns. */
static void
add_columns(struct buf *out, const struct completion *c, size_t width, size_t columns, size_t rows)
{
	size_t pitch = width + GAP < columns ? width + GAP : columns;
	size_t across = columns / pitch;
	size_t down = (c->n + across - 1) / across;
	size_t shown = c->n;

	if (down > rows) {
		down = rows;
		shown = down * across;
	}
	for (size_t row = 0; row < down; row++) {
		for (size_t i = row; i < shown; i += down)
			add_cell(out, c->v[i].text, pitch);
		end_row(out);
	}
	if (shown < c->n) {
		struct buf rest = BUF_INIT(BUF_MAX_LINE);
		buf_addf(&rest, "… and %zu more: type more letters", c->n - shown);
		text_cut(out, buf_str(&rest), columns, 0);
		buf_addc(out, '\n');
		buf_clear(&rest);
	}
}

void
listing_lay_out(struct buf *out, const struct completion *c, bool explained, size_t columns,
    size_t rows)
{
	size_t others = OTHERS + (explained ? USAGE : 0);

	rows = rows > ROWS_MIN + others ? rows - others : ROWS_MIN;
	if (explained && c->n <= rows)
		add_explained(out, c, widest(c), columns);
	else
		add_columns(out, c, widest(c), columns, rows);
}

void
listing_print(const struct completion *c, bool explained)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	size_t columns, rows;

	out_size(&columns, &rows);
	listing_lay_out(&out, c, explained, columns, rows);
	out_write(buf_str(&out));
	buf_clear(&out);
}
