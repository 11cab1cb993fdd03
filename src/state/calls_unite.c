/* SPDX-License-Identifier: ISC */
/*
 * Unites the legs that have something in common: each leg has the keys of what it is part of, the
 * keys are sorted, and neighbours with the same key are united. So the work is n log n, whatever
 * the number of channels of one bridge or Linkedid.
 */
#include "state/calls_impl.h"

#include <stdlib.h>

#include "base/mem.h"

#define KEYS_EACH 4 /* at most */

/* What connects legs. */
enum tie { TIE_BRIDGE, TIE_LOCAL, TIE_DIALLED };

struct key {
	enum tie tie;
	struct str linkedid;
	struct str value;
	size_t leg;
};

struct leg_keys {
	struct key *v;
	size_t n;
};

static int
compare_text(struct str a, struct str b)
{
	int by_bytes = memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);

	return by_bytes ? by_bytes : (a.n > b.n) - (a.n < b.n);
}

static struct str
linkedid(const struct leg *leg)
{
	return channel_text(leg->channel, CHANNEL_LINKEDID);
}

static int
compare_legs(const void *a, const void *b)
{
	const struct leg *x = a, *y = b;
	int by_id = compare_text(linkedid(x), linkedid(y));

	if (by_id == 0 && x->call != y->call)
		return x->call > y->call ? 1 : -1;
	return by_id ? by_id : (x->channel->order > y->channel->order) -
	        (x->channel->order < y->channel->order);
}

static int
compare_keys(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	int by_value = compare_text(x->value, y->value);

	if (x->tie != y->tie)
		return x->tie > y->tie ? 1 : -1;
	return by_value ? by_value : compare_text(x->linkedid, y->linkedid);
}

/* The first leg of those that are united with leg i. */
static size_t
first_of(struct leg *legs, size_t i)
{
	while (legs[i].call != i) {
		legs[i].call = legs[legs[i].call].call;
		i = legs[i].call;
	}
	return i;
}

static void
unite(struct leg *legs, size_t a, size_t b)
{
	size_t x = first_of(legs, a), y = first_of(legs, b);

	if (x < y)
		legs[y].call = x;
	else
		legs[x].call = y;
}

static bool
runs(const struct channel *channel, const char *const *applications)
{
	struct str application = channel_text(channel, CHANNEL_APPLICATION);

	while (*applications)
		if (str_ieq(application, str_of(*applications++)))
			return true;
	return false;
}

bool
leg_is_parked(const struct channel *channel)
{
	static const char *const park[] = {"Park", NULL};

	return channel->text[CHANNEL_SPACE] || runs(channel, park);
}

/* Does the channel dial others? */
static bool
dials(const struct channel *channel)
{
	static const char *const dialling[] = {
	    "Dial", "FollowMe", "Page", "Queue", "RetryDial", NULL};

	return runs(channel, dialling);
}

/* Does the channel still belong to the one that dials it: not answered yet, or only just? */
static bool
is_dialled(const struct channel *channel)
{
	static const char *const dialled[] = {"AppDial", "AppQueue", NULL};

	return !channel->text[CHANNEL_BRIDGE] &&
	       (channel->state != CHANNEL_UP || runs(channel, dialled));
}

static void
add_key(struct leg_keys *keys, const struct leg *leg, size_t i, enum tie tie, struct str value)
{
	keys->v[keys->n++] = (struct key){tie, linkedid(leg), value, i};
}

/* Add what a leg is part of. */
static void
add_keys(struct leg_keys *keys, const struct leg *leg, size_t i)
{
	struct str bridge = channel_text(leg->channel, CHANNEL_BRIDGE), base;

	if (bridge.n && !leg_is_parked(leg->channel))
		add_key(keys, leg, i, TIE_BRIDGE, bridge);
	if (step_local_base(channel_text(leg->channel, CHANNEL_NAME), &base))
		add_key(keys, leg, i, TIE_LOCAL, base);
	add_key(keys, leg, i, TIE_DIALLED, channel_text(leg->channel, CHANNEL_UNIQUEID));
	if (is_dialled(leg->channel) && leg->channel->text[CHANNEL_DIALLER])
		add_key(keys, leg, i, TIE_DIALLED, channel_text(leg->channel, CHANNEL_DIALLER));
}

static void
unite_by_keys(struct legs *legs)
{
	struct leg_keys keys = {.v = mem_array(legs->n * KEYS_EACH + 1, sizeof(*keys.v))};

	for (size_t i = 0; i < legs->n; i++)
		add_keys(&keys, &legs->v[i], i);
	qsort(keys.v, keys.n, sizeof(*keys.v), compare_keys);
	for (size_t i = 1; i < keys.n; i++)
		if (compare_keys(&keys.v[i - 1], &keys.v[i]) == 0)
			unite(legs->v, keys.v[i - 1].leg, keys.v[i].leg);
	free(keys.v);
}

/* A list of channels does not show who dials whom: of the legs first to end, which have one
 * Linkedid, it is the first that dials, else the first of all. */
static void
unite_dialled(struct leg *legs, size_t first, size_t end)
{
	size_t dialler = first;

	while (dialler < end && !dials(legs[dialler].channel))
		dialler++;
	if (dialler == end)
		dialler = first;
	for (size_t i = first; i < end; i++)
		if (is_dialled(legs[i].channel) && !legs[i].channel->text[CHANNEL_DIALLER])
			unite(legs, dialler, i);
}

/* Find out which legs belong together; they are sorted by Linkedid. */
static void
unite_legs(struct legs *legs)
{
	for (size_t i = 0; i < legs->n; i++)
		legs->v[i].call = i;
	unite_by_keys(legs);
	for (size_t first = 0, end; first < legs->n; first = end) {
		end = first + 1;
		while (end < legs->n && str_eq(linkedid(&legs->v[first]), linkedid(&legs->v[end])))
			end++;
		unite_dialled(legs->v, first, end);
	}
	for (size_t i = 0; i < legs->n; i++)
		legs->v[i].call = first_of(legs->v, i);
}

static void
add_leg(struct legs *legs, const struct channel *channel)
{
	legs->v = mem_more(legs->v, legs->n, sizeof(*legs->v));
	legs->v[legs->n++] = (struct leg){.channel = channel};
}

static void
unite_and_sort(struct legs *legs)
{
	if (legs->n == 0)
		return;
	qsort(legs->v, legs->n, sizeof(*legs->v), compare_legs);
	unite_legs(legs);
	qsort(legs->v, legs->n, sizeof(*legs->v), compare_legs);
}

void
legs_of(struct legs *legs, const struct channels *channels)
{
	*legs = (struct legs){0};
	for (const struct channel *c = channels_first(channels); c; c = channels_next(c))
		add_leg(legs, c);
	unite_and_sort(legs);
}

void
legs_of_linked(struct legs *legs, const struct channels *channels, struct str linkedid)
{
	const struct channel *c = channels_linked(channels, linkedid);

	*legs = (struct legs){0};
	for (; c; c = channels_linked_next(c))
		add_leg(legs, c);
	unite_and_sort(legs);
}

void
legs_clear(struct legs *legs)
{
	free(legs->v);
	*legs = (struct legs){0};
}
