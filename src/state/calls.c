/* SPDX-License-Identifier: ISC */
/* Finds the state of each call; calls_unite.c finds its legs. */
#include "state/calls.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/keys.h"
#include "base/mem.h"
#include "state/calls_impl.h"

static int
compare_calls(const void *a, const void *b)
{
	const struct call *x = a, *y = b;
	uint64_t first = x->legs[0]->order, second = y->legs[0]->order;

	return (first > second) - (first < second);
}

static bool
is_local(const struct channel *channel)
{
	struct str base;

	return step_local_base(channel_text(channel, CHANNEL_NAME), &base);
}

/* Count the legs in each bridge. */
static void
count_bridges(const struct call *call, struct keys *bridges)
{
	for (size_t i = 0; i < call->n; i++) {
		struct str bridge = channel_text(call->legs[i], CHANNEL_BRIDGE);
		size_t count = bridge.n ? keys_find(bridges, bridge) : 0;
		if (bridge.n)
			keys_set(bridges, bridge, count == KEYS_NONE ? 1 : count + 1);
	}
}

/* Does another leg share its bridge? */
static bool
talks(const struct channel *channel, const struct keys *bridges)
{
	struct str bridge = channel_text(channel, CHANNEL_BRIDGE);

	return bridge.n && keys_find(bridges, bridge) > 1;
}

/* The first argument of the application that the channel runs, if it is this one. */
static struct str
argument_of(const struct channel *channel, struct str application)
{
	struct str rest = channel_text(channel, CHANNEL_DATA), first;

	if (!str_ieq(channel_text(channel, CHANNEL_APPLICATION), application))
		return STR("");
	return str_cut(&rest, ',', &first) ? first : STR("");
}

/* The queue that a leg waits in. A list of channels shows only the application. */
static struct str
queue_of(const struct channel *channel)
{
	struct str queue = channel_text(channel, CHANNEL_QUEUE);

	return queue.n || channel->text[CHANNEL_BRIDGE] ? queue
	                                                : argument_of(channel, STR("Queue"));
}

/* What one leg tells about the call. */
static enum call_state
state_of(const struct channel *leg, const struct keys *bridges, struct str *place)
{
	*place = channel_text(leg, CHANNEL_SPACE);
	if (leg_is_parked(leg))
		return CALL_PARKED;
	*place = queue_of(leg);
	if (place->n)
		return CALL_QUEUED;
	*place = argument_of(leg, STR("ConfBridge"));
	if (place->n)
		return CALL_CONFERENCE;
	if (leg->holds)
		return CALL_HELD;
	if (talks(leg, bridges))
		return CALL_TALKING;
	if (leg->state == CHANNEL_RING || leg->state == CHANNEL_RINGING)
		return CALL_RINGING;
	return leg->state == CHANNEL_UP ? CALL_UP : CALL_BEGINNING;
}

/* The leg that the call began with: the channel whose Uniqueid the Linkedid is, else the first that
 * is not half of a Local channel, else the first. */
static size_t
first_leg(const struct call *call)
{
	size_t found = call->n;

	for (size_t i = call->n; i-- > 0;) {
		const struct channel *c = call->legs[i];
		if (is_local(c))
			continue;
		found = i;
		if (str_eq(channel_text(c, CHANNEL_UNIQUEID), channel_text(c, CHANNEL_LINKEDID)))
			return i;
	}
	return found < call->n ? found : 0;
}

/* Find the state of a call whose legs are known. */
static void
describe(struct call *call)
{
	struct keys bridges = {.exact = true};
	struct str place;

	count_bridges(call, &bridges);
	call->from = first_leg(call);
	call->state = CALL_BEGINNING;
	for (size_t i = 0; i < call->n; i++) {
		enum call_state state = state_of(call->legs[i], &bridges, &place);
		if (state < call->state) {
			call->state = state;
			call->place = place;
		}
	}
	keys_clear(&bridges);
}

/* Make calls of legs, which are cleared. */
static void
make_calls(struct calls *calls, struct legs *legs)
{
	*calls = (struct calls){
	    .v = mem_array(legs->n + 1, sizeof(*calls->v)),
	    .legs = mem_array(legs->n + 1, sizeof(*calls->legs)),
	};
	for (size_t i = 0; i < legs->n; i++) {
		const struct leg *leg = &legs->v[i];
		calls->legs[i] = leg->channel;
		if (i == 0 || legs->v[i - 1].call != leg->call)
			calls->v[calls->n++] = (struct call){.legs = &calls->legs[i]};
		calls->v[calls->n - 1].n++;
	}
	legs_clear(legs);
	qsort(calls->v, calls->n, sizeof(*calls->v), compare_calls);
	for (size_t i = 0; i < calls->n; i++)
		describe(&calls->v[i]);
}

void
calls_of(struct calls *calls, const struct channels *channels)
{
	struct legs legs;

	legs_of(&legs, channels);
	make_calls(calls, &legs);
}

void
calls_of_linked(struct calls *calls, const struct channels *channels, struct str linkedid)
{
	struct legs legs;

	legs_of_linked(&legs, channels, linkedid);
	make_calls(calls, &legs);
}

void
calls_clear(struct calls *calls)
{
	free(calls->v);
	free(calls->legs);
	*calls = (struct calls){0};
}

const char *
call_state_word(enum call_state state)
{
	static const char *const words[CALL_STATES] = {
	    [CALL_PARKED] = "parked",
	    [CALL_QUEUED] = "in queue",
	    [CALL_CONFERENCE] = "in conference",
	    [CALL_HELD] = "on hold",
	    [CALL_TALKING] = "talking",
	    [CALL_RINGING] = "ringing",
	    [CALL_UP] = "up",
	    [CALL_BEGINNING] = "beginning",
	};

	return words[state];
}

msec
call_since(const struct call *call)
{
	return call->legs[0]->since;
}

void
call_add_dialled(struct buf *out, const struct call *call)
{
	const struct channel *from = call->legs[call->from];
	struct str exten = channel_text(from, CHANNEL_EXTEN);

	if (exten.n)
		buf_addf(out, "%.*s@%.*s", STR_ARG(exten),
		    STR_ARG(channel_text(from, CHANNEL_CONTEXT)));
}

struct str
call_id(const struct call *call)
{
	return channel_text(call->legs[0], CHANNEL_LINKEDID);
}

const struct channel *
call_to(const struct call *call, size_t i)
{
	return i == call->from || is_local(call->legs[i]) ? NULL : call->legs[i];
}
