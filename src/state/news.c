/* SPDX-License-Identifier: ISC */
/* Applies each step to the tracks of its channels, and finds out what is new in it. */
#include "state/news.h"

#include <stdlib.h>

#include "base/mem.h"
#include "state/lane.h"

#define CHANNEL_RING 4 /* ChannelState: it calls us */
#define CHANNEL_UP   6

struct newsroom {
	struct tracks tracks;
	struct track_ref gone; /* by the last event: news may still be about it */
};

/* A step with the tracks of its parties. */
struct taking {
	struct newsroom *r;
	const struct step *s;
	struct track *who[STEP_PARTIES];
	int64_t now;
	struct news *news;
};

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
learn_destination(const struct taking *t, struct track *track)
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
	track_set(&track->goes_to, str_from(text, n));
}

static bool
has_state(const struct taking *t, long wanted)
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
		track->up = has_state(t, CHANNEL_UP);
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
}

static int64_t
since(const struct taking *t, int64_t then)
{
	return then && t->now >= then ? t->now - then : -1;
}

static bool
tell(const struct taking *t, enum news_kind kind, struct track *a, struct track *b)
{
	*t->news = (struct news){
	    .kind = kind, .who = {a, b}, .after = -1, .waited = -1, .talked = -1, .m = t->s->m};
	a->told = true;
	if (b)
		b->told = true;
	return true;
}

static bool
tell_after(const struct taking *t, enum news_kind kind, struct track *a, struct track *b,
    int64_t after)
{
	tell(t, kind, a, b);
	t->news->after = after;
	return true;
}

/* From now on it goes on: its end will be told. */
static void
go_on(struct track *track)
{
	track->ended = track->hangs_up = track->hung_up = false;
}

/* a and b talk to each other from now on. */
static void
pair(const struct taking *t, struct track *a, struct track *b)
{
	struct track *both[] = {a, b};

	for (size_t i = 0; i < 2; i++) {
		struct track *track = both[i];
		if (!track)
			continue;
		track->with = track_ref(both[1 - i]);
		track->talks = track->talks ? track->talks : t->now;
		go_on(track);
	}
}

/* The Local channels over which it is dialled: what it does is what they do. */
static struct track *
next_above(const struct track *track)
{
	const struct track *dialler = track_of(track->dialler);

	return dialler && dialler->local ? track_of(dialler->half) : NULL;
}

#define ABOVE_MAX 16

static void
spread(struct track *track, bool answered, bool missed, bool ended)
{
	for (size_t i = 0; track && i < ABOVE_MAX; i++) {
		track->answered |= answered;
		track->missed |= missed;
		track->ended |= ended;
		track = next_above(track);
	}
}

static bool
take_new(const struct taking *t)
{
	struct track *a = t->who[0];

	a->fresh = true;
	a->began = t->now;
	a->up = has_state(t, CHANNEL_UP);
	a->incoming = has_state(t, CHANNEL_RING);
	learn_destination(t, a);
	return a->incoming && !a->local && tell(t, NEWS_CALLS, a, NULL);
}

/* Before 12, chan_sip makes the channel first, and then says that it calls. */
static bool
take_change(const struct taking *t)
{
	struct track *a = t->who[0];

	if (!a->fresh || a->incoming || a->local || a->dialled || a->up ||
	    !has_state(t, CHANNEL_RING))
		return false;
	a->incoming = true;
	return tell(t, NEWS_CALLS, a, NULL);
}

static bool
take_dial(const struct taking *t)
{
	struct track *a = t->who[0], *b = t->who[1];

	if (a)
		go_on(a);
	if (!b || b->up)
		return false;
	b->dialled = t->now;
	b->dialler = track_ref(a);
	b->answered = b->missed = false;
	return !a && !b->told && tell(t, NEWS_CALLED, b, NULL);
}

/* Before 12, nothing but this tells that the server calls. */
static bool
take_ringing(const struct taking *t)
{
	struct track *a = t->who[0];

	if (a->dialled || a->local || a->up || !a->fresh || a->incoming)
		return false;
	a->dialled = t->now;
	return t->s->party[0].linkedid.n == 0 && tell(t, NEWS_CALLED, a, NULL);
}

