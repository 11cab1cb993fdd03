/* SPDX-License-Identifier: ISC */
/*
 * What stays switched on in the terminal model: graphic renditions, modes, the alternate screen and
 * the resets.
 */
#include "base/buf.h"
#include "screen_state.h"

void
screen_save(struct screen *s)
{
	s->saved = (struct saved){s->g->y, s->g->x, s->g->pending, s->g->attr};
}

void
screen_restore(struct screen *s)
{
	grid_move(s->g, s->saved.y, s->saved.x);
	s->g->pending = s->saved.pending;
	s->g->attr = s->saved.attr;
}

/* Read the colour after 38 or 48 and return the index of its last parameter. */
static int
long_colour(struct screen *s, int i, short *colour)
{
	if (screen_param(s, i + 1, 0) == 5) {
		*colour = (short)(screen_param(s, i + 2, 0) & 0xff);
		return i + 2;
	}
	if (screen_param(s, i + 1, 0) == 2) {
		*colour = COLOUR_DIRECT;
		return i + 4;
	}
	screen_bad_sequence(s);
	return s->nparam;
}

static const unsigned style_on[] = {0, STYLE_BOLD, STYLE_DIM, STYLE_ITALIC, STYLE_UNDERLINE,
    STYLE_BLINK, 0, STYLE_REVERSE, STYLE_HIDDEN};

static const unsigned style_off[] = {0, 0, STYLE_BOLD | STYLE_DIM, STYLE_ITALIC, STYLE_UNDERLINE,
    STYLE_BLINK, 0, STYLE_REVERSE, STYLE_HIDDEN};

/* Apply the graphic rendition at parameter i and return the index of the last one used. */
static int
rendition(struct screen *s, int i)
{
	struct attr *a = &s->g->attr;
	int p = screen_param(s, i, 0);

	if (p == 0)
		*a = (struct attr){0, COLOUR_DEFAULT, COLOUR_DEFAULT};
	else if (p <= 8 && style_on[p] != 0)
		a->style |= style_on[p];
	else if (p >= 20 && p <= 28 && style_off[p - 20] != 0)
		a->style &= ~style_off[p - 20];
	else if (p >= 30 && p <= 37)
		a->fg = (short)(p - 30);
	else if (p == 38)
		return long_colour(s, i, &a->fg);
	else if (p == 39)
		a->fg = COLOUR_DEFAULT;
	else if (p >= 40 && p <= 47)
		a->bg = (short)(p - 40);
	else if (p == 48)
		return long_colour(s, i, &a->bg);
	else if (p == 49)
		a->bg = COLOUR_DEFAULT;
	else if (p >= 90 && p <= 97)
		a->fg = (short)(p - 90 + 8);
	else if (p >= 100 && p <= 107)
		a->bg = (short)(p - 100 + 8);
	else
		screen_bad_sequence(s);
	return i;
}

void
screen_renditions(struct screen *s)
{
	const struct attr *a = &s->g->attr;

	for (int i = 0; i == 0 || i < s->nparam; i++) {
		i = rendition(s, i);
		s->styled = s->styled || a->style != 0;
		s->coloured = s->coloured || a->fg != COLOUR_DEFAULT || a->bg != COLOUR_DEFAULT;
	}
}

/* Show the other screen; the main one's cursor waits there. */
static void
show_alternate(struct screen *s, bool on)
{
	if (on == (s->g == &s->alternate))
		return;
	if (on) {
		screen_save(s);
		s->saved_main = s->saved;
		s->alternate.attr = s->main.attr;
		s->g = &s->alternate;
		grid_erase_rows(s->g, 0, s->g->rows);
		grid_move(s->g, s->main.y, s->main.x);
	} else {
		s->g = &s->main;
		s->saved = s->saved_main;
		screen_restore(s);
	}
}

static const struct mode_row {
	char prefix;
	int number;
	enum mode mode;
} mode_table[] = {
    {0, 4, MODE_INSERT},
    {'?', 1, MODE_KEYS},
    {'?', 5, MODE_REVERSE},
    {'?', 7, MODE_AUTOWRAP},
    {'?', 12, MODE_NONE},
    {'?', 25, MODE_CURSOR},
    {'?', 1000, MODE_MOUSE},
    {'?', 1002, MODE_MOUSE},
    {'?', 1003, MODE_MOUSE},
    {'?', 1004, MODE_FOCUS},
    {'?', 1006, MODE_NONE},
    {'?', 1034, MODE_NONE},
    {'?', 1049, MODE_ALTERNATE},
    {'?', 2004, MODE_PASTE},
};

