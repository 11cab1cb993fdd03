/* SPDX-License-Identifier: ISC */
/* Applies each step to the tracks of its channels, and finds out what is new in it. */
#include "state/lane.h"
#include "state/news_impl.h"

static int64_t
since(const struct taking *t, int64_t then)
{
	return then && t->now >= then ? t->now - then : -1;
}

static bool
is_before_12(const struct taking *t)
{
	return t->s->party[0].linkedid.n == 0;
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

static bool
take_new(const struct taking *t)
{
	struct track *a = t->who[0];

	a->fresh = true;
	a->began = t->now;
	a->up = news_has_state(t, CHANNEL_UP);
	a->incoming = news_has_state(t, CHANNEL_RING);
	return a->incoming && !a->local && tell(t, NEWS_CALLS, a, NULL);
}

/* Before 12, chan_sip makes the channel first, and then says that it calls. */
static bool
take_change(const struct taking *t)
{
	struct track *a = t->who[0];

	if (!a->fresh || a->incoming || a->local || a->dialled || a->up ||
	    !news_has_state(t, CHANNEL_RING))
		return false;
	a->incoming = true;
	return tell(t, NEWS_CALLS, a, NULL);
}

static bool
take_dial(const struct taking *t)
{
	struct track *a = t->who[0], *b = t->who[1];

	if (a)
		track_go_on(a);
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
	return is_before_12(t) && tell(t, NEWS_CALLED, a, NULL);
}

static bool
answer(const struct taking *t, struct track *a)
{
	struct track *caller = track_caller(a);

	if (a->answered)
		return false;
	track_mark(a, TRACK_ANSWERED);
	a->up = true;
	track_pair(a, caller, t->now);
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
	bool was_up = a->up;

	a->up = true;
	if (was_up || a->incoming || (a->local && !is_before_12(t)) || (!a->dialled && !a->fresh))
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
	track_mark(b, TRACK_MISSED);
	if (t->who[0] && is_called_off(msg_get(t->s->m, STR("DialStatus"))))
		return false;
	return tell_after(t, NEWS_UNANSWERED, b, track_caller(b), since(t, b->dialled));
}

/* Where many are, or wait, nobody is connected to another one. */
static bool
is_crowd(const struct step *s)
{
	long n;

	if (step_is_holding(s) || str_ieq(msg_get(s->m, STR("BridgeCreator")), STR("ConfBridge")))
		return true;
	return str_number(msg_get(s->m, STR("BridgeNumChannels")), 0, 1000000, &n) && n > 2;
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
	track_pair(a, b, t->now);
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
	if (is_crowd(t->s))
		return false;
	return connect(t, track_beyond(a), track_partner(a));
}

static bool
take_leave(const struct taking *t)
{
	for (size_t i = 0; i < 2 && t->who[i]; i++) {
		tracks_move(&t->r->tracks, t->who[i], STR(""));
		t->who[i]->left = true;
	}
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
	track_go_on(a);
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
	if (!waits || (!gave_up && is_before_12(t)))
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

static bool
take_parked(const struct taking *t)
{
	track_part(t->who[0]);
	track_go_on(t->who[0]);
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
	track_pair(t->who[0], t->who[1], t->now);
	return tell(t, NEWS_UNPARKED, t->who[0], t->who[1]);
}

static bool
take_blind(const struct taking *t)
{
	struct track *a = t->who[0], *b = t->who[1] ? t->who[1] : track_partner(a);

	track_part(a);
	a->ended = true;
	if (b)
		track_go_on(b);
	return tell(t, NEWS_BLIND, a, b);
}

static bool
take_attended(const struct taking *t)
{
	struct track *a = t->who[0], *b = track_beyond(t->who[1]), *c = track_beyond(t->who[2]);

	if (c)
		track_part(c);
	if (b && !c)
		c = track_partner(b);
	if (b)
		track_part(b);
	a->ended = true;
	if (b && c && b != c)
		track_pair(b, c, t->now);
	tell(t, NEWS_ATTENDED, a, b);
	t->news->who[2] = c;
	return true;
}

static bool
take_pickup(const struct taking *t)
{
	struct track *a = t->who[0], *b = t->who[1], *caller = b ? track_caller(b) : NULL;

	if (b)
		track_mark(b, TRACK_ANSWERED);
	a->answered = true;
	track_pair(a, caller, t->now);
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
	bool own = !a->dialler.track;
	long cause;

	if (a->missed || !(own || is_before_12(t)))
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
	track_mark(a, TRACK_ENDED);
	if (mutual)
		track_mark(with, TRACK_ENDED);
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

/* It goes on in the dialplan, after the other has hung up or while the other is still there:
 * which of these two the server tells first is chance. */
static bool
take_application(const struct taking *t)
{
	struct track *a = t->who[0];

	if (a->hangs_up || str_eq(step_header(t->s, 0, "Exten"), STR("h")))
		return false;
	track_go_on(a);
	if (a->left)
		a->with = (struct track_ref){0};
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

bool
news_apply(const struct taking *t)
{
	enum step_kind kind = t->s->kind;

	return steps[kind].take && (t->who[0] || steps[kind].without) && steps[kind].take(t);
}
