/* SPDX-License-Identifier: ISC */
/*
 * What follows channels and calls must survive every stream of events: lanes that nobody announced,
 * ends without a beginning, names that are not names. Nothing that steers a terminal comes out, and
 * no line of a timeline, or of the story of all calls, is wider than it, from 1 to 300 columns; the
 * picture of a timeline is well formed and only draws.
 */
#include <stdlib.h>

#include "../ami/transcript.h"
#include "../laid_out.h"
#include "../story/svg_check.h"
#include "state/calls.h"
#include "story/story.h"
#include "story/svg.h"
#include "story/timeline.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct tracing {
	struct channels *channels;
	struct trace *trace;
	struct timeline *timeline;
	struct buf out;
};

static void
tell(void *arg, const struct trace_step *step)
{
	struct tracing *t = arg;
	const struct timeline_now now = {.clock = 1000};

	timeline_step(t->timeline, step, &now, &t->out);
}

static void
take(void *arg, const struct msg *m)
{
	struct tracing *t = arg;

	if (m->kind != MSG_EVENT)
		return;
	channels_take(t->channels, m, 0);
	channels_list_item(t->channels, m, 0);
	if (!trace_over(t->trace))
		trace_take(t->trace, m);
}

/* The picture, whatever is in it. */
static void
must_draw(const struct svg *svg)
{
	struct buf picture = BUF_INIT(BUF_MAX_TEXT);
	struct err err;

	if (!svg_has_rows(svg))
		return;
	const char *fault = svg_print(svg, &picture, &err) < 0 ? err.text : svg_check(buf_str(&picture));
	if (fault) {
		fprintf(stderr, "%s in\n%s\n", fault, buf_z(&picture));
		abort();
	}
	buf_clear(&picture);
}

/* Follow the first call of the stream that matches, at a width that the stream chooses. */
static void
follow(struct str stream, const char *target, size_t columns, bool color)
{
	const struct render_options options = {.columns = columns, .color = color};
	struct tracing t = {.channels = channels_new(), .out = BUF_INIT(BUF_MAX_TEXT)};
	struct parse *p = parse_new(BUF_MAX_MESSAGE, false);
	struct calls calls;
	struct err err;

	t.trace = trace_new(str_of(target), t.channels, tell, &t, &err);
	struct svg *svg = svg_new(STR("pbx"), STR("amsh"));
	t.timeline = timeline_new(&options);
	timeline_draw(t.timeline, svg);
	transcript_feed(p, stream, stream.n, take, &t, &err);
	calls_of(&calls, t.channels);
	calls_clear(&calls);
	timeline_lost(t.timeline, &t.out);
	laid_out_must(buf_str(&t.out), columns, color);
	must_draw(svg);
	svg_free(svg);
	parse_free(p);
	timeline_free(t.timeline);
	trace_free(t.trace);
	channels_free(t.channels);
	buf_clear(&t.out);
}

/* The same with the story of all calls. */
struct telling {
	struct story *story;
	struct channels *channels;
	struct story_style style;
	struct buf out;
};

static void
learn(void *arg, const struct msg *m)
{
	const struct timespec now = {.tv_sec = 1000};
	struct telling *t = arg;

	if (story_take(t->story, m, t->channels, now))
		story_tell(t->story, m, &t->style, &t->out);
	channels_take(t->channels, m, 0);
	if (m->n % 16 == 15) /* a list, and a connection that is made again */
		story_reset(t->story);
	if (m->n % 8 == 7)
		channels_list_item(t->channels, m, 0);
}

static void
tell_story(struct str stream, size_t columns, bool color)
{
	struct telling t = {story_new(), channels_new(), {columns, color}, BUF_INIT(BUF_MAX_TEXT)};
	struct parse *p = parse_new(BUF_MAX_MESSAGE, false);
	struct err err;

	transcript_feed(p, stream, stream.n, learn, &t, &err);
	laid_out_must(buf_str(&t.out), columns, color);
	parse_free(p);
	story_free(t.story);
	channels_free(t.channels);
	buf_clear(&t.out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str stream = str_from((const char *)data, size);

	size_t columns = 1 + size * 7 % 300;

	follow(stream, "", columns, false);
	follow(stream, "/./", columns, true);
	tell_story(stream, columns, true);
	return 0;
}
