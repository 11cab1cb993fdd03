/* SPDX-License-Identifier: ISC */
/* Puts a picture together: title, facts, rows, notes, legend. */
#include <stdio.h>
#include <stdlib.h>

#include "base/duration.h"
#include "base/mem.h"
#include "base/text.h"
#include "story/svg_impl.h"
#include "view/when.h"

#define TITLE_SIZE  20
#define TITLE_LINE  28
#define LINE        18 /* from one line of words to the next */
#define ROW         30 /* from one row to the next */
#define WORDS_WIDTH 76 /* columns of the words; longer ones continue below */
#define WIDTH_MIN   720
#define COLUMN_MIN  64 /* of a lane */
#define COLUMN_GAP  26 /* between the boxes of two lanes */
#define TIME_WIDTH  94 /* of 14:13:17.526 */
#define ELAPSED_END (SVG_MARGIN + TIME_WIDTH + 76)
#define LANES       (ELAPSED_END + 22)

/* How wide text of this size is, at most: the widest fonts in use take 0.61 of their size. */
static int
width_of(size_t columns, int size)
{
	return (int)columns * size * 61 / 100 + 1;
}

/* Append a duration: "6.3 s", "1:02", "1:02:03". Returns the unit of the longer ones. */
static const char *
add_duration(struct buf *out, double seconds)
{
	duration_print_tenths(out, seconds);
	return seconds < 60 ? "" : seconds < 3600 ? " min" : " h";
}

static double
elapsed(const struct svg *s, struct timespec time)
{
	double seconds = when_between(s->rows[0].time, time);

	return seconds > 0 ? seconds : 0;
}

static struct str
words_of(const struct svg *s, const struct svg_row *row)
{
	return str_from(s->words.p + row->words, row->words_n);
}

/* Append lines of printable text, a line after the other; returns the y below the last. */
static int
add_lines(struct buf *out, struct str text, const char *look, size_t columns, int step, int y)
{
	struct str line;

	while (str_cut(&text, '\n', &line)) {
		while (line.n) {
			buf_addf(out, "<text %s x=\"%d\" y=\"%d\">", look, SVG_MARGIN, y);
			svg_text(out, timeline_line(&line, columns));
			buf_addz(out, "</text>\n");
			y += step;
		}
	}
	return y;
}

/* Append when it was, and for how long. */
static void
say_times(const struct svg *s, struct buf *out)
{
	struct timespec first = s->rows[0].time;
	char text[64];
	struct tm tm;

	if (localtime_r(&first.tv_sec, &tm) &&
	    strftime(text, sizeof(text), "%Y-%m-%d %H:%M:%S", &tm))
		buf_addz(out, text);
	if (localtime_r(&s->last.tv_sec, &tm) &&
	    strftime(text, sizeof(text), " to %H:%M:%S (UTC%z)", &tm))
		buf_addz(out, text);
	buf_addz(out, s->late ? ", seen for " : ", ");
	buf_addz(out, add_duration(out, elapsed(s, s->last)));
	if (s->left_out)
		return;
	buf_addz(out, s->talked > 0 ? ", connected for " : ", nobody was connected");
	if (s->talked > 0)
		buf_addz(out, add_duration(out, s->talked));
}

/* Append what one wants to know of a call that one finds years later. */
static void
say_facts(const struct svg *s, struct buf *out)
{
	say_times(s, out);
	buf_addf(out, "\n%zu channel%s, Linkedid ", s->lanes_n + s->unseen,
	    s->lanes_n + s->unseen == 1 ? "" : "s");
	text_escape(out, str_of(s->id));
	if (s->server[0]) {
		buf_addz(out, ", server ");
		text_escape(out, str_of(s->server));
	}
}

static int
add_head(const struct svg *s, const struct svg_frame *f, struct buf *out)
{
	struct buf title = BUF_INIT(BUF_MAX_LINE), facts = BUF_INIT(BUF_MAX_LINE);
	int room = f->width - 2 * SVG_MARGIN, y = SVG_MARGIN + TITLE_SIZE;

	text_escape(&title, buf_str(&s->title));
	y = add_lines(out, buf_str(&title), "class=\"text\" font-size=\"20\" font-weight=\"bold\"",
	    (size_t)(room / width_of(1, TITLE_SIZE)), TITLE_LINE, y);
	say_facts(s, &facts);
	y = add_lines(out, buf_str(&facts), "class=\"dim\" fill=\"#59636e\"",
	    (size_t)(room / width_of(1, 13)), LINE, y - 2);
	buf_clear(&title);
	buf_clear(&facts);
	return y;
}