static void
change_mode(struct screen *s, int number, bool on)
{
	for (size_t i = 0; i < sizeof(mode_table) / sizeof(mode_table[0]); i++) {
		const struct mode_row *row = &mode_table[i];

		if (row->prefix != s->prefix || row->number != number)
			continue;
		s->modes = on ? s->modes | row->mode : s->modes & ~(unsigned)row->mode;
		if (row->mode == MODE_ALTERNATE)
			show_alternate(s, on);
		s->g->autowrap = s->modes & MODE_AUTOWRAP;
		s->g->insert = s->modes & MODE_INSERT;
		return;
	}
	screen_bad_sequence(s);
}

void
screen_set_modes(struct screen *s)
{
	for (int i = 0; i < s->nparam; i++)
		change_mode(s, s->param[i], true);
}

void
screen_reset_modes(struct screen *s)
{
	for (int i = 0; i < s->nparam; i++)
		change_mode(s, s->param[i], false);
}

void
screen_keypad_on(struct screen *s)
{
	s->modes |= MODE_KEYPAD;
}

void
screen_keypad_off(struct screen *s)
{
	s->modes &= ~(unsigned)MODE_KEYPAD;
}

void
screen_charset(struct screen *s, char name)
{
	s->modes = name == '0' ? s->modes | MODE_CHARSET : s->modes & ~(unsigned)MODE_CHARSET;
}

/* What a mode that is not as in a fresh terminal means for whoever sits there. */
static const struct left {
	enum mode mode;
	bool usual;
	const char *text;
} lefts[] = {
    {MODE_INSERT, false, "characters are inserted"},
    {MODE_AUTOWRAP, true, "long lines do not wrap"},
    {MODE_CURSOR, true, "the cursor is hidden"},
    {MODE_ALTERNATE, false, "the other screen is shown"},
    {MODE_PASTE, false, "pastes are bracketed"},
    {MODE_MOUSE, false, "the mouse sends bytes"},
    {MODE_KEYS, false, "the cursor's keys send other bytes"},
    {MODE_KEYPAD, false, "the keypad sends other bytes"},
    {MODE_FOCUS, false, "the focus sends bytes"},
    {MODE_REVERSE, false, "the screen is inverted"},
    {MODE_CHARSET, false, "letters are drawn as lines"},
};

char *
screen_left(const struct screen *s)
{
	const struct grid *g = &s->main;
	const struct attr *a = &s->g->attr;
	struct buf out = BUF_INIT(BUF_MAX_LINE);

	for (size_t i = 0; i < sizeof(lefts) / sizeof(lefts[0]); i++)
		if (((s->modes & lefts[i].mode) != 0) != lefts[i].usual)
			buf_addf(&out, "%s, ", lefts[i].text);
	if (a->style || a->fg != COLOUR_DEFAULT || a->bg != COLOUR_DEFAULT)
		buf_addf(&out, "text has style %#x and colours %d on %d, ", a->style, a->fg, a->bg);
	if (g->top != 0 || g->bottom != g->rows - 1)
		buf_addf(&out, "only rows %d to %d scroll, ", g->top, g->bottom);
	if (s->state != GROUND)
		buf_addz(&out, "a sequence is unfinished, ");
	if (!out.n)
		return NULL;
	out.n -= 2;
	buf_addc(&out, '\0');
	return out.p;
}

/* Bring the modes back without touching the text. */
void
screen_soft_reset(struct screen *s)
{
	struct grid *g = s->g;

	s->modes = (s->modes & MODE_ALTERNATE) | MODE_AUTOWRAP | MODE_CURSOR;
	g->autowrap = true;
	g->insert = false;
	g->top = 0;
	g->bottom = g->rows - 1;
	g->attr = (struct attr){0, COLOUR_DEFAULT, COLOUR_DEFAULT};
}

void
screen_full_reset(struct screen *s)
{
	show_alternate(s, false);
	s->modes = 0;
	screen_soft_reset(s);
	grid_erase_rows(s->g, 0, s->g->rows);
	grid_move(s->g, 0, 0);
}
