/* SPDX-License-Identifier: ISC */
/* Tracks by Uniqueid, by Local channel and by bridge. Their memory is kept, so that a reference to
 * one that is gone can be recognized. */
#include "state/track.h"

#include <stdlib.h>

#include "base/mem.h"

#define WAY_MAX 16 /* Local channels between two parties */

void
tracks_init(struct tracks *t)
{
	*t = (struct tracks){0};
	t->uniqueids.exact = t->meetings.exact = true;
}

static void
free_texts(struct track *track)
{
	free(track->uniqueid);
	free(track->name);
	free(track->number);
	free(track->caller);
	free(track->goes_to);
	free(track->local);
	free(track->queue);
}

void
tracks_clear(struct tracks *t)
{
	while (t->oldest)
		tracks_remove(t, t->oldest);
	for (struct track *track = t->spare, *next; track; track = next) {
		next = track->newer;
		free(track);
	}
	keys_clear(&t->uniqueids);
	keys_clear(&t->locals);
	keys_clear(&t->meetings);
	tracks_init(t);
}

struct track *
tracks_find(const struct tracks *t, struct str uniqueid)
{
	return keys_address(&t->uniqueids, uniqueid);
}

void
track_set(char **text, struct str value)
{
	value = str_head(str_z(value), CHANNEL_TEXT_MAX);
	if (*text && str_eq(str_of(*text), value))
		return;
	free(*text);
	*text = value.n ? mem_strndup(value) : NULL;
}

struct track_ref
track_ref(struct track *track)
{
	return (struct track_ref){track, track ? track->life : 0};
}

struct track *
track_of(struct track_ref ref)
{
	return ref.track && ref.track->life == ref.life ? ref.track : NULL;
}

/* Calls that follow each other differ: a Linkedid ends in the number of its first channel. */
static unsigned
color_of(struct str linkedid)
{
	struct str number = str_from_at(linkedid, str_chr(linkedid, '.') + 1);
	unsigned color = 0;

	for (size_t i = 0; i < number.n; i++)
		color = color * 10 + (unsigned char)number.p[i];
	return color;
}

/* Find the other half of a Local channel. */
static void
join_halves(struct tracks *t, struct track *track, struct str base)
{
	struct track *half = keys_address(&t->locals, base);

	track_set(&track->local, base);
	if (half) {
		half->half = track_ref(track);
		track->half = track_ref(half);
	} else {
		keys_add(&t->locals, str_of(track->local), (size_t)track);
	}
}

/* One without a life before it. */
static struct track *
take_memory(struct tracks *t)
{
	struct track *track = t->spare;

	if (track)
		t->spare = track->newer;
	else
		track = mem_alloc(sizeof(*track));
	*track = (struct track){.life = track->life + 1};
	return track;
}

struct track *
tracks_add(struct tracks *t, struct str uniqueid, struct str channel, struct str linkedid)
{
	struct str base;

	if (uniqueid.n == 0 || uniqueid.n > CHANNEL_NAME_MAX)
		return NULL;
	if (t->uniqueids.n >= TRACKS_MAX)
		tracks_remove(t, t->oldest);
	struct track *track = take_memory(t);
	track_set(&track->uniqueid, uniqueid);
	track_set(&track->name, str_head(channel, CHANNEL_NAME_MAX));
	track->zombie = str_ends(channel, STR("<ZOMBIE>"));
	track->color = color_of(linkedid.n ? linkedid : uniqueid);
	keys_add(&t->uniqueids, str_of(track->uniqueid), (size_t)track);
	track->older = t->newest;
	*(t->newest ? &t->newest->newer : &t->oldest) = track;
	t->newest = track;
	if (step_local_base(str_of(track->name), &base))
		join_halves(t, track, base);
	return track;
}

