/* SPDX-License-Identifier: ISC */
/* Lays out lines of time, picture and words. The rows come from timeline_rows.c, their pictures
 * from picture.c. */
#include "story/timeline.h"

#include <stdlib.h>

#include "ami/alias.h"
#include "ami/compose.h"
#include "base/mem.h"
#include "base/text.h"
#include "layout/style.h"
#include "story/quality_words.h"
#include "story/svg.h"
#include "story/timeline_rows.h"
#include "view/when.h"

#define GAP       2  /* columns between the time and the picture */
#define WORDS_MIN 46 /* columns that words get before the picture gets more */
#define ROOM_MIN  12 /* columns of the picture on the narrowest terminal */
#define NARROW    80 /* assumed where there is no terminal */
#define WORDS_LEAST 8 /* columns that words need: the picture and the time are left out before */

struct timeline {
	struct render *render; /* of the formats for programs; NULL: for people */
	struct svg *svg;       /* the drawing; NULL: there is none */
	struct picture picture;
	size_t columns; /* of the terminal; 0: there is none */
	size_t before;  /* columns before the words, */
	bool has_time, has_picture; /* which are these, where there is room */
	bool color;
	struct timespec first, last; /* event, by the server's clock */
	bool begun;
	bool late; /* the call lived before the trace began: its duration is unknown */
};

struct timeline *
timeline_new(const struct render_options *options)
{
	struct timeline *l = mem_alloc(sizeof(*l));
	size_t columns = options->columns ? options->columns : NARROW;
	size_t others = WHEN_WIDTH + GAP + WORDS_MIN;

	if (!format_has(options->format, FORMAT_FOR_PEOPLE))
		l->render = render_new(options);
	l->columns = options->columns;
	l->color = options->color;
	picture_init(&l->picture, columns > others + ROOM_MIN ? columns - others : ROOM_MIN);
	l->has_time = columns >= WHEN_WIDTH + GAP + WORDS_LEAST;
	l->before = l->has_time ? WHEN_WIDTH + GAP : 0;
	l->has_picture = columns >= l->before + picture_width(&l->picture) + WORDS_LEAST;
	l->before += l->has_picture ? picture_width(&l->picture) : 0;
	return l;
}

void
timeline_free(struct timeline *l)
{
	if (!l)
		return;
	render_free(l->render);
	free(l);
}

void
timeline_draw(struct timeline *l, struct svg *svg)
{
	l->svg = svg;
}

static void
colored(const struct timeline *l, const char *style, struct buf *out)
{
	if (l->color)
		buf_addz(out, style);
}

/* The time (NULL: continued from the previous row) and the picture, in their columns. */
static void
print_before(const struct timeline *l, const struct timespec *time, const struct trace *trace,
    const struct picture_row *row, struct buf *out)
{
	if (l->has_time) {
		colored(l, STYLE_TIME, out);
		if (time)
			when_print(out, *time);
		else
			buf_pad(out, ' ', WHEN_WIDTH);
		colored(l, STYLE_OFF, out);
		buf_pad(out, ' ', GAP);
	}
	if (l->has_picture) {
		colored(l, STYLE_NAME, out);
		picture_print(&l->picture, trace, row, out);
		colored(l, STYLE_OFF, out);
	}
}

/* One row. */
static void
print_row(const struct timeline *l, const struct timespec *time, const struct trace *trace,
    const struct picture_row *row, struct str words, size_t room, struct buf *out)
{
	print_before(l, time, trace, row, out);
	text_cut(out, words, room, 0);
	buf_addc(out, '\n');
}

struct printing {
	struct timeline *timeline;
	struct buf *out;
};

/* Draw a row, and print it with as many lines as its words need. */
static void
show_row(void *arg, const struct timeline_row *row)
{
	static const struct picture_row plain = {0};
	const struct printing *p = arg;
	struct timeline *l = p->timeline;

	if (l->svg)
		svg_row(l->svg, row);
	if (l->render)
		return;
	size_t room = l->columns ? l->columns - l->before : SIZE_MAX;
	struct str words = row->words;

	if (row->picture.begins)
		picture_add(&l->picture, row->picture.begins);
	struct str first = timeline_line(&words, room);
	print_row(l, &row->time, row->trace, &row->picture, first, room, p->out);
	if (row->picture.ends)
		picture_remove(&l->picture, row->picture.ends);
	while (words.n)
		print_row(l, NULL, row->trace, &plain, timeline_line(&words, room), room, p->out);
}

/* Add who a party is. */
static void
compose_party(struct compose *c, const char *prefix, const struct lane *lane)
{
	char name[32];

	if (!lane)
		return;
	strcat(strcpy(name, prefix), "Channel");
	compose_add(c, str_of(name), str_of(lane->name));
	strcat(strcpy(name, prefix), "Uniqueid");
	compose_add(c, str_of(name), str_of(lane->end[0].uniqueid));
}

