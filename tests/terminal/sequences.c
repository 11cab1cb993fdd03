/* SPDX-License-Identifier: ISC */
/*
 * What the terminal model's escape sequences do: two tables, and for each row a few lines of
 * arithmetic on the grid. Never sees a byte before the sequence is complete.
 */
#include <stdio.h>
#include <string.h>

#include "screen_state.h"

int
screen_param(const struct screen *s, int i, int missing)
{
	return i < s->nparam && s->param[i] > 0 ? s->param[i] : missing;
}

static void
answer(struct screen *s, const char *bytes)
{
	if (s->answer != NULL)
		s->answer(s->answer_arg, bytes, strlen(bytes));
}

/* Return the first parameter as a count. */
static int
count(const struct screen *s)
{
	return screen_param(s, 0, 1);
}

static void
up(struct screen *s)
{
	struct grid *g = s->g;
	int stop = g->y >= g->top ? g->top : 0;
	int y = g->y - count(s);

	grid_move(g, y < stop ? stop : y, g->x);
}

static void
down(struct screen *s)
{
	struct grid *g = s->g;
	int stop = g->y <= g->bottom ? g->bottom : g->rows - 1;
	int y = g->y + count(s);

	grid_move(g, y > stop ? stop : y, g->x);
}

static void
right(struct screen *s)
{
	grid_move(s->g, s->g->y, s->g->x + count(s));
}

static void
left(struct screen *s)
{
	grid_move(s->g, s->g->y, s->g->x - count(s));
}

static void
next_line(struct screen *s)
{
	down(s);
	grid_move(s->g, s->g->y, 0);
}

static void
previous_line(struct screen *s)
{
	up(s);
	grid_move(s->g, s->g->y, 0);
}

static void
to_column(struct screen *s)
{
	grid_move(s->g, s->g->y, count(s) - 1);
}

static void
to_row(struct screen *s)
{
	grid_move(s->g, count(s) - 1, s->g->x);
}

static void
to_place(struct screen *s)
{
	grid_move(s->g, count(s) - 1, screen_param(s, 1, 1) - 1);
}

static void
tab(struct screen *s)
{
	struct grid *g = s->g;

	for (int n = count(s); n > 0 && g->x < g->cols - 1; n--)
		grid_move(g, g->y, (g->x / 8 + 1) * 8);
}

static void
back_tab(struct screen *s)
{
	struct grid *g = s->g;

	for (int n = count(s); n > 0 && g->x > 0; n--)
		grid_move(g, g->y, (g->x - 1) / 8 * 8);
}

static void
erase_in_screen(struct screen *s)
{
	struct grid *g = s->g;

	switch (screen_param(s, 0, 0)) {
	case 0:
		grid_erase(g, g->y, g->x, g->cols);
		grid_erase_rows(g, g->y + 1, g->rows);
		break;
	case 1:
		grid_erase_rows(g, 0, g->y);
		grid_erase(g, g->y, 0, g->x + 1);
		break;
	case 2:
		grid_erase_rows(g, 0, g->rows);
		break;
	case 3:
		grid_forget(g);
		break;
	default:
		screen_bad_sequence(s);
	}
}

static void
erase_in_line(struct screen *s)
{
	struct grid *g = s->g;
	int what = screen_param(s, 0, 0);

	if (what > 2)
		screen_bad_sequence(s);
	else
		grid_erase(g, g->y, what == 0 ? g->x : 0, what == 1 ? g->x + 1 : g->cols);
}

static void
erase_cells(struct screen *s)
{
	grid_erase(s->g, s->g->y, s->g->x, s->g->x + count(s));
}

static void
insert_cells(struct screen *s)
{
	grid_insert_cells(s->g, count(s));
}

static void
delete_cells(struct screen *s)
{
	grid_delete_cells(s->g, count(s));
}

/* Say whether the cursor is where lines can be inserted, and take it to the row's start. */
static bool
at_region_line(struct grid *g)
{
	if (g->y < g->top || g->y > g->bottom)
		return false;
	grid_move(g, g->y, 0);
	return true;
}

static void
insert_lines(struct screen *s)
{
	if (at_region_line(s->g))
		grid_scroll_down(s->g, s->g->y, count(s));
}

/* Delete lines; what leaves at the top this way is gone, it did not scroll off. */
static void
delete_lines(struct screen *s)
{
	bool keep = s->g->keep;
	unsigned long scrolled = s->g->scrolled;

	s->g->keep = false;
	if (at_region_line(s->g))
		grid_scroll_up(s->g, s->g->y, count(s));
	s->g->keep = keep;
	s->g->scrolled = scrolled;
}

static void
scroll_up(struct screen *s)
{
	grid_scroll_up(s->g, s->g->top, count(s));
}

