/* SPDX-License-Identifier: ISC */
/* Lines, boxes and arrows of a picture. All colours are those of a group; what stands in a class is
 * also an attribute where the picture could not be read without: some places strip styles. */
#include <stdlib.h>

#include "base/mem.h"
#include "story/svg_impl.h"

#define LETTER   72 /* tenths of a pixel that a column of a label is wide */
#define BOX_PAD  9  /* beside a label */
#define BOX_HALF 11 /* of its height */

static const char *
color_of(size_t lane)
{
	return svg_colors[lane % SVG_COLORS][0];
}

/* Open a group in the colour of a lane. */
static void
open_group(struct buf *out, size_t lane)
{
	buf_addf(out, "<g class=\"c%zu\" color=\"%s\" stroke=\"currentColor\" fill=\"none\">",
	    lane % SVG_COLORS, color_of(lane));
}

int
svg_box(const struct svg_lane *lane)
{
	struct buf label = BUF_INIT(BUF_MAX_LINE);
	int columns = (int)svg_label(&label, lane);

	buf_clear(&label);
	return (columns * LETTER / 10 + 1) / 2 + BOX_PAD;
}

static void
draw_line(struct buf *out, enum picture_state state, int x, int from, int to)
{
	static const char *const looks[] = {
	    [PICTURE_THERE] = "stroke-width=\"2\"",
	    [PICTURE_TALKS] = "stroke-width=\"6\"",
	    [PICTURE_HOLDS] = "stroke-width=\"2\" stroke-dasharray=\"2 5\"",
	};

	buf_addf(out, "<path %s d=\"M%d %dV%d\"/>", looks[state], x, from, to);
	if (state == PICTURE_TALKS)
		buf_addf(out,
		    "<path class=\"in\" stroke=\"#fff\" stroke-width=\"2\" d=\"M%d %dV%d\"/>", x,
		    from, to);
}

/* The lines of a lane, of which changes[first] is the beginning. */
static void
draw_lane(const struct svg *s, const struct svg_frame *f, size_t first, struct buf *out)
{
	size_t lane = s->changes[first].lane;
	int x = f->center[s->lanes[lane].column];
	const struct svg_change *at = &s->changes[first];

	open_group(out, lane);
	for (size_t i = first + 1; i < s->changes_n && !at->ends; i++) {
		const struct svg_change *c = &s->changes[i];
		if (c->lane != lane)
			continue;
		draw_line(out, at->state, x, f->y[at->row], f->y[c->row]);
		at = c;
	}
	if (!at->ends)
		draw_line(out, at->state, x, f->y[at->row], f->y[s->rows_n]);
	buf_addz(out, "</g>\n");
}

/* A head that points to x; sign: to the right 1, to the left -1. */
static void
draw_head(struct buf *out, enum arrow arrow, int x, int y, int sign)
{
	if (arrow == ARROW_HOLD)
		buf_addf(out, "<path stroke-width=\"2\" d=\"M%d %dL%d %dL%d %d\"/>", x - sign * 9,
		    y - 5, x, y, x - sign * 9, y + 5);
	else if (arrow == ARROW_TRANSFER)
		buf_addf(out, "<path fill=\"currentColor\" d=\"M%d %dl%d -7v14z\"/>", x, y,
		    -sign * 12);
	else
		buf_addf(out, "<path fill=\"currentColor\" d=\"M%d %dl%d -4v8z\"/>", x, y,
		    -sign * 9);
}

/* Two that are connected. */
static void
draw_bridge(struct buf *out, int from, int to, int y)
{
	buf_addf(out, "<path stroke-width=\"2\" d=\"M%d %dH%dM%d %dH%d\"/>", from, y - 2, to, from,
	    y + 2, to);
	buf_addf(out,
	    "<circle fill=\"currentColor\" cx=\"%d\" cy=\"%d\" r=\"4\"/>"
	    "<circle fill=\"currentColor\" cx=\"%d\" cy=\"%d\" r=\"4\"/>", from, y, to, y);
}

