/* SPDX-License-Identifier: ISC */
/* The look of output, and events that wait to be printed. */
#include "client/display.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/out.h"
#include "base/redact.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/fleet_member.h"
#include "conf/options.h"
#include "lang/rules.h"
#include "lang/settings.h"
#include "story/story.h"

#define HELD_MAX ((size_t)4 << 20) /* bytes of event lines held while an answer is printed */

struct display *
display_new(void)
{
	struct display *s = mem_alloc(sizeof(*s));

	s->rules = mem_alloc(sizeof(*s->rules));
	rules_init(s->rules);
	buf_init(&s->held, HELD_MAX);
	s->story = story_new();
	return s;
}

void
display_free(struct display *s)
{
	rules_clear(s->rules);
	free(s->rules);
	render_free(s->events);
	story_free(s->story);
	buf_clear(&s->held);
	free(s);
}

void
display_preset(struct display *s, bool interactive)
{
	s->interactive = interactive;
}

/* The server's name where there are several, else that of its section or host. */
static const char *
place_of(const struct client *client)
{
	if (client->member)
		return member_name(client->member);
	return client->options && client->options->profile ? client->options->profile :
	    client->connection->endpoint.host;
}

/* Is there to be colour whatever the results go to? */
static bool
is_always(const struct options *o)
{
	return o->color && str_eq(str_of(o->color), STR("always"));
}

struct render_options
display_options(const struct client *client)
{
	const struct settings *set = client->settings;
	size_t columns, rows;

	out_size(&columns, &rows);
	return (struct render_options){
	    .format = set->format,
	    .color = set->color && (!client->display->plain || is_always(client->options)),
	    .header = set->header,
	    .envelope = set->envelope,
	    .long_events = set->events == EVENTS_LONG,
	    .for_terminal = out_is_terminal(),
	    .interactive = client->display->interactive && !client->display->plain,
	    .columns = out_is_terminal() ? columns : 0,
	    .fields = buf_str(&set->fields),
	    .server = str_of(client->member ? member_name(client->member) : NULL),
	    .template = buf_str(&set->template),
	    .place = str_of(place_of(client)),
	};
}

const struct render_taker *
display_give(struct display *s, const struct render_taker *taker)
{
	const struct render_taker *outer = s->taker;

	s->taker = taker;
	return outer;
}

struct render *
display_render(const struct client *client)
{
	struct render_options options = display_options(client);

	options.pick = client->display->pick;
	options.taker = client->display->taker;
	return render_new(&options);
}

struct render_pick
display_pick(struct display *s, struct render_pick pick)
{
	struct render_pick outer = s->pick;

	s->pick = pick;
	return outer;
}

/* Label what is printed, in colour where results have it. */
static void
label(const struct client *client)
{
	if (!client->member)
		return;
	member_dress(client->member, display_options(client).color);
	member_label(client->member, client->settings->format);
}

void
display_plain(const struct client *client, bool plain, bool holds)
{
	client->display->plain = plain;
	client->display->holds = holds;
	label(client);
}

/* Columns for events, which are of no line; 0: no terminal shows them. */
static size_t
event_columns(void)
{
	size_t columns, rows;

	out_show_size(&columns, &rows);
	return out_shows_on_terminal() ? columns : 0;
}

/* A renderer of events. */
static struct render *
event_render(const struct client *client)
{
	struct render_options options = display_options(client);

	options.color = client->settings->color;
	options.interactive = client->display->interactive;
	options.for_terminal = out_shows_on_terminal();
	options.columns = event_columns();
	return render_new(&options);
}

/* Are events told as a story: to a person, who asked for nothing else? */
static bool
tells_story(const struct client *client)
{
	const struct settings *set = client->settings;

	return client->display->interactive && set->events == EVENTS_STORY &&
	       set->fields.n == 0 && format_has(set->format, FORMAT_FOR_PEOPLE);
}

/* Hold the count of the events that were not told. */
static void
count_others(const struct client *client)
{
	struct display *s = client->display;

	if (s->others.n == 0)
		return;
	loop_clear_timer(client->loop, &s->timer);
	others_print(&s->others, clock_now(), event_columns(), client->settings->color, &s->held);
}

static void
count_when_due(struct timer *t)
{
	count_others(t->owner);
}

void
display_failure(const struct client *client, struct render *render, struct str id,
    const struct err *err, struct buf *out)
{
	struct buf why = BUF_INIT(BUF_MAX_LINE);

	if (!client->display->interactive && !client->settings->dry_run && err->text[0]) {
		redact_text(&why, str_of(err->text));
		render_failure(render, id, buf_str(&why), out);
	}
	buf_clear(&why);
}

void
display_restyle(const struct client *client)
{
	render_free(client->display->events);
	client->display->events = NULL;
	if (!tells_story(client)) {
		count_others(client);
		story_reset(client->display->story);
	}
	if (client->member)
		member_label(client->member, client->settings->format);
}

void
display_rule(struct display *s, bool show, struct terms *terms)
{
	rules_add(s->rules, show, terms);
}

bool
display_learn(
    const struct client *client, const struct msg *m, bool suspect, const struct channels *known)
{
	struct timespec now;

	if (suspect || !tells_story(client))
		return false;
	clock_gettime(CLOCK_REALTIME, &now);
	return story_take(client->display->story, m, known, now);
}

void
display_lose(struct display *s)
{
	story_reset(s->story);
	s->others.pause = 0;
}

/* Tell of the event that the story has learned from. */
static void
tell(const struct client *client, const struct msg *m)
{
	const struct story_style style = {event_columns(), client->settings->color};

	story_tell(client->display->story, m, &style, &client->display->held);
}

/* An event that is no part of the story. */
static void
count(struct client *client)
{
	struct display *s = client->display;

	others_add(&s->others, clock_now());
	if (s->others.n > 1)
		return;
	s->timer = (struct timer){.fire = count_when_due, .owner = client};
	loop_set_timer(client->loop, &s->timer, s->others.due);
}

static void
render(const struct client *client, const struct msg *m, bool suspect)
{
	struct display *s = client->display;

	if (!s->events)
		s->events = event_render(client);
	render_event(s->events, m, suspect, &s->held);
}

void
display_event(struct client *client, const struct msg *m, bool suspect, bool told)
{
	struct display *s = client->display;
	size_t before = s->held.n;

	if (!rules_show(s->rules, m))
		return;
	if (told)
		tell(client, m);
	else if (tells_story(client) && !suspect && !m->json)
		count(client);
	else
		render(client, m, suspect);
	if (buf_full(&s->held)) {
		s->held.n = before;
		s->held.full = false;
		s->held_lost++;
	}
}

void
display_release(struct display *s)
{
	if (s->holds)
		return;
	if (s->held.n) {
		out_show(buf_str(&s->held));
		buf_reset(&s->held);
	}
	if (s->held_lost)
		out_notice("-- %llu events were not shown: the answer before them took too long",
		    (unsigned long long)s->held_lost);
	s->held_lost = 0;
}

bool
display_hold(struct display *s, bool holds)
{
	bool before = s->holds;

	s->holds = holds;
	return before;
}

void
display_end(const struct client *client)
{
	if (client->loop->killed)
		return;
	count_others(client);
	display_release(client->display);
}