static void
scroll_down(struct screen *s)
{
	grid_scroll_down(s->g, s->g->top, count(s));
}

static void
set_region(struct screen *s)
{
	struct grid *g = s->g;
	int top = count(s) - 1;
	int bottom = screen_param(s, 1, g->rows) - 1;

	if (bottom >= g->rows)
		bottom = g->rows - 1;
	if (top >= bottom)
		return;
	g->top = top;
	g->bottom = bottom;
	grid_move(g, 0, 0);
}

static void
repeat(struct screen *s)
{
	for (int n = count(s); n > 0 && s->last != 0; n--)
		grid_put(s->g, s->last, 1);
}

static void
report(struct screen *s)
{
	char text[40];

	if (screen_param(s, 0, 0) == 5) {
		answer(s, "\033[0n");
	} else if (screen_param(s, 0, 0) == 6) {
		snprintf(text, sizeof(text), "\033[%d;%dR", s->g->y + 1, s->g->x + 1);
		answer(s, text);
	} else {
		screen_bad_sequence(s);
	}
}

static void
identify(struct screen *s)
{
	answer(s, "\033[?1;2c");
}

typedef void sequence_fn(struct screen *s);

static const struct sequence {
	char prefix, middle, final;
	sequence_fn *run;
} sequences[] = {
    {0, 0, '@', insert_cells},
    {0, 0, 'A', up},
    {0, 0, 'B', down},
    {0, 0, 'C', right},
    {0, 0, 'D', left},
    {0, 0, 'E', next_line},
    {0, 0, 'F', previous_line},
    {0, 0, 'G', to_column},
    {0, 0, 'H', to_place},
    {0, 0, 'I', tab},
    {0, 0, 'J', erase_in_screen},
    {0, 0, 'K', erase_in_line},
    {0, 0, 'L', insert_lines},
    {0, 0, 'M', delete_lines},
    {0, 0, 'P', delete_cells},
    {0, 0, 'S', scroll_up},
    {0, 0, 'T', scroll_down},
    {0, 0, 'X', erase_cells},
    {0, 0, 'Z', back_tab},
    {0, 0, '`', to_column},
    {0, 0, 'a', right},
    {0, 0, 'b', repeat},
    {0, 0, 'c', identify},
    {0, 0, 'd', to_row},
    {0, 0, 'e', down},
    {0, 0, 'f', to_place},
    {0, 0, 'h', screen_set_modes},
    {'?', 0, 'h', screen_set_modes},
    {0, 0, 'l', screen_reset_modes},
    {'?', 0, 'l', screen_reset_modes},
    {0, 0, 'm', screen_renditions},
    {0, 0, 'n', report},
    {0, '!', 'p', screen_soft_reset},
    {0, 0, 'r', set_region},
    {0, 0, 's', screen_save},
    {0, 0, 'u', screen_restore},
};

void
screen_run_csi(struct screen *s, char final)
{
	s->state = GROUND;
	for (size_t i = 0; i < sizeof(sequences) / sizeof(sequences[0]); i++) {
		const struct sequence *q = &sequences[i];

		if (q->prefix == s->prefix && q->middle == s->middle && q->final == final) {
			q->run(s);
			return;
		}
	}
	screen_bad_sequence(s);
}

static void
line_feed(struct screen *s)
{
	grid_index(s->g);
}

static void
start_csi(struct screen *s)
{
	s->state = CSI;
	s->prefix = s->middle = 0;
	memset(s->param, 0, sizeof(s->param));
	s->nparam = 0;
}

static void
reverse_index(struct screen *s)
{
	grid_reverse_index(s->g);
}

static void
new_line(struct screen *s)
{
	grid_move(s->g, s->g->y, 0);
	grid_index(s->g);
}

static void
nothing(struct screen *s)
{
	(void)s;
}

static const struct escape {
	char final;
	sequence_fn *run;
} escapes[] = {
    {'7', screen_save},
    {'8', screen_restore},
    {'=', screen_keypad_on},
    {'>', screen_keypad_off},
    {'\\', nothing}, /* the end of a string */
    {'D', line_feed},
    {'E', new_line},
    {'M', reverse_index},
    {'[', start_csi},
    {'c', screen_full_reset},
};

void
screen_run_escape(struct screen *s, char final)
{
	s->state = GROUND;
	if (final == '(') {
		s->state = CHARSET;
		return;
	}
	if (strchr("]PX^_", final) != NULL) {
		s->state = STRING;
		s->strings++;
		return;
	}
	for (size_t i = 0; i < sizeof(escapes) / sizeof(escapes[0]); i++) {
		if (escapes[i].final == final) {
			escapes[i].run(s);
			return;
		}
	}
	screen_bad_sequence(s);
}