/* A live channel of which nothing was heard. */
static void
adopt(struct tracks *t, const struct channel *c)
{
	struct track *track = tracks_add(t, channel_text(c, CHANNEL_UNIQUEID),
	    channel_text(c, CHANNEL_NAME), channel_text(c, CHANNEL_LINKEDID));

	if (!track)
		return;
	track_set(&track->number, channel_text(c, CHANNEL_NUMBER));
	track_set(&track->caller, channel_text(c, CHANNEL_CALLER));
	track_set(&track->queue, channel_text(c, CHANNEL_QUEUE));
	track->holds = c->holds;
	track->up = c->state == CHANNEL_UP;
	track->answered = track->up;
	tracks_move(t, track, channel_text(c, CHANNEL_BRIDGE));
}

/* One that rings is dialled by the channel with which its call began: a list does not tell more. */
static void
adopt_dialler(const struct tracks *t, const struct channel *c)
{
	struct track *track = tracks_find(t, channel_text(c, CHANNEL_UNIQUEID));
	struct track *first = tracks_find(t, channel_text(c, CHANNEL_LINKEDID));

	if (track && first && first != track && !track->up && !track_of(track->dialler))
		track->dialler = track_ref(first);
}

/* Those that are in one bridge already talk to each other. */
static void
adopt_meeting(struct track *track)
{
	struct track *partner = track_of(track->with) ? NULL : track_partner(track);

	if (track->local || !partner || partner->local)
		return;
	track->with = track_ref(partner);
	partner->with = track_ref(track);
}

void
tracks_adopt(struct tracks *t, const struct channels *channels)
{
	for (const struct channel *c = channels_first(channels); c; c = channels_next(c))
		if (t->uniqueids.n < TRACKS_MAX &&
		    !tracks_find(t, channel_text(c, CHANNEL_UNIQUEID)))
			adopt(t, c);
	for (const struct channel *c = channels_first(channels); c; c = channels_next(c))
		adopt_dialler(t, c);
	for (struct track *track = t->oldest; track; track = track->newer)
		adopt_meeting(track);
}

static void
forget_local(struct tracks *t, struct track *track)
{
	struct track *half = track_of(track->half);

	if (!track->local || keys_address(&t->locals, str_of(track->local)) != track)
		return;
	keys_remove(&t->locals, str_of(track->local));
	if (half && half->local)
		keys_add(&t->locals, str_of(half->local), (size_t)half);
}

void
tracks_remove(struct tracks *t, struct track *track)
{
	tracks_move(t, track, STR(""));
	keys_remove(&t->uniqueids, str_of(track->uniqueid));
	forget_local(t, track);
	*(track->older ? &track->older->newer : &t->oldest) = track->newer;
	*(track->newer ? &track->newer->older : &t->newest) = track->older;
	free_texts(track);
	*track = (struct track){.life = track->life + 1, .newer = t->spare};
	t->spare = track;
}

static void
swap_texts(char **a, char **b)
{
	char *text = *a;

	*a = *b;
	*b = text;
}

/* What was told of one is true of the other, which has its place now. */
static void
take_place(struct track *track, struct track *old)
{
	track->with = old->with;
	track->dialler = old->dialler;
	track->began = old->began;
	track->talks = old->talks;
	track->color = old->color;
	track->told = old->told;
	track->named = old->named;
	track->up = old->up;
	track->answered = old->answered;
	track->holds = old->holds;
	track->ended = old->ended;
	swap_texts(&track->number, &old->number);
	swap_texts(&track->caller, &old->caller);
	swap_texts(&track->queue, &old->queue);
	struct track *with = track_of(track->with);
	if (with && track_of(with->with) == old)
		with->with = track_ref(track);
	old->zombie = true;
}

void
tracks_rename(struct tracks *t, struct track *track, struct str channel)
{
	struct track *masked = track_of(t->masked);

	if (str_ends(channel, STR("<MASQ>")))
		t->masked = track_ref(track);
	if (str_ends(channel, STR("<ZOMBIE>")))
		track->zombie = true;
	if (str_chr(channel, '<') < channel.n)
		return;
	if (masked && masked != track && str_eq(str_of(masked->name), channel)) {
		take_place(track, masked);
		t->masked = (struct track_ref){0};
	}
	track_set(&track->name, str_head(channel, CHANNEL_NAME_MAX));
}