static void
draw_arrow(struct buf *out, enum arrow arrow, int from, int to, int y)
{
	int sign = from < to ? 1 : -1;

	if (arrow == ARROW_BRIDGE) {
		draw_bridge(out, from, to, y);
		return;
	}
	buf_addf(out, "<path stroke-width=\"%d\"%s d=\"M%d %dH%d\"/>",
	    arrow == ARROW_TRANSFER ? 4 : 2,
	    arrow == ARROW_HOLD ? " stroke-dasharray=\"2 4\"" : "", from, y, to - sign * 5);
	draw_head(out, arrow, to, y, sign);
}

/* The arrow of a row, in the colour of the one who does it. */
static void
draw_row(const struct svg *s, const struct svg_frame *f, size_t row, struct buf *out)
{
	const struct svg_row *r = &s->rows[row];

	if (r->arrow == ARROW_NONE || r->from == SVG_NONE || r->to == SVG_NONE || r->from == r->to)
		return;
	int from = f->center[s->lanes[r->from].column], to = f->center[s->lanes[r->to].column];
	int sign = from < to ? 1 : -1;
	if (r->to == r->begins)
		to -= sign * (svg_box(&s->lanes[r->to]) + 1);
	else if (r->arrow != ARROW_BRIDGE)
		to -= sign * 3;
	open_group(out, r->from);
	draw_arrow(out, r->arrow, from, to, f->y[row]);
	buf_addz(out, "</g>\n");
}

/* The box at the beginning of a lane, with its name. */
static void
draw_box(const struct svg *s, const struct svg_frame *f, size_t number, struct buf *out)
{
	const struct svg_lane *lane = &s->lanes[number];
	int x = f->center[lane->column], y = f->y[lane->row], half = svg_box(lane);

	open_group(out, number);
	buf_addz(out, "<title>");
	svg_text(out, str_of(lane->name));
	buf_addf(out,
	    "</title><rect class=\"bg\" fill=\"#fff\" stroke-width=\"2\"%s x=\"%d\" y=\"%d\" "
	    "width=\"%d\" height=\"%d\" rx=\"5\"/>"
	    "<text stroke=\"none\" fill=\"currentColor\" font-weight=\"bold\" "
	    "font-size=\"12\" text-anchor=\"middle\" x=\"%d\" y=\"%d\" textLength=\"%d\">",
	    lane->existed ? " stroke-dasharray=\"4 3\"" : "", x - half, y - BOX_HALF, 2 * half,
	    2 * BOX_HALF, x, y + 4, 2 * (half - BOX_PAD));
	svg_label(out, lane);
	buf_addz(out, "</text></g>\n");
}

/* The mark at the end of a lane. */
static void
draw_end(const struct svg *s, const struct svg_frame *f, size_t row, struct buf *out)
{
	size_t lane = s->rows[row].ends;

	if (lane == SVG_NONE)
		return;
	open_group(out, lane);
	buf_addf(out, "<path stroke-width=\"3\" d=\"M%d %dl12 12m0 -12l-12 12\"/></g>\n",
	    f->center[s->lanes[lane].column] - 6, f->y[row] - 6);
}

void
svg_draw(const struct svg *s, const struct svg_frame *f, struct buf *out)
{
	bool *begun = mem_array(s->lanes_n + 1, sizeof(*begun));

	for (size_t i = 0; i < s->changes_n; i++) {
		if (!begun[s->changes[i].lane])
			draw_lane(s, f, i, out);
		begun[s->changes[i].lane] = true;
	}
	free(begun);
	for (size_t i = 0; i < s->rows_n; i++)
		draw_row(s, f, i, out);
	for (size_t i = 0; i < s->rows_n; i++)
		draw_end(s, f, i, out);
	for (size_t i = 0; i < s->lanes_n; i++)
		draw_box(s, f, i, out);
}
