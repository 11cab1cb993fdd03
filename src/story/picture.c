/* SPDX-License-Identifier: ISC */
/* Draws a row cell by cell, and then prints the cells. */
#include "story/picture.h"

#define PITCH_MIN    4
#define PITCH_MAX    14
#define LANES_WANTED 6 /* columns are wider apart only when this many fit */
#define WIDTH_MAX    (PICTURE_COLUMNS * PITCH_MAX)

/* What an arrow is made of. */
static const struct {
	const char *right[2]; /* its tail and its head if it points to the right */
	const char *left[2];
	const char *shaft;
	const char *crossing; /* over a lane in between */
	const char *word;     /* in the shaft, where there is room */
} arrows[] = {
    [ARROW_NONE] = {{"", ""}, {"", ""}, "", "", ""},
    [ARROW_DIAL] = {{"├", "▶"}, {"┤", "◀"}, "─", "┼", "dial"},
    [ARROW_ANSWER] = {{"├", "▶"}, {"┤", "◀"}, "─", "┼", ""},
    [ARROW_HOLD] = {{"├", "▷"}, {"┤", "◁"}, "┄", "┼", "hold"},
    [ARROW_TRANSFER] = {{"┝", "▶"}, {"┥", "◀"}, "━", "┿", "transfer"},
    [ARROW_BRIDGE] = {{"╠", "═"}, {"╣", "═"}, "═", "╪", ""},
};

void
picture_init(struct picture *p, size_t room)
{
	size_t pitch = room / LANES_WANTED;

	pitch = pitch < PITCH_MIN ? PITCH_MIN : pitch > PITCH_MAX ? PITCH_MAX : pitch;
	*p = (struct picture){.pitch = pitch, .n = room / pitch};
	if (p->n > PICTURE_COLUMNS)
		p->n = PICTURE_COLUMNS;
	if (p->n < 1)
		p->n = 1;
	p->most = p->n;
}

void
picture_init_open(struct picture *p, size_t columns)
{
	*p = (struct picture){.pitch = PITCH_MIN, .n = columns, .most = PICTURE_COLUMNS};
}

size_t
picture_width(const struct picture *p)
{
	return p->n * p->pitch;
}

void
picture_add(struct picture *p, const struct lane *lane)
{
	size_t column = p->used < p->n ? p->used : picture_column(p, NULL);

	if (column == PICTURE_NOWHERE && p->used < p->most)
		column = p->used;
	if (column == PICTURE_NOWHERE)
		return;
	p->at[column] = lane;
	p->used += column == p->used;
}

void
picture_remove(struct picture *p, const struct lane *lane)
{
	size_t column = picture_column(p, lane);

	if (column != PICTURE_NOWHERE)
		p->at[column] = NULL;
}

size_t
picture_column(const struct picture *p, const struct lane *lane)
{
	for (size_t i = 0; i < p->used; i++)
		if (p->at[i] == lane)
			return i;
	return PICTURE_NOWHERE;
}

enum picture_state
picture_state(const struct trace *trace, const struct lane *lane)
{
	if (lane->holds || lane->music)
		return PICTURE_HOLDS;
	return trace_talks(trace, lane) ? PICTURE_TALKS : PICTURE_THERE;
}

static const char *
glyph_of(const struct trace *trace, const struct lane *lane, const struct picture_row *row)
{
	static const char *const glyphs[] = {
	    [PICTURE_THERE] = "│", [PICTURE_TALKS] = "║", [PICTURE_HOLDS] = "┊"};

	if (lane == row->ends)
		return "╳";
	return lane == row->begins ? "●" : glyphs[picture_state(trace, lane)];
}

/* Is the lane drawn? *x is where. */
static bool
find_column(const struct picture *p, const struct lane *lane, size_t *x)
{
	size_t column = lane ? picture_column(p, lane) : PICTURE_NOWHERE;

	*x = column * p->pitch;
	return column != PICTURE_NOWHERE;
}

/* Put a word into the shaft before the first lane, if it fits with a blank on each side and some of
 * the shaft remains. */
static void
draw_word(
    const struct picture *p, const char *cells[], size_t left, char letters[][2], const char *word)
{
	size_t n = strlen(word);

	if (n == 0 || n + 5 > p->pitch)
		return;
	cells[left + 2] = cells[left + n + 3] = " ";
	for (size_t i = 0; i < n; i++) {
		letters[i][0] = word[i];
		cells[left + 3 + i] = letters[i];
	}
}

/* Draw from one lane to another; both are drawn. */
static void
draw_arrow(const struct picture *p, const char *cells[], char letters[][2], size_t from, size_t to,
    enum arrow arrow)
{
	size_t left = from < to ? from : to, right = from < to ? to : from;

	for (size_t x = left + 1; x < right; x++) {
		bool lane = x % p->pitch == 0 && p->at[x / p->pitch];
		cells[x] = lane ? arrows[arrow].crossing : arrows[arrow].shaft;
	}
	draw_word(p, cells, from < to ? from : right - p->pitch, letters, arrows[arrow].word);
	cells[from] = from < to ? arrows[arrow].right[0] : arrows[arrow].left[0];
	cells[from < to ? to - 1 : to + 1] =
	    from < to ? arrows[arrow].right[1] : arrows[arrow].left[1];
	if (arrow == ARROW_BRIDGE)
		cells[to] = from < to ? "╣" : "╠";
}

void
picture_print(const struct picture *p, const struct trace *trace, const struct picture_row *row,
    struct buf *out)
{
	const char *cells[WIDTH_MAX];
	char letters[PITCH_MAX][2] = {{0}};
	size_t width = picture_width(p), from, to;

	for (size_t x = 0; x < width; x++) {
		const struct lane *lane = x % p->pitch == 0 ? p->at[x / p->pitch] : NULL;
		cells[x] = lane ? glyph_of(trace, lane, row) : " ";
	}
	if (row->arrow != ARROW_NONE && find_column(p, row->from, &from) &&
	    find_column(p, row->to, &to) && from != to)
		draw_arrow(p, cells, letters, from, to, row->arrow);
	for (size_t x = 0; x < width; x++)
		buf_addz(out, cells[x]);
}
