/* SPDX-License-Identifier: ISC */
/* Collects the parts of a line and joins them when their widths are known. */
#include "layout/layout.h"

#include "base/text.h"
#include "layout/abridge.h"
#include "layout/style.h"

#define BLANKS_MAX 2 /* blanks at the edge of a part that count as gap; text may hold more */

#define INDENT     2   /* blanks before lines after the first */
#define LEAST_NAME 8   /* columns of a name and of text that stay in a line */
#define LEAST_TEXT 4
#define LEADING    2   /* columns of text that belongs to what comes next: an arrow, a bracket */
#define LONGEST    240 /* columns of what is important and not cut; more gets one line */

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

/* A part, or what is left of it. */
struct piece {
	const struct part *part;
	struct str text;
	size_t width; /* columns of text */
	size_t gap;
};

/* What is printed in one line or several. */
struct printing {
	struct piece pieces[LAYOUT_PARTS];
	size_t n;
	struct buf *out;
	size_t columns; /* 0: no limit */
	bool color;
	bool whole; /* nothing is cut */
	bool below; /* this is not the first line */
	bool cut;   /* out: something was */
};

static void
begin(struct printing *p, const struct layout *l)
{
	p->n = l->n;
	for (size_t i = 0; i < l->n; i++) {
		struct str text = str_from(
		    l->text.p + l->parts[i].start, l->parts[i].end - l->parts[i].start);
		p->pieces[i] = (struct piece){
		    .part = l->parts[i].part,
		    .text = text,
		    .width = text_width(text),
		    .gap = l->parts[i].gap,
		};
	}
}

/* The pieces as they are to be fitted. An empty part at the end is no longer a column. */
static void
fits_of(const struct printing *p, struct fit *fits)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct part *part = p->pieces[i].part;
		fits[i] = (struct fit){
		    .natural = p->pieces[i].width,
		    .least = part->least,
		    .filled = p->below ? 0 : part->filled,
		    .gap = p->pieces[i].gap,
		    .weight = part->weight,
		    .firm = part->firm,
		    .uncut = part->cut == CUT_NEVER,
		};
	}
	for (size_t i = p->n; i-- > 0 && p->pieces[i].text.n == 0;)
		fits[i].hidden = true;
}

/* Append a part's text in its colour. */
static void
print_part(struct buf *out, const struct part *part, struct str text, size_t width, bool color)
{
	bool colored = color && part->style && text.n;

	if (colored)
		buf_addz(out, part->style);
	if (part->cut == CUT_MIDDLE)
		abridge_name(out, text, width);
	else
		text_cut(out, text, width, 0);
	if (colored)
		buf_addz(out, STYLE_OFF);
}

/* Append the first n pieces, as they fit. */
static void
print_fitted(struct printing *p, struct fit *fits, size_t n, size_t columns)
{
	bool first = true;

	fit_parts(fits, n, columns, FIT_ELLIPSIS);
	for (size_t i = 0; i < n; i++) {
		p->cut |= fits[i].width < fits[i].natural;
		if (fits[i].hidden)
			continue;
		buf_pad(p->out, ' ', first ? 0 : p->pieces[i].gap);
		print_part(p->out, p->pieces[i].part, p->pieces[i].text, fits[i].width, p->color);
		buf_pad(p->out, ' ', fits[i].blanks);
		first = false;
	}
}

static void
print_one_line(struct printing *p)
{
	struct fit fits[LAYOUT_PARTS];

	fits_of(p, fits);
	print_fitted(p, fits, p->n, p->columns);
}

void
layout_print(const struct layout *l, struct buf *out, size_t columns, bool color)
{
	struct printing p = {.out = out, .columns = columns, .color = color};

	begin(&p, l);
	print_one_line(&p);
}

/* What a piece takes at least if it is to stay in a line. */
static size_t
bottom_of(const struct printing *p, const struct fit *fit, size_t room)
{
	size_t bottom = fit->weight == FIT_TEXT ? LEAST_TEXT : LEAST_NAME;

	if (!p->whole && fit->weight > FIT_NAME)
		return fit->natural <= LONGEST || fit->natural <= room ? fit->natural : room;
	return p->whole || fit->natural < bottom ? fit->natural : bottom;
}

/* Is this what belongs to the piece after it, such as an arrow? */
static bool
leads(const struct piece *piece, const struct fit *fit)
{
	return piece->part->weight == FIT_TEXT && fit->natural <= LEADING &&
	    !str_starts(piece->text, STR(","));
}