static bool
answer(const struct taking *t, struct track *a)
{
	struct track *caller = track_caller(a);

	if (a->answered)
		return false;
	spread(a, true, false, false);
	a->up = true;
	pair(t, a, caller);
	tell_after(t, NEWS_ANSWER, a, caller, since(t, a->dialled));
	if (caller && caller->queue)
		t->news->waited = since(t, caller->queued);
	if (caller)
		track_set(&caller->queue, STR(""));
	return true;
}

/* A Local channel is up before it is known who answers it: from 12 on, the dialling ends then. */
static bool
take_up(const struct taking *t)
{
	struct track *a = t->who[0];
	bool was_up = a->up, before_12 = t->s->party[0].linkedid.n == 0;

	a->up = true;
	if (was_up || a->incoming || (a->local && !before_12) || (!a->dialled && !a->fresh))
		return false;
	return answer(t, a);
}

static bool
is_called_off(struct str status)
{
	return str_ieq(status, STR("CANCEL")) || str_ieq(status, STR("ABORT"));
}

static bool
take_unanswered(const struct taking *t)
{
	struct track *b = t->who[1];

	if (!b || b->missed || b->answered)
		return false;
	spread(b, false, true, false);
	if (t->who[0] && is_called_off(msg_get(t->s->m, STR("DialStatus"))))
		return false;
	return tell_after(t, NEWS_UNANSWERED, b, track_caller(b), since(t, b->dialled));
}

/* Where many are, or wait, nobody is connected to another one. */
static bool
is_crowd(const struct msg *m)
{
	struct str technology = msg_get(m, STR("BridgeTechnology")), creator;
	long n;

	if (str_ieq(technology, STR("holding_bridge")))
		return true;
	if (msg_find(m, STR("BridgeCreator"), &creator) && str_ieq(creator, STR("ConfBridge")))
		return true;
	return str_number(msg_get(m, STR("BridgeNumChannels")), 0, 1000000, &n) && n > 2;
}

static bool
is_same_phone(const struct track *a, const struct track *b)
{
	return str_ieq(lane_endpoint(str_of(a->name)), lane_endpoint(str_of(b->name)));
}

/* Do both talk to a third one, who leaves them to each other now? The transfer is told later. */
static bool
are_transferred(struct track *a, struct track *b)
{
	struct track *of_a = track_of(a->with), *of_b = track_of(b->with);

	if (!of_a || !of_b || of_a == b || of_b == a || !is_same_phone(of_a, of_b))
		return false;
	of_a->ended = of_b->ended = true;
	return true;
}

static bool
connect(const struct taking *t, struct track *a, struct track *b)
{
	if (!a || !b || a == b || a->local || b->local ||
	    (track_of(a->with) == b && track_of(b->with) == a))
		return false;
	bool transferred = are_transferred(a, b);
	pair(t, a, b);
	a->answered |= !a->incoming;
	b->answered |= !b->incoming;
	return !transferred && tell(t, NEWS_CONNECTED, a, b);
}

static bool
take_enter(const struct taking *t)
{
	struct track *a = t->who[0], *b = t->who[1];
	struct tracks *tracks = &t->r->tracks;
	struct str bridge = step_bridge(t->s);

	a->holds = false;
	if (b) {
		bridge = str_of(a->uniqueid);
		tracks_move(tracks, b, bridge);
	}
	tracks_move(tracks, a, bridge);
	if (is_crowd(t->s->m))
		return false;
	const struct track *half = a->local ? track_of(a->half) : NULL;
	return connect(t, half ? track_partner(half) : a, track_partner(a));
}

static bool
take_leave(const struct taking *t)
{
	tracks_move(&t->r->tracks, t->who[0], STR(""));
	if (t->who[1])
		tracks_move(&t->r->tracks, t->who[1], STR(""));
	return false;
}

static bool
take_hold(const struct taking *t)
{
	struct track *a = t->who[0];
	bool holds = t->s->kind == STEP_HOLD, news = holds != a->holds;

	a->holds = holds;
	return news && tell(t, holds ? NEWS_HOLD : NEWS_UNHOLD, a, track_partner(a));
}

