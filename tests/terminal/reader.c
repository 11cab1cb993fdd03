/* SPDX-License-Identifier: ISC */
/*
 * The terminal model's reader of bytes, cut anywhere: UTF-8, control characters and the framing of
 * escape sequences. What a complete sequence does is in sequences.c.
 */
#define _XOPEN_SOURCE 700

#include <stdio.h>
#include <string.h>
#include <wchar.h>

#include "screen_state.h"

enum { REPLACEMENT = 0xfffd, DEL = 0x7f };

void
screen_note(struct screen *s, const char *kind, const char *bytes, size_t len)
{
	size_t n;

	if (s->unknown++ > 0)
		return;
	n = (size_t)snprintf(s->first, sizeof(s->first), "%s ", kind);
	for (size_t i = 0; i < len && n + 5 < sizeof(s->first); i++) {
		unsigned char c = (unsigned char)bytes[i];

		n += (size_t)snprintf(s->first + n, 5, c > ' ' && c < DEL ? "%c" : "\\x%02x", c);
	}
}

void
screen_bad_sequence(struct screen *s)
{
	screen_note(s, "ESC", s->seq, s->nseq);
}

/* Do a control character; in the midst of a sequence too, as terminals do. */
static void
control(struct screen *s, char c)
{
	switch (c) {
	case '\a':
		s->bells++;
		break;
	case '\b':
		grid_move(s->g, s->g->y, s->g->x - 1);
		break;
	case '\t':
		if (s->g->x < s->g->cols - 1)
			grid_move(s->g, s->g->y, (s->g->x / 8 + 1) * 8);
		break;
	case '\n':
		grid_index(s->g);
		break;
	case '\r':
		grid_move(s->g, s->g->y, 0);
		break;
	case '\033':
		s->state = ESCAPE;
		s->nseq = 0;
		break;
	default:
		s->state = GROUND;
		screen_note(s, "control", &c, 1);
	}
}

/* Take one byte of a control sequence after its "ESC [". */
static void
csi(struct screen *s, char c)
{
	int *last;

	if (c >= '<' && c <= '?') {
		s->prefix = c;
	} else if (c >= ' ' && c <= '/') {
		s->middle = c;
	} else if (c == ';' || c == ':') {
		s->nparam += s->nparam == 0 ? 2 : 1;
	} else if (c >= '0' && c <= '9') {
		s->nparam = s->nparam == 0 ? 1 : s->nparam;
		last = &s->param[s->nparam - 1];
		*last = *last < 9999 ? *last * 10 + (c - '0') : *last;
	} else {
		screen_run_csi(s, c);
	}
	if (s->nparam > PARAMS)
		s->nparam = PARAMS;
}

/* Put one character on the grid. */
static void
print(struct screen *s, uint32_t ch)
{
	locale_t old;
	int width;

	if (ch >= ' ' && ch < DEL) {
		grid_put(s->g, ch, 1);
		s->last = ch;
		return;
	}
	old = uselocale(s->utf8);
	width = wcwidth((wchar_t)ch);
	uselocale(old);
	if (width == 0) {
		grid_mark(s->g, ch);
	} else if (width > 0) {
		grid_put(s->g, ch, width);
	} else {
		screen_note(s, "unprintable character", (const char *)&ch, sizeof(ch));
		grid_put(s->g, REPLACEMENT, 1);
	}
}

static void
bad_utf8(struct screen *s, unsigned char c)
{
	screen_note(s, "invalid UTF-8 at", (const char *)&c, 1);
	grid_put(s->g, REPLACEMENT, 1);
	s->missing = 0;
}

/* Start a character of several bytes. */
static void
lead(struct screen *s, unsigned char c)
{
	static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};

	if (c < 0xc2 || c > 0xf4) {
		bad_utf8(s, c);
		return;
	}
	s->missing = c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
	s->ch = c & (0x3fu >> s->missing);
	s->least = least[s->missing];
}

static void
follow(struct screen *s, unsigned char c)
{
	s->ch = s->ch << 6 | (c & 0x3f);
	if (--s->missing > 0)
		return;
	if (s->ch < s->least || s->ch > 0x10ffff || (s->ch >= 0xd800 && s->ch <= 0xdfff))
		bad_utf8(s, c);
	else
		print(s, s->ch);
}

/* Take a byte outside of sequences. */
static void
text(struct screen *s, unsigned char c)
{
	if (s->missing > 0 && (c & 0xc0) == 0x80) {
		follow(s, c);
		return;
	}
	if (s->missing > 0)
		bad_utf8(s, c);
	if (c < ' ')
		control(s, (char)c);
	else if (c == DEL)
		screen_note(s, "control", "\177", 1);
	else if (c < DEL)
		print(s, c);
	else
		lead(s, c);
}

/* Take a byte of a string that nobody shows. */
static void
string(struct screen *s, char c)
{
	if (c == '\033')
		s->state = STRING_ESCAPE;
	else if (c == '\a')
		s->state = GROUND;
}

static void
feed(struct screen *s, char c)
{
	if (s->state == GROUND) {
		text(s, (unsigned char)c);
		return;
	}
	if (s->state == STRING) {
		string(s, c);
		return;
	}
	if (c >= 0 && c < ' ' && s->state != STRING_ESCAPE) {
		control(s, c);
		return;
	}
	if (s->nseq < sizeof(s->seq))
		s->seq[s->nseq++] = c;
	switch (s->state) {
	case ESCAPE:
		screen_run_escape(s, c);
		break;
	case CSI:
		csi(s, c);
		break;
	case STRING_ESCAPE:
		s->state = c == '\\' ? GROUND : STRING;
		break;
	default:
		s->state = GROUND;
		screen_charset(s, c);
	}
}

void
screen_feed(struct screen *s, const void *bytes, size_t len)
{
	const char *p = bytes;

	for (size_t i = 0; i < len; i++) {
		if (s->watch != NULL && (p[i] == '\r' || p[i] == '\033'))
			s->watch(s->watch_arg);
		feed(s, p[i]);
	}
}