/* The step as an event. */
static void
compose(struct compose *c, const struct trace_step *step, const struct timespec *time, msec now)
{
	const struct step_words *how = step_words(step->kind);
	const struct lane *lane = step->lane[0];
	struct str headers = str_of(how->headers), name, value;
	struct buf text = BUF_INIT(BUF_MAX_TEXT);

	compose_event(c, str_of(how->name));
	buf_addf(&text, "%lld.%06ld", (long long)time->tv_sec, time->tv_nsec / 1000);
	compose_add(c, STR("Timestamp"), buf_str(&text));
	compose_add(c, STR("Linkedid"), trace_id(step->trace));
	compose_party(c, "", step->lane[0]);
	compose_party(c, "Other", step->lane[1]);
	compose_party(c, "Target", step->lane[2]);
	while (headers.n && str_cut(&headers, ',', &name))
		if (step->m && msg_find(step->m, alias_in(step->m, name), &value))
			compose_add(c, name, value);
	buf_reset(&text);
	if (step->kind == STEP_NEW)
		step_introduce(&text, lane, lane->existed && lane->since ? now - lane->since : -1);
	else
		step_say_whole(&text, step);
	if (text.n)
		compose_add(c, STR("Text"), buf_str(&text));
	buf_clear(&text);
}

/* Print the step for a program. */
static void
render(struct timeline *l, const struct trace_step *step, const struct timespec *time, msec now,
    struct buf *out)
{
	struct compose c;

	compose_init(&c);
	compose(&c, step, time, now);
	struct msg m = compose_msg(&c);
	render_event(l->render, &m, false, out);
	compose_clear(&c);
}

void
timeline_step(struct timeline *l, const struct trace_step *step, const struct timeline_now *now,
    struct buf *out)
{
	const struct msg *m = step->m ? step->m : step->found_by;
	struct timespec time = m ? when_of(m, now->time) : now->time;

	if (step->m && !l->begun)
		l->first = time;
	l->begun |= step->m != NULL;
	l->late |= step->m == NULL;
	l->last = time;
	if (l->render)
		render(l, step, &time, now->clock, out);
	if (!l->render || l->svg)
		timeline_rows(
		    step, time, now->clock, show_row, &(struct printing){l, out});
}

/* Print a line below the picture, under its beginning if there is room; draw it too. */
static void
print_last(const struct timeline *l, struct str words, struct buf *out)
{
	if (l->svg)
		svg_note(l->svg, words);
	if (l->render)
		return;
	size_t room = l->columns ? l->columns : SIZE_MAX;

	if (WHEN_WIDTH + GAP + text_width(words) <= room)
		buf_pad(out, ' ', WHEN_WIDTH + GAP);
	while (words.n) {
		text_cut(out, timeline_line(&words, room), room, 0);
		buf_addc(out, '\n');
	}
}

/* Print the quality as an event that comes after all steps. */
static void
render_quality(const struct timeline *l, const struct trace *trace,
    const struct quality_stream *stream, const struct timespec *time, struct buf *out)
{
	struct buf text = BUF_INIT(BUF_MAX_TEXT);
	struct compose c;

	compose_init(&c);
	compose_event(&c, STR("quality"));
	buf_addf(&text, "%lld.%06ld", (long long)time->tv_sec, time->tv_nsec / 1000);
	compose_add(&c, STR("Timestamp"), buf_str(&text));
	compose_add(&c, STR("Linkedid"), trace_id(trace));
	compose_add(&c, STR("Channel"), str_of(stream->channel));
	compose_add(&c, STR("Uniqueid"), str_of(stream->uniqueid));
	quality_add(stream, &c);
	buf_reset(&text);
	quality_say(stream, &text);
	compose_add(&c, STR("Text"), buf_str(&text));
	struct msg m = compose_msg(&c);
	render_event(l->render, &m, false, out);
	compose_clear(&c);
	buf_clear(&text);
}

void
timeline_quality(const struct timeline *l, const struct trace *trace,
    const struct quality_stream *stream, const struct timeline_now *now, struct buf *out)
{
	struct buf words = BUF_INIT(BUF_MAX_TEXT);

	if (l->render)
		render_quality(l, trace, stream, l->begun ? &l->last : &now->time, out);
	quality_say(stream, &words);
	print_last(l, buf_str(&words), out);
	buf_clear(&words);
}

void
timeline_end(const struct timeline *l, struct buf *out)
{
	struct buf words = BUF_INIT(BUF_MAX_LINE);

	buf_addz(&words, "the call is over");
	if (!l->late)
		buf_addf(&words, ", after %.1f s", when_between(l->first, l->last));
	print_last(l, buf_str(&words), out);
	buf_clear(&words);
}

void
timeline_lost(const struct timeline *l, struct buf *out)
{
	print_last(l, STR("the connection is lost, the rest of the call is unknown"), out);
}

void
timeline_stopped(const struct timeline *l)
{
	if (l->svg)
		svg_note(l->svg, STR("the call went on when this picture was made"));
}