static bool
take_queue(const struct taking *t)
{
	struct track *a = t->who[0];

	track_set(&a->queue, msg_get(t->s->m, STR("Queue")));
	a->queued = t->now;
	go_on(a);
	return tell(t, NEWS_QUEUE, a, NULL);
}

/* The end of the waiting, unless it was told already: answered, or given up. Before 12 it is not
 * known who is answered. */
static bool
take_queue_end(const struct taking *t)
{
	struct track *a = t->who[0];
	bool gave_up = t->s->kind == STEP_QUEUE_GIVEN_UP;
	bool waits = a->queue != NULL;
	int64_t waited = since(t, a->queued);

	track_set(&a->queue, STR(""));
	if (!waits || (!gave_up && t->s->party[0].linkedid.n == 0))
		return false;
	a->ended |= gave_up;
	return tell_after(t, gave_up ? NEWS_QUEUE_GIVEN_UP : NEWS_QUEUE_LEFT, a, NULL, waited);
}

static bool
take_answer(const struct taking *t)
{
	return t->who[1] && answer(t, t->who[1]);
}

static bool
take_agent_missed(const struct taking *t)
{
	struct track *b = t->who[1];

	if (t->s->party[1].uniqueid.n && (!b || b->missed))
		return false;
	if (b)
		b->missed = true;
	return tell(t, NEWS_AGENT_MISSED, t->who[0], b);
}

/* Its call goes on without the other one, whose part is told with this. */
static void
part(struct track *track)
{
	struct track *with = track_of(track->with);

	if (with && track_of(with->with) == track) {
		with->with = (struct track_ref){0};
		with->ended = true;
	}
	track->with = (struct track_ref){0};
}

static bool
take_parked(const struct taking *t)
{
	part(t->who[0]);
	go_on(t->who[0]);
	return tell(t, NEWS_PARKED, t->who[0], t->who[1]);
}

static bool
take_parked_long(const struct taking *t)
{
	return tell(t, NEWS_PARKED_LONG, t->who[0], t->who[1]);
}

static bool
take_unparked(const struct taking *t)
{
	pair(t, t->who[0], t->who[1]);
	return tell(t, NEWS_UNPARKED, t->who[0], t->who[1]);
}

static bool
take_blind(const struct taking *t)
{
	struct track *a = t->who[0], *b = t->who[1] ? t->who[1] : track_partner(a);

	part(a);
	a->ended = true;
	if (b)
		go_on(b);
	return tell(t, NEWS_BLIND, a, b);
}

/* The other end of a Local channel. */
static struct track *
beyond(struct track *track)
{
	const struct track *half = track && track->local ? track_of(track->half) : NULL;
	struct track *end = half ? track_partner(half) : NULL;

	return end ? end : track;
}

static bool
take_attended(const struct taking *t)
{
	struct track *a = t->who[0], *b = beyond(t->who[1]), *c = beyond(t->who[2]);

	if (c)
		part(c);
	if (b && !c)
		c = track_partner(b);
	if (b)
		part(b);
	a->ended = true;
	if (b && c && b != c)
		pair(t, b, c);
	tell(t, NEWS_ATTENDED, a, b);
	t->news->who[2] = c;
	return true;
}

static bool
take_pickup(const struct taking *t)
{
	struct track *a = t->who[0], *b = t->who[1], *caller = b ? track_caller(b) : NULL;

	if (b)
		spread(b, true, false, false);
	a->answered = true;
	pair(t, a, caller);
	tell(t, NEWS_PICKUP, a, b);
	t->news->who[2] = caller;
	return true;
}

static bool
take_rename(const struct taking *t)
{
	tracks_rename(&t->r->tracks, t->who[0], msg_get(t->s->m, STR("Newname")));
	return false;
}

/* The first of two decides who ends the call. */
static bool
take_hangup_request(const struct taking *t)
{
	struct track *a = t->who[0];
	const struct track *with = track_of(a->with);
	bool user = t->s->kind == STEP_HANGS_UP;
	bool second = with && track_of(with->with) == a && (with->hangs_up || with->hung_up);

	if (!a->local && !second)
		*(user ? &a->hangs_up : &a->hung_up) = true;
	return false;
}

