/* SPDX-License-Identifier: ISC */
/* Finds the tracks of the channels that a step is about; news_steps.c applies it to them. */
#include "state/news.h"

#include <stdlib.h>

#include "base/mem.h"
#include "state/news_impl.h"

struct newsroom *
newsroom_new(void)
{
	struct newsroom *r = mem_alloc(sizeof(*r));

	tracks_init(&r->tracks);
	return r;
}

void
newsroom_free(struct newsroom *r)
{
	if (!r)
		return;
	tracks_clear(&r->tracks);
	free(r);
}

void
newsroom_reset(struct newsroom *r)
{
	tracks_clear(&r->tracks);
	r->gone = (struct track_ref){0};
}

size_t
newsroom_count(const struct newsroom *r)
{
	return r->tracks.uniqueids.n;
}

/* A header of a party; empty if it says nothing. */
static struct str
value_of(const struct taking *t, size_t which, const char *name)
{
	struct str value = step_header(t->s, which, name);

	return msg_is_value(value) ? value : STR("");
}

/* Take over who is at the channel. */
static void
learn_caller(const struct taking *t, size_t which)
{
	struct track *track = t->who[which];
	struct str number = value_of(t, which, "CallerIDNum");
	struct str caller = value_of(t, which, "CallerIDName");

	if (number.n)
		track_set(&track->number, number);
	if (caller.n)
		track_set(&track->caller, caller);
}

/* Where a new channel goes. */
static void
learn_destination(const struct taking *t)
{
	struct str exten = value_of(t, 0, "Exten"), context = value_of(t, 0, "Context");
	char text[2 * CHANNEL_TEXT_MAX];
	size_t n = 0;

	exten = str_head(exten, CHANNEL_NAME_MAX);
	context = str_head(context, CHANNEL_NAME_MAX - 1);
	memcpy(text, exten.p, exten.n);
	n = exten.n;
	if (n && context.n) {
		text[n++] = '@';
		memcpy(text + n, context.p, context.n);
		n += context.n;
	}
	track_set(&t->who[0]->goes_to, str_from(text, n));
}

bool
news_has_state(const struct taking *t, long wanted)
{
	long state;

	return str_number(step_header(t->s, 0, "ChannelState"), 0, 100, &state) && state == wanted;
}

/* The track of a party, or NULL. Only what shows that the channel lives adds one; what the live
 * channels know is taken over. */
static struct track *
find(const struct taking *t, size_t which, const struct channels *known)
{
	const struct party *p = &t->s->party[which];
	struct tracks *tracks = &t->r->tracks;
	struct track *track = p->uniqueid.n ? tracks_find(tracks, p->uniqueid) : NULL;

	if (track || p->uniqueid.n == 0)
		return track;
	if (known && channels_find(known, p->uniqueid)) {
		tracks_adopt(tracks, known);
		track = tracks_find(tracks, p->uniqueid);
	}
	bool ends = t->s->kind == STEP_GONE && which == 0;
	if (track || p->channel.n == 0 || !(step_proves_life(t->s->kind) || ends))
		return track;
	track = tracks_add(tracks, p->uniqueid, p->channel, p->linkedid);
	if (track && t->s->kind != STEP_NEW)
		track->up = news_has_state(t, CHANNEL_UP);
	return track;
}

/* Does the step bring caller ids up to date? Others repeat them. */
static bool
brings_callers(const struct taking *t, const struct track *track)
{
	switch (t->s->kind) {
	case STEP_NEW:
	case STEP_CHANGED:
	case STEP_RINGING:
	case STEP_UP:
	case STEP_DIAL:
	case STEP_ANSWER:
	case STEP_UNANSWERED:
		return true;
	case STEP_QUEUE: /* "unknown" before 12 */
	case STEP_USER:
		return false;
	default:
		return !track->told;
	}
}

static void
find_all(struct taking *t, const struct channels *known)
{
	struct track_ref refs[STEP_PARTIES]; /* where there are too many, one may replace another */

	for (size_t i = 0; i < STEP_PARTIES; i++)
		refs[i] = track_ref(find(t, i, known));
	for (size_t i = 0; i < STEP_PARTIES; i++) {
		t->who[i] = track_of(refs[i]);
		if (t->who[i] && brings_callers(t, t->who[i]))
			learn_caller(t, i);
	}
	if (t->who[0] && t->s->kind == STEP_NEW)
		learn_destination(t);
}

bool
newsroom_take(struct newsroom *r, const struct msg *m, int64_t now, const struct channels *known,
    struct news *news)
{
	struct step s;
	struct taking t = {.r = r, .s = &s, .now = now, .news = news};
	struct track *gone = track_of(r->gone);

	if (gone)
		tracks_remove(&r->tracks, gone);
	r->gone = (struct track_ref){0};
	if (!step_read(&s, m))
		return false;
	find_all(&t, known);
	return news_apply(&t);
}