/* Is this what belongs to the piece before it, such as the end of a quotation? */
static bool
trails(const struct piece *piece)
{
	return piece->part->weight == FIT_TEXT &&
	    (str_starts(piece->text, STR("\"")) || str_starts(piece->text, STR(")")));
}

/* Of the pieces, is there an i-th that trails? */
static bool
next_trails(const struct printing *p, size_t i)
{
	return i < p->n && trails(&p->pieces[i]);
}

/* Of n pieces that fit, how many come in the line if there is another line after it: text at its
 * end that would be cut comes below, whole. */
static size_t
leave_for_below(const struct printing *p, const struct fit *fits, size_t n, size_t room)
{
	size_t natural = 0;

	for (size_t i = 0; i < n; i++)
		natural += (i ? fits[i].gap : 0) + fits[i].natural;
	if (n > 1 && natural > room && fits[n - 1].weight == FIT_TEXT)
		n--;
	if (n > 1 && next_trails(p, n))
		n--;
	while (n > 1 && leads(&p->pieces[n - 1], &fits[n - 1]))
		n--;
	return n;
}

/* How many pieces come in the next line; 0: not even the first does. */
static size_t
count_fitting(const struct printing *p, struct fit *fits, size_t room)
{
	size_t used = 0, n;

	for (n = 0; n < p->n; n++) {
		fits[n].bottom = bottom_of(p, &fits[n], room);
		fits[n].least = fits[n].weight > FIT_NAME || fits[n].least < fits[n].bottom
		    ? fits[n].bottom : fits[n].least;
		used += (n ? fits[n].gap : 0) + fits[n].bottom;
		if (used > room)
			break;
	}
	return n < p->n ? leave_for_below(p, fits, n, room) : n;
}

/* Take bytes off the front of a piece. */
static void
take_off(struct piece *piece, size_t n)
{
	piece->width -= text_width(str_head(piece->text, n));
	piece->text = str_from_at(piece->text, n);
}

/* Append as much of the first piece as a line holds. */
static void
print_head(struct printing *p, size_t room)
{
	struct piece *piece = &p->pieces[0];
	size_t used;
	struct str head = text_fit(piece->text, room, &used);

	if (head.n == 0)
		head = str_head(piece->text, text_broken(piece->text));
	print_part(p->out, piece->part, head, room, p->color);
	take_off(piece, head.n);
}

/* Drop pieces at the front. */
static void
drop(struct printing *p, size_t n)
{
	p->n -= n;
	memmove(p->pieces, p->pieces + n, p->n * sizeof(*p->pieces));
}

/* Drop what only separates the next piece from the one before. */
static void
drop_separator(struct printing *p)
{
	struct piece *piece = &p->pieces[0];

	if (p->n == 0 || piece->part->weight != FIT_TEXT)
		return;
	take_off(piece, str_starts(piece->text, STR(",")));
	take_off(piece, str_starts(piece->text, STR(" ")));
	if (piece->text.n == 0)
		drop(p, 1);
}

/* Append the next line, with the end of the one before it. */
static void
print_next(struct printing *p)
{
	size_t indent = p->below && p->columns > 2 * INDENT ? INDENT : 0;
	struct fit fits[LAYOUT_PARTS];

	if (p->below) {
		buf_addc(p->out, '\n');
		buf_pad(p->out, ' ', indent);
	}
	fits_of(p, fits);
	size_t n = count_fitting(p, fits, p->columns - indent);
	if (n)
		print_fitted(p, fits, n, p->columns - indent);
	else
		print_head(p, p->columns - indent);
	drop(p, n);
	if (n)
		drop_separator(p);
	p->below = true;
}

/* Append all pieces, and no line of blanks at the end. */
static void
print_lines(struct printing *p)
{
	while (p->n && p->pieces[p->n - 1].text.n == 0)
		p->n--;
	while (p->n)
		print_next(p);
}

bool
layout_print_lines(const struct layout *l, struct buf *out, size_t columns, bool color)
{
	struct printing p = {.out = out, .columns = columns, .color = color};

	begin(&p, l);
	if (columns >= LAYOUT_LINES)
		print_lines(&p);
	else
		print_one_line(&p);
	return p.cut;
}

void
layout_print_whole(const struct layout *l, struct buf *out, size_t columns, bool color)
{
	struct printing p = {.out = out, .columns = columns, .color = color, .whole = true};

	if (columns == 0) {
		layout_print(l, out, columns, color);
		return;
	}
	begin(&p, l);
	print_lines(&p);
}
