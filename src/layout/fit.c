/* SPDX-License-Identifier: ISC */
/* First leaves out what does not fit at all, then cuts the least important first. */
#include "layout/fit.h"

#include <stdint.h>

/* The parts, and what they take more than there is. */
struct fitting {
	struct fit *p;
	size_t n;
	size_t columns;
	size_t excess;
};

static size_t
smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* The minimum of a part. */
static size_t
minimum(const struct fit *p, enum fit_floor floor)
{
	size_t least = smaller(p->least, p->natural);

	if (p->uncut)
		return p->natural;
	return floor == FIT_LEAST || p->weight >= FIT_KEY ? least : smaller(p->natural, 1);
}

/* What all parts take with the gaps between them, each at its minimum. */
static size_t
minimum_of_all(const struct fitting *f, enum fit_floor floor)
{
	size_t sum = 0;
	bool first = true;

	for (size_t i = 0; i < f->n; i++) {
		if (f->p[i].hidden)
			continue;
		sum += (first ? 0 : f->p[i].gap) + minimum(&f->p[i], floor);
		first = false;
	}
	return sum;
}

/* Leave out parts from the right until the others have room; the first stays. Text goes before what
 * is more important. */
static size_t
hide_right(struct fitting *f)
{
	size_t hidden = 0;

	for (unsigned most = FIT_TEXT; most <= FIT_TITLE; most++)
		for (size_t i = f->n; i-- > 1 && minimum_of_all(f, FIT_LEAST) > f->columns;) {
			if (f->p[i].weight > most)
				continue;
			hidden += !f->p[i].hidden;
			f->p[i].hidden = true;
		}
	return hidden;
}

/* Leave out what does not fit after everything more important. */
static size_t
hide_light(struct fitting *f)
{
	bool wanted[FIT_PARTS];
	size_t hidden = 0, shown = 0;

	for (size_t i = 0; i < f->n; i++) {
		wanted[i] = !f->p[i].hidden;
		f->p[i].hidden = true;
	}
	for (unsigned weight = FIT_WEIGHTS; weight-- > 0;)
		for (size_t i = 0; i < f->n; i++) {
			if (!wanted[i] || f->p[i].weight != weight)
				continue;
			f->p[i].hidden = false;
			if (shown > 0 && minimum_of_all(f, FIT_ELLIPSIS) > f->columns) {
				f->p[i].hidden = true;
				hidden++;
			} else {
				shown++;
			}
		}
	return hidden;
}

/* Give every part all that it wants, and find the excess. */
static void
begin(struct fitting *f, enum fit_floor floor)
{
	size_t sum = 0;
	struct fit *last = NULL;

	for (size_t i = 0; i < f->n; i++) {
		struct fit *p = &f->p[i];
		p->width = p->blanks = 0;
		if (p->hidden)
			continue;
		p->width = p->natural;
		p->blanks = p->filled > p->natural ? p->filled - p->natural : 0;
		sum += (last ? p->gap : 0) + p->width + p->blanks;
		last = p;
	}
	if (last && floor == FIT_ELLIPSIS) {
		sum -= last->blanks;
		last->blanks = 0;
	}
	f->excess = f->columns && sum > f->columns ? sum - f->columns : 0;
}

/* Remove blanks, from the right. */
static void
take_blanks(struct fitting *f, bool firm)
{
	for (size_t i = f->n; i-- > 0 && f->excess;) {
		struct fit *p = &f->p[i];
		size_t less = p->firm == firm ? smaller(p->blanks, f->excess) : 0;
		p->blanks -= less;
		f->excess -= less;
	}
}

/* To what a part is cut in each of two rounds. */
static size_t
floor_of(const struct fit *p, bool last)
{
	return last && p->bottom < p->least ? p->bottom : p->least;
}

/* Are this part's columns taken in a round? */
static bool
gives(const struct fit *p, unsigned weight, bool last)
{
	return !p->hidden && !p->uncut && p->weight == weight && !(last && p->bottom == 0);
}

/* How many columns are saved when the parts of a weight are no wider than limit, or their floor. */
static size_t
saving(const struct fitting *f, unsigned weight, size_t limit, bool last)
{
	size_t sum = 0;

	for (size_t i = 0; i < f->n; i++) {
		const struct fit *p = &f->p[i];
		size_t least = floor_of(p, last), to = limit > least ? limit : least;
		if (gives(p, weight, last) && p->width > to)
			sum += p->width - to;
	}
	return sum;
}

/* Cut the parts of a weight, the widest first, and none below its floor. */
static void
cut_to_floor(struct fitting *f, unsigned weight, bool last)
{
	size_t low = 0, high = 0;

	for (size_t i = 0; i < f->n; i++)
		high = f->p[i].width > high ? f->p[i].width : high;
	while (low < high) {
		size_t middle = low + (high - low + 1) / 2;
		if (saving(f, weight, middle, last) >= f->excess)
			low = middle;
		else
			high = middle - 1;
	}
	for (size_t i = f->n; i-- > 0 && f->excess;) {
		struct fit *p = &f->p[i];
		size_t least = floor_of(p, last), to = low > least ? low : least;
		if (!gives(p, weight, last) || p->width <= to)
			continue;
		size_t less = smaller(p->width - to, f->excess);
		p->width -= less;
		f->excess -= less;
	}
}

/* Cut the parts of a weight to one column, from the right. */
static void
cut_to_ellipsis(struct fitting *f, unsigned weight)
{
	for (size_t i = f->n; i-- > 0 && f->excess;) {
		struct fit *p = &f->p[i];
		if (p->hidden || p->uncut || p->weight != weight || p->width <= 1)
			continue;
		size_t less = smaller(p->width - 1, f->excess);
		p->width -= less;
		f->excess -= less;
	}
}

/* Cut the rest to the remaining columns. */
static void
cut_hard(struct fitting *f)
{
	for (size_t i = f->n; i-- > 0 && f->excess;) {
		size_t less = smaller(f->p[i].width, f->excess);
		f->p[i].width -= less;
		f->excess -= less;
	}
}

size_t
fit_parts(struct fit *parts, size_t n, size_t columns, enum fit_floor floor)
{
	struct fitting f = {parts, n, columns ? columns : SIZE_MAX, 0};
	size_t hidden = 0;

	if (columns)
		hidden = floor == FIT_LEAST ? hide_right(&f) : hide_light(&f);
	begin(&f, floor);
	take_blanks(&f, false);
	for (unsigned weight = 0; weight < FIT_WEIGHTS && f.excess; weight++)
		cut_to_floor(&f, weight, false);
	take_blanks(&f, true);
	for (unsigned weight = 0; weight < FIT_WEIGHTS && f.excess; weight++)
		cut_to_floor(&f, weight, true);
	for (unsigned weight = 0; weight < FIT_WEIGHTS && f.excess; weight++)
		cut_to_ellipsis(&f, weight);
	cut_hard(&f);
	return hidden;
}
