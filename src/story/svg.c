/* SPDX-License-Identifier: ISC */
/* Collects what a picture shows; svg_print.c and svg_draw.c make it. */
#include <stdlib.h>

#include "base/mem.h"
#include "story/svg_impl.h"
#include "view/when.h"

#define COLUMNS 12 /* that a call may have before lanes share one */

struct svg *
svg_new(struct str server, struct str program)
{
	struct svg *s = mem_alloc(sizeof(*s));

	s->server = mem_strndup(server);
	s->program = mem_strndup(program);
	s->title = BUF_INIT(BUF_MAX_LINE);
	s->words = BUF_INIT(BUF_MAX_TEXT);
	s->notes = BUF_INIT(BUF_MAX_TEXT);
	picture_init_open(&s->picture, COLUMNS);
	return s;
}

void
svg_free(struct svg *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->lanes_n; i++) {
		free(s->lanes[i].name);
		free(s->lanes[i].label);
	}
	free(s->lanes);
	free(s->rows);
	free(s->changes);
	free(s->server);
	free(s->program);
	free(s->id);
	buf_clear(&s->title);
	buf_clear(&s->words);
	buf_clear(&s->notes);
	free(s);
}

/* Call the picture by who calls whom, or else by its first channel. */
static void
entitle(struct svg *s, const struct lane *lane)
{
	const char *who = lane->caller && lane->caller[0] ? lane->caller : lane->name;
	bool calls = lane->calls && lane->dialled && lane->dialled[0];

	if (s->titled || (s->title.n && !calls))
		return;
	s->titled = calls;
	buf_reset(&s->title);
	if (calls)
		buf_addf(&s->title, "%s calls %s", who, lane->dialled);
	else
		buf_addf(&s->title, "The call of %s", who);
}

/* Note that a lane does something from this row on. */
static void
change(struct svg *s, size_t lane, enum picture_state state, bool ends)
{
	s->changes = mem_more(s->changes, s->changes_n, sizeof(*s->changes));
	s->changes[s->changes_n++] = (struct svg_change){
	    .row = s->rows_n, .lane = lane, .state = state, .ends = ends};
}

/* The number of a lane that is drawn now. */
static size_t
number_of(const struct svg *s, const struct lane *lane)
{
	size_t column = lane ? picture_column(&s->picture, lane) : PICTURE_NOWHERE;

	return column == PICTURE_NOWHERE ? SVG_NONE : s->lane_at[column];
}

/* Begin a lane; returns its number. */
static size_t
begin(struct svg *s, const struct timeline_row *row, const struct lane *lane)
{
	entitle(s, lane);
	s->late |= lane->existed;
	picture_add(&s->picture, lane);
	size_t column = picture_column(&s->picture, lane);
	if (column == PICTURE_NOWHERE) {
		s->unseen++;
		return SVG_NONE;
	}
	s->lanes = mem_more(s->lanes, s->lanes_n, sizeof(*s->lanes));
	s->lanes[s->lanes_n] = (struct svg_lane){
	    .name = mem_strdup(lane->name),
	    .label = mem_strdup(lane->label),
	    .column = column,
	    .row = s->rows_n,
	    .existed = lane->existed,
	};
	s->lane_at[column] = s->lanes_n;
	s->state[column] = picture_state(row->trace, lane);
	change(s, s->lanes_n, s->state[column], false);
	return s->lanes_n++;
}

/* End a lane; returns its number. */
static size_t
end(struct svg *s, const struct lane *lane)
{
	size_t number = number_of(s, lane);

	if (number != SVG_NONE)
		change(s, number, PICTURE_THERE, true);
	picture_remove(&s->picture, lane);
	return number;
}

/* Note what the lanes do now. */
static void
note_states(struct svg *s, const struct trace *trace)
{
	s->talks = false;
	for (size_t i = 0; i < s->picture.used; i++) {
		const struct lane *lane = s->picture.at[i];
		if (!lane)
			continue;
		enum picture_state state = picture_state(trace, lane);
		if (state != s->state[i])
			change(s, s->lane_at[i], state, false);
		s->state[i] = state;
		s->talks |= trace_talks(trace, lane);
	}
}

/* Time has come so far. */
static void
pass(struct svg *s, struct timespec time)
{
	double seconds = when_between(s->last, time);

	if (s->talks && seconds > 0)
		s->talked += seconds;
	s->last = time;
}

void
svg_row(struct svg *s, const struct timeline_row *row)
{
	const struct picture_row *picture = &row->picture;
	struct svg_row r = {
	    .time = row->time,
	    .words = s->words.n,
	    .arrow = picture->arrow,
	    .begins = SVG_NONE,
	    .ends = SVG_NONE,
	};

	pass(s, row->time);
	if (s->rows_n == SVG_ROWS_MAX || buf_adds(&s->words, row->words) < 0) {
		s->left_out++;
		return;
	}
	r.words_n = row->words.n;
	mem_replace(&s->id, trace_id(row->trace));
	if (picture->begins)
		r.begins = begin(s, row, picture->begins);
	r.from = number_of(s, picture->from);
	r.to = number_of(s, picture->to);
	if (picture->ends)
		r.ends = end(s, picture->ends);
	note_states(s, row->trace);
	s->rows = mem_more(s->rows, s->rows_n, sizeof(*s->rows));
	s->rows[s->rows_n++] = r;
}

void
svg_note(struct svg *s, struct str words)
{
	buf_adds(&s->notes, words);
	buf_addc(&s->notes, '\n');
}

bool
svg_has_rows(const struct svg *s)
{
	return s->rows_n > 0;
}
