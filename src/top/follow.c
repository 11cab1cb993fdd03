/* SPDX-License-Identifier: ISC */
/* A trace, shown as the command trace does, or only used to know which events are the call's. */
#include "top/follow.h"

#include <stdlib.h>

#include "base/mem.h"
#include "client/display.h"
#include "state/trace.h"
#include "story/timeline.h"
#include "view/render.h"

struct follow {
	struct trace *trace;
	struct timeline *timeline; /* NULL: events */
	struct render *render;     /* of them */
	void (*lines)(void *arg, struct str lines);
	void *arg;
	struct buf out;
	bool over;
};

static void
tell(struct follow *f)
{
	if (f->out.n)
		f->lines(f->arg, buf_str(&f->out));
	buf_reset(&f->out);
}

static void
take_step(void *arg, const struct trace_step *step)
{
	struct follow *f = arg;
	struct timeline_now now = {.clock = clock_now()};

	if (!f->timeline)
		return;
	clock_gettime(CLOCK_REALTIME, &now.time);
	timeline_step(f->timeline, step, &now, &f->out);
	tell(f);
}

static void
say(struct follow *f, const char *text)
{
	buf_addf(&f->out, "%s\n", text);
	tell(f);
}

struct follow *
follow_new(const struct client *client, const struct channels *channels, struct str channel,
    enum command what, size_t columns, void (*lines)(void *arg, struct str lines), void *arg)
{
	struct render_options options = display_options(client);
	struct follow *f = mem_alloc(sizeof(*f));
	struct err err;

	options.format = FORMAT_TEXT;
	options.color = false;
	options.for_terminal = true;
	options.columns = columns;
	options.fields = options.template = STR("");
	options.server = STR("");
	f->lines = lines;
	f->arg = arg;
	buf_init(&f->out, BUF_MAX_TEXT);
	if (what == DO_TRACE)
		f->timeline = timeline_new(&options);
	else
		f->render = render_new(&options);
	f->trace = trace_new(channel, channels, take_step, f, &err);
	if (f->trace)
		trace_look(f->trace);
	if (!f->trace || !trace_found(f->trace))
		say(f, "-- the call is over");
	else if (f->render)
		say(f, "-- waiting for its events");
	return f;
}

void
follow_free(struct follow *f)
{
	if (!f)
		return;
	trace_free(f->trace);
	timeline_free(f->timeline);
	render_free(f->render);
	buf_clear(&f->out);
	free(f);
}

/* Is the event about a channel of the call, although it is no step of it? */
static bool
is_about(const struct follow *f, const struct msg *m)
{
	struct str uniqueid = msg_get(m, STR("Uniqueid"));

	return uniqueid.n && trace_has(f->trace, uniqueid);
}

void
follow_take(struct follow *f, const struct msg *m, bool suspect)
{
	if (!f->trace || f->over || !trace_found(f->trace))
		return;
	if (!m) {
		say(f, "-- events were lost here: steps may be missing");
		return;
	}
	bool about = !suspect && trace_take(f->trace, m);
	if (f->render && (about || is_about(f, m))) {
		render_event(f->render, m, suspect, &f->out);
		tell(f);
	}
	if (!trace_over(f->trace))
		return;
	f->over = true;
	say(f, "-- the call is over");
}