static void
leave(struct tracks *t, struct track *track)
{
	struct meeting *meeting = track->meeting;

	if (!meeting)
		return;
	*(track->met_before ? &track->met_before->met : &meeting->first) = track->met;
	if (track->met)
		track->met->met_before = track->met_before;
	track->meeting = NULL;
	track->met = track->met_before = NULL;
	if (meeting->first)
		return;
	keys_remove(&t->meetings, str_of(meeting->id));
	free(meeting->id);
	free(meeting);
}

void
tracks_move(struct tracks *t, struct track *track, struct str bridge)
{
	bridge = str_head(str_z(bridge), CHANNEL_TEXT_MAX);
	if (track->meeting && str_eq(str_of(track->meeting->id), bridge))
		return;
	leave(t, track);
	if (bridge.n == 0)
		return;
	struct meeting *meeting = keys_address(&t->meetings, bridge);
	if (!meeting) {
		meeting = mem_alloc(sizeof(*meeting));
		meeting->id = mem_strndup(bridge);
		keys_add(&t->meetings, str_of(meeting->id), (size_t)meeting);
	}
	track->meeting = meeting;
	track->met = meeting->first;
	if (track->met)
		track->met->met_before = track;
	meeting->first = track;
}

/* Another one in the same bridge. */
static struct track *
neighbour(const struct track *track)
{
	struct track *first = track->meeting ? track->meeting->first : NULL;

	return first == track ? track->met : first;
}

struct track *
track_partner(const struct track *track)
{
	struct track *other = neighbour(track);

	for (size_t i = 0; other && other->local && i < WAY_MAX; i++) {
		const struct track *half = track_of(other->half);
		struct track *beyond = half ? neighbour(half) : NULL;
		if (!beyond)
			break;
		other = beyond;
	}
	return other;
}

struct track *
track_caller(const struct track *track)
{
	struct track *caller = track_of(track->dialler);

	for (size_t i = 0; caller && caller->local && i < WAY_MAX; i++) {
		const struct track *half = track_of(caller->half);
		struct track *beyond = half ? track_of(half->dialler) : NULL;
		if (half && !beyond)
			beyond = neighbour(half);
		if (!beyond && !caller->incoming)
			break;
		caller = beyond;
	}
	return caller;
}

struct track *
track_beyond(struct track *track)
{
	const struct track *half = track && track->local ? track_of(track->half) : NULL;
	struct track *end = half ? track_partner(half) : NULL;

	return end ? end : track;
}

void
track_go_on(struct track *track)
{
	track->ended = track->hangs_up = track->hung_up = false;
}

void
track_pair(struct track *a, struct track *b, int64_t now)
{
	struct track *both[] = {a, b};

	for (size_t i = 0; i < 2; i++) {
		struct track *track = both[i];
		if (!track)
			continue;
		track->with = track_ref(both[1 - i]);
		track->left = false;
		track->talks = track->talks ? track->talks : now;
		track_go_on(track);
	}
}

void
track_part(struct track *track)
{
	struct track *with = track_of(track->with);

	if (with && track_of(with->with) == track) {
		with->with = (struct track_ref){0};
		with->ended = true;
	}
	track->with = (struct track_ref){0};
}

/* The Local channel over which it is dialled: what it does is what that one does. */
static struct track *
next_above(const struct track *track)
{
	const struct track *dialler = track_of(track->dialler);

	return dialler && dialler->local ? track_of(dialler->half) : NULL;
}

void
track_mark(struct track *track, enum track_outcome outcome)
{
	for (size_t i = 0; track && i < WAY_MAX; i++) {
		track->answered |= outcome == TRACK_ANSWERED;
		track->missed |= outcome == TRACK_MISSED;
		track->ended |= outcome == TRACK_ENDED;
		track = next_above(track);
	}
}