/* Append the time of a row and its words, as one text, so that it is copied as one. */
static void
add_words(const struct svg *s, const struct svg_frame *f, size_t row, struct buf *out)
{
	const struct svg_row *r = &s->rows[row];
	struct str words = words_of(s, r);
	int y = f->y[row] + 5;

	buf_addf(out,
	    "<text class=\"text\" y=\"%d\"><tspan class=\"dim\" fill=\"#59636e\" x=\"%d\" "
	    "textLength=\"%d\">", y, SVG_MARGIN, TIME_WIDTH);
	when_print(out, r->time);
	buf_addf(out,
	    "</tspan> <tspan class=\"dim\" fill=\"#59636e\" text-anchor=\"end\" x=\"%d\">+",
	    ELAPSED_END);
	add_duration(out, elapsed(s, r->time));
	buf_addz(out, "</tspan>");
	for (int dy = 0; words.n || dy == 0; dy = LINE) {
		buf_addf(out, " <tspan x=\"%d\" dy=\"%d\">", f->words, dy);
		svg_text(out, timeline_line(&words, WORDS_WIDTH));
		buf_addz(out, "</tspan>");
	}
	buf_addz(out, "</text>\n");
}

/* Append a thin line between the rows, and around them. */
static void
add_rules(const struct svg *s, const struct svg_frame *f, struct buf *out)
{
	buf_addz(out, "<path class=\"row\" stroke=\"#e6eaef\" d=\"");
	for (size_t i = 0; i <= s->rows_n; i++)
		buf_addf(out, "M%d %dH%d", SVG_MARGIN, f->y[i] - (i < s->rows_n ? ROW / 2 : 0),
		    f->width - SVG_MARGIN);
	buf_addz(out, "\"/>\n");
}

/* How many lines words take; *widest grows to the columns of the longest. */
static int
count_lines(struct str words, size_t *widest)
{
	int n = 0;

	do {
		size_t columns = text_width(timeline_line(&words, WORDS_WIDTH));
		*widest = columns > *widest ? columns : *widest;
		n++;
	} while (words.n);
	return n;
}

/* Place the lanes. */
static void
place_lanes(const struct svg *s, struct svg_frame *f)
{
	int x = LANES, width[PICTURE_COLUMNS];

	for (size_t i = 0; i < s->picture.used; i++)
		width[i] = COLUMN_MIN;
	for (size_t i = 0; i < s->lanes_n; i++) {
		const struct svg_lane *lane = &s->lanes[i];
		int need = 2 * svg_box(lane) + COLUMN_GAP;
		if (need > width[lane->column])
			width[lane->column] = need;
	}
	for (size_t i = 0; i < s->picture.used; i++) {
		f->center[i] = x + width[i] / 2;
		x += width[i];
	}
	f->words = x + 8;
}

/* Place the rows, from y on. */
static void
place_rows(const struct svg *s, struct svg_frame *f)
{
	size_t widest = 0;
	int y = 0;

	for (size_t i = 0; i < s->rows_n; i++) {
		f->y[i] = y + ROW / 2;
		y += ROW + (count_lines(words_of(s, &s->rows[i]), &widest) - 1) * LINE;
	}
	f->y[s->rows_n] = y;
	f->width = f->words + width_of(widest, 13) + SVG_MARGIN;
	if (f->width < WIDTH_MIN)
		f->width = WIDTH_MIN;
}

/* Append what follows the rows; returns the y below it. */
static int
add_end(const struct svg *s, const struct svg_frame *f, struct buf *out)
{
	int y = f->y[s->rows_n] + LINE + 4;
	struct buf more = BUF_INIT(BUF_MAX_LINE);
	size_t columns = (size_t)((f->width - 2 * SVG_MARGIN) / width_of(1, 13));

	if (s->left_out)
		buf_addf(&more, "steps for which there is no room: %zu\n", s->left_out);
	if (s->unseen)
		buf_addf(&more, "channels for whose line there is no room: %zu\n", s->unseen);
	y = add_lines(out, buf_str(&more), "class=\"text\"", columns, LINE, y);
	y = add_lines(out, buf_str(&s->notes), "class=\"text\"", columns, LINE, y);
	buf_clear(&more);
	y = svg_legend(f, y + 14, out);
	buf_addf(out, "<text class=\"dim\" fill=\"#59636e\" font-size=\"11\" text-anchor=\"end\" "
	    "x=\"%d\" y=\"%d\">", f->width - SVG_MARGIN, y);
	svg_text(out, str_of(s->program));
	buf_addz(out, "</text>\n");
	return y + SVG_MARGIN;
}

int
svg_print(const struct svg *s, struct buf *out, struct err *err)
{
	struct svg_frame f = {.y = mem_array(s->rows_n + 1, sizeof(*f.y))};
	struct buf body = BUF_INIT(BUF_MAX_TEXT);

	place_lanes(s, &f);
	place_rows(s, &f);
	int top = add_head(s, &f, &body);
	for (size_t i = 0; i <= s->rows_n; i++)
		f.y[i] += top;
	add_rules(s, &f, &body);
	svg_draw(s, &f, &body);
	for (size_t i = 0; i < s->rows_n; i++)
		add_words(s, &f, i, &body);
	int height = add_end(s, &f, &body);
	svg_open(s, f.width, height, out);
	buf_adds(out, buf_str(&body));
	buf_addz(out, "</svg>\n");
	bool full = buf_full(&body) || buf_full(out);
	buf_clear(&body);
	free(f.y);
	return full ? err_set(err, ERR_FAILED, "the picture is too big") : 0;
}