/* Before 12, and of the server's own calls, nothing but its end tells that one who is dialled does
 * not answer; a caller who gives up is told of by himself. */
static bool
tell_missed(const struct taking *t, struct track *a)
{
	bool own = !a->dialler.track, before_12 = t->s->party[0].linkedid.n == 0;
	long cause;

	if (a->missed || !(own || before_12))
		return false;
	if (!own && (!str_number(msg_get(t->s->m, STR("Cause")), 17, 127, &cause) || cause == 26))
		return false;
	a->missed = true;
	return tell(t, NEWS_MISSED, a, track_caller(a));
}

static enum news_kind
kind_of_end(const struct track *who, const struct track *other)
{
	if (who->hangs_up)
		return NEWS_HANGS_UP;
	return who->hung_up || (other && other->hung_up) ? NEWS_HUNG_UP : NEWS_ENDS;
}

/* The end of two channels is told with the first of them, and of the one who hangs up. */
static bool
tell_end(const struct taking *t, struct track *a)
{
	struct track *with = track_of(a->with), *who = a;
	bool mutual = with && track_of(with->with) == a;

	if (mutual && !a->hangs_up && (with->hangs_up || (with->hung_up && !a->hung_up)))
		who = with;
	spread(a, false, false, true);
	if (mutual)
		spread(with, false, false, true);
	tell_after(t, kind_of_end(who, mutual ? with : NULL), who, NULL, since(t, who->began));
	t->news->talked = since(t, who->talks);
	return true;
}

/* Channels that the server uses inside, and were never told of, end as they came. */
static bool
take_gone(const struct taking *t)
{
	struct track *a = t->who[0];
	bool internal = (a->fresh || a->local) && !a->told;

	t->r->gone = track_ref(a);
	tracks_move(&t->r->tracks, a, STR(""));
	if (a->zombie || a->ended)
		return false;
	if (a->dialled && !a->answered)
		return tell_missed(t, a);
	return !internal && tell_end(t, a);
}

/* It goes on after the other has hung up, in the dialplan. */
static bool
take_application(const struct taking *t)
{
	if (!t->who[0]->hangs_up && !str_eq(step_header(t->s, 0, "Exten"), STR("h")))
		go_on(t->who[0]);
	return false;
}

/* What each step does, and whether it does so without its first party. */
static const struct {
	bool (*take)(const struct taking *t);
	bool without;
} steps[STEP_KINDS] = {
    [STEP_NEW] = {take_new, false},
    [STEP_CHANGED] = {take_change, false},
    [STEP_RINGING] = {take_ringing, false},
    [STEP_UP] = {take_up, false},
    [STEP_APPLICATION] = {take_application, false},
    [STEP_DIAL] = {take_dial, true},
    [STEP_ANSWER] = {take_answer, true},
    [STEP_UNANSWERED] = {take_unanswered, true},
    [STEP_ENTER] = {take_enter, false},
    [STEP_LEAVE] = {take_leave, false},
    [STEP_HOLD] = {take_hold, false},
    [STEP_UNHOLD] = {take_hold, false},
    [STEP_QUEUE] = {take_queue, false},
    [STEP_QUEUE_LEFT] = {take_queue_end, false},
    [STEP_QUEUE_GIVEN_UP] = {take_queue_end, false},
    [STEP_AGENT] = {take_answer, true},
    [STEP_AGENT_MISSED] = {take_agent_missed, false},
    [STEP_PARKED] = {take_parked, false},
    [STEP_UNPARKED] = {take_unparked, false},
    [STEP_PARKED_LONG] = {take_parked_long, false},
    [STEP_BLIND] = {take_blind, false},
    [STEP_ATTENDED] = {take_attended, false},
    [STEP_PICKUP] = {take_pickup, false},
    [STEP_RENAMED] = {take_rename, false},
    [STEP_HANGS_UP] = {take_hangup_request, false},
    [STEP_HUNG_UP] = {take_hangup_request, false},
    [STEP_GONE] = {take_gone, false},
};

static bool
apply(const struct taking *t)
{
	enum step_kind kind = t->s->kind;

	return steps[kind].take && (t->who[0] || steps[kind].without) && steps[kind].take(t);
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
	return apply(&t);
}
