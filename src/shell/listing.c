/* SPDX-License-Identifier: ISC */
/* Lays candidates out in rows and columns. */
#include "shell/listing.h"

#include "base/out.h"
#include "base/text.h"

#define GAP      2 /* blanks between columns */
#define ROWS_MIN 5 /* rows on the smallest screen */
#define OTHERS   3 /* rows that the question, the count of the rest and the line itself take */
#define USAGE    3 /* and the usage above an explanation */

struct screen {
	size_t columns, rows; /* for the candidates */
};

static struct screen
find_screen(bool explained)
{
	size_t others = OTHERS + (explained ? USAGE : 0);
	struct screen s;

	out_size(&s.columns, &s.rows);
	s.rows = s.rows > ROWS_MIN + others ? s.rows - others : ROWS_MIN;
	return s;
}

/* Append text that may come from the server, filled or cut to columns. */
static void
add_cell(struct buf *out, const char *text, size_t columns)
{
	struct buf shown = BUF_INIT(BUF_MAX_TEXT);

	text_escape(&shown, str_of(text));
	text_cell(out, buf_str(&shown), columns);
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

/* A row for each: the candidate, and what it means as far as the screen is wide. */
static void
add_explained(struct buf *out, const struct completion *c, size_t width, size_t columns)
{
	for (size_t i = 0; i < c->n; i++) {
		add_cell(out, c->v[i].text, width);
		if (width < columns)
			add_cell(out, c->v[i].summary, columns - width - 1);
		end_row(out);
	}
}

/* As many as the screen has room for, sorted down the columns. */
static void
add_columns(struct buf *out, const struct completion *c, size_t width, const struct screen *s)
{
	size_t across = s->columns / width ? s->columns / width : 1;
	size_t down = (c->n + across - 1) / across;
	size_t shown = c->n;

	if (down > s->rows) {
		down = s->rows;
		shown = down * across;
	}
	for (size_t row = 0; row < down; row++) {
		for (size_t i = row; i < shown; i += down)
			add_cell(out, c->v[i].text, width);
		end_row(out);
	}
	if (shown < c->n)
		buf_addf(out, "… and %zu more: type more letters\n", c->n - shown);
}

void
listing_print(const struct completion *c, bool explained)
{
	const struct screen s = find_screen(explained);
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	size_t width = widest(c) + GAP;

	if (explained && c->n <= s.rows)
		add_explained(&out, c, width, s.columns);
	else
		add_columns(&out, c, width, &s);
	out_write(buf_str(&out));
	buf_clear(&out);
}
