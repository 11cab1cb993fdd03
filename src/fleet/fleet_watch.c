/* SPDX-License-Identifier: ISC */
/* One screen for a watch of several servers, a part for each. */
#include <stdlib.h>

#include "base/mem.h"
#include "base/out.h"
#include "base/text.h"
#include "client/fleet_control.h"
#include "cmd/watch.h"
#include "fleet/fleet_impl.h"

#define TOGETHER 100 /* ms in which the screens of the others may come, too */
#define HEAD     (WATCH_HEAD + 1) /* rows above the parts, and the cursor's below them */

void
fleet_watch_begin(struct fleet *f, struct worker *w, struct str line)
{
	if (!w->watches) {
		f->watching++;
		w->watches = true;
		buf_reset(&w->growing);
		buf_reset(&w->picture);
	}
	buf_reset(&f->watched);
	buf_adds(&f->watched, line);
	fleet_control_send(w->control, CONTROL_ANSWER, STR(""));
}

void
fleet_watch_add(struct worker *w, struct str bytes)
{
	buf_adds(&w->growing, bytes);
}

void
fleet_watch_say(struct worker *w, struct str line)
{
	buf_adds(&w->said, line);
}

void
fleet_watch_whole(struct fleet *f, struct worker *w)
{
	struct buf old = w->picture;

	w->picture = w->growing;
	w->growing = old;
	buf_reset(&w->growing);
	w->fresh = true;
	if (f->undrawn == CLOCK_NEVER)
		f->undrawn = clock_now();
}

/* How many lines are there? */
static size_t
count_lines(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == '\n';
	return n;
}

/* Append the label of a server, for a line of ours. */
static void
add_label(const struct fleet *f, const struct worker *w, struct buf *out)
{
	struct buf name = BUF_INIT(BUF_MAX_LINE);

	text_escape(&name, str_of(fleet_name(w)));
	text_cell(out, buf_str(&name), f->width);
	buf_addz(out, "| ");
	buf_clear(&name);
}

/* Append a part of at most this many rows; the rest is counted. */
static void
add_part(const struct fleet *f, const struct worker *w, size_t rows, struct buf *out)
{
	struct str rest = buf_str(&w->picture), line;
	size_t n = count_lines(rest);
	bool cut = n > rows;

	if (rest.n == 0) {
		add_label(f, w, out);
		buf_addz(out, "…\n");
	}
	for (size_t i = 0; i < (cut ? rows - 1 : n) && str_cut(&rest, '\n', &line); i++)
		buf_addf(out, "%.*s\n", STR_ARG(line));
	if (cut) {
		add_label(f, w, out);
		buf_addf(out, "… and %zu more lines\n", n - rows + 1);
	}
}

/* The rows that each part may have: as many as it needs, if all fit, else a share, where parts that
 * need less leave the rest to the others. */
static size_t
share(const struct fleet *f, size_t rows)
{
	size_t *lines = mem_array(f->n, sizeof(*lines));
	size_t most = rows, needed;

	for (size_t i = 0; i < f->n; i++)
		lines[i] = count_lines(buf_str(&f->v[i].picture));
	do {
		needed = 0;
		for (size_t i = 0; i < f->n; i++)
			needed += lines[i] < most ? lines[i] : most;
		most -= needed > rows;
	} while (needed > rows && most > 1);
	free(lines);
	return most > 1 ? most : 2;
}

static void
draw(struct fleet *f)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	size_t columns, rows;

	out_size(&columns, &rows);
	size_t most = rows ? share(f, rows > HEAD ? rows - HEAD : 1) : SIZE_MAX;
	watch_head(&out, buf_str(&f->watched));
	for (size_t i = 0; i < f->n; i++) {
		struct worker *w = &f->v[i];
		w->fresh = false;
		if (w->watches || w->picture.n)
			add_part(f, w, most, &out);
	}
	out_write(buf_str(&out));
	out_flush();
	buf_clear(&out);
	f->undrawn = CLOCK_NEVER;
}

void
fleet_watch_draw(struct fleet *f)
{
	bool all = true;

	for (size_t i = 0; i < f->n; i++)
		all &= !f->v[i].watches || f->v[i].fresh;
	if (f->watching && f->undrawn != CLOCK_NEVER &&
	    (all || clock_now() >= fleet_watch_deadline(f)))
		draw(f);
}

msec
fleet_watch_deadline(const struct fleet *f)
{
	return f->undrawn == CLOCK_NEVER ? CLOCK_NEVER : f->undrawn + TOGETHER;
}

/* The watch has ended: messages that came meanwhile are printed below the last screen. */
static void
leave(struct fleet *f)
{
	if (f->undrawn != CLOCK_NEVER)
		draw(f);
	for (size_t i = 0; i < f->n; i++) {
		struct worker *w = &f->v[i];
		out_stderr(buf_str(&w->said));
		buf_reset(&w->said);
		buf_reset(&w->picture);
	}
}

void
fleet_watch_end(struct fleet *f, size_t i)
{
	struct worker *w = &f->v[i];

	if (!w->watches)
		return;
	w->watches = false;
	merge_add(f->merge, i, buf_str(&w->growing), clock_now());
	buf_reset(&w->growing);
	if (--f->watching == 0) {
		leave(f);
		return;
	}
	/* The others go on: its messages are part of its last picture. */
	buf_adds(&w->picture, buf_str(&w->said));
	if (out_stderr_shows())
		buf_reset(&w->said);
	f->undrawn = clock_now();
}
