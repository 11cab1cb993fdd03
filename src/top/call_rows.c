/* SPDX-License-Identifier: ISC */
/*
 * Notes the Linkedids that events touch. Each channel has a seat that remembers its Linkedid, its
 * endpoint and the row that it belongs to, so that a call keeps its row when its first leg goes.
 */
#include "top/call_rows.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/keys.h"
#include "base/mem.h"
#include "state/calls.h"
#include "state/lane.h"

/* What was last known of a channel. */
struct seat {
	char *uniqueid;
	char *linkedid;
	char *endpoint;
	uint64_t row;
};

/* A call that has a row. */
struct known {
	uint64_t id;
	char *uniqueid;  /* of the leg that began it */
	char *linkedid;
	enum call_state state;
	msec since;      /* it has this state, or ROW_NEVER */
	bool confirmed;
	struct known *next; /* of the same Linkedid */
};

struct call_rows {
	struct board *board;
	size_t server;
	uint64_t *ids;
	void (*counts)(void *arg, struct str endpoint, int change);
	void *arg;
	struct channels *channels;
	struct keys seats;   /* by Uniqueid */
	struct keys calls;   /* by Linkedid: the first struct known */
	struct keys rows;    /* by id */
	char **touched;      /* Linkedids */
	size_t touched_n;
	struct keys touching;
	bool listed;         /* what is new comes from a list: it may have begun at any time */
};

struct call_rows *
call_rows_new(struct board *board, size_t server, uint64_t *ids,
    void (*counts)(void *arg, struct str endpoint, int change), void *arg)
{
	struct call_rows *c = mem_alloc(sizeof(*c));

	c->board = board;
	c->server = server;
	c->ids = ids;
	c->counts = counts;
	c->arg = arg;
	c->channels = channels_new();
	c->seats.exact = c->calls.exact = c->rows.exact = c->touching.exact = true;
	return c;
}

static void
free_seat(struct seat *s)
{
	free(s->uniqueid);
	free(s->linkedid);
	free(s->endpoint);
	free(s);
}

static void
free_known(struct known *k)
{
	free(k->uniqueid);
	free(k->linkedid);
	free(k);
}

static void
forget_touched(struct call_rows *c)
{
	keys_clear(&c->touching);
	for (size_t i = 0; i < c->touched_n; i++)
		free(c->touched[i]);
	c->touched_n = 0;
}

void
call_rows_free(struct call_rows *c)
{
	size_t seats = 0, rows = 0;
	struct seat *s;
	struct known *k;

	if (!c)
		return;
	forget_touched(c);
	free(c->touched);
	while ((s = keys_next_address(&c->seats, &seats)))
		free_seat(s);
	while ((k = keys_next_address(&c->rows, &rows)))
		free_known(k);
	keys_clear(&c->seats);
	keys_clear(&c->rows);
	keys_clear(&c->calls);
	channels_free(c->channels);
	free(c);
}

static void
touch(struct call_rows *c, struct str linkedid)
{
	if (linkedid.n == 0 || keys_find(&c->touching, linkedid) != KEYS_NONE)
		return;
	c->touched = mem_more(c->touched, c->touched_n, sizeof(*c->touched));
	char *copy = c->touched[c->touched_n++] = mem_strndup(linkedid);
	keys_add(&c->touching, str_of(copy), 0);
}

static void
set_endpoint(struct call_rows *c, struct seat *s, struct str endpoint)
{
	if (str_eq(str_of(s->endpoint), endpoint))
		return;
	if (s->endpoint)
		c->counts(c->arg, str_of(s->endpoint), -1);
	mem_replace(&s->endpoint, endpoint);
	c->counts(c->arg, endpoint, 1);
}

static void
drop_seat(struct call_rows *c, struct seat *s)
{
	touch(c, str_of(s->linkedid));
	if (s->endpoint)
		c->counts(c->arg, str_of(s->endpoint), -1);
	keys_remove(&c->seats, str_of(s->uniqueid));
	free_seat(s);
}

/* Note what has become of a channel. */
static void
look_at(struct call_rows *c, struct str uniqueid)
{
	const struct channel *channel = uniqueid.n ? channels_find(c->channels, uniqueid) : NULL;
	struct seat *s = keys_address(&c->seats, uniqueid);

	if (!channel) {
		if (s)
			drop_seat(c, s);
		return;
	}
	if (!s) {
		s = mem_alloc(sizeof(*s));
		s->uniqueid = mem_strndup(uniqueid);
		keys_add(&c->seats, str_of(s->uniqueid), (size_t)s);
	}
	struct str linkedid = channel_text(channel, CHANNEL_LINKEDID);
	touch(c, str_of(s->linkedid));
	touch(c, linkedid);
	if (!str_eq(str_of(s->linkedid), linkedid))
		mem_replace(&s->linkedid, linkedid);
	set_endpoint(c, s, lane_endpoint(channel_text(channel, CHANNEL_NAME)));
}

void
call_rows_take(struct call_rows *c, const struct msg *m, msec now)
{
	struct step step;

	if (!step_read(&step, m))
		return;
	channels_step(c->channels, &step, now);
	for (size_t i = 0; i < STEP_PARTIES; i++)
		look_at(c, step.party[i].uniqueid);
}

void
call_rows_list_begin(struct call_rows *c)
{
	channels_list_begin(c->channels);
}

void
call_rows_list_item(struct call_rows *c, const struct msg *m, msec now)
{
	channels_list_item(c->channels, m, now);
}

/* Note the channels that are gone without an event. */
static void
look_for_lost(struct call_rows *c)
{
	struct seat **lost = mem_array(c->seats.n + 1, sizeof(struct seat *));
	size_t n = 0, at = 0;
	struct seat *s;

	while ((s = keys_next_address(&c->seats, &at)))
		if (!channels_find(c->channels, str_of(s->uniqueid)))
			lost[n++] = s;
	for (size_t i = 0; i < n; i++)
		drop_seat(c, lost[i]);
	free(lost);
}

void
call_rows_list_end(struct call_rows *c)
{
	channels_list_end(c->channels);
	c->listed = true;
	look_for_lost(c);
	const struct channel *channel = channels_first(c->channels);
	for (; channel; channel = channels_next(channel))
		look_at(c, channel_text(channel, CHANNEL_UNIQUEID));
}

void
call_rows_party(struct buf *out, struct str name, struct str number, struct str channel)
{
	if (!name.n && !number.n)
		buf_adds(out, lane_endpoint(channel));
	else if (name.n && number.n && !str_eq(name, number))
		buf_addf(out, "%.*s (%.*s)", STR_ARG(name), STR_ARG(number));
	else
		buf_adds(out, name.n ? name : number);
}

static void
add_party(struct buf *out, const struct channel *channel)
{
	call_rows_party(out, channel_text(channel, CHANNEL_CALLER),
	    channel_text(channel, CHANNEL_NUMBER), channel_text(channel, CHANNEL_NAME));
}

static enum top_mood
mood_of(enum call_state state)
{
	static const enum top_mood moods[CALL_STATES] = {
	    [CALL_PARKED] = MOOD_BUSY,
	    [CALL_QUEUED] = MOOD_BUSY,
	    [CALL_HELD] = MOOD_BUSY,
	    [CALL_CONFERENCE] = MOOD_GOOD,
	    [CALL_TALKING] = MOOD_GOOD,
	    [CALL_RINGING] = MOOD_BUSY,
	    [CALL_UP] = MOOD_PLAIN,
	    [CALL_BEGINNING] = MOOD_QUIET,
	};

	return moods[state];
}

/* With whom: the others, or where it wants to go while there is nobody. */
static void
add_others(struct buf *out, const struct call *call)
{
	for (size_t i = 0; i < call->n; i++) {
		const struct channel *to = call_to(call, i);
		if (!to)
			continue;
		buf_addz(out, out->n ? ", " : "");
		add_party(out, to);
	}
	if (out->n == 0)
		call_add_dialled(out, call);
}

/* Show a call in its row. */
static void
show(struct call_rows *c, const struct known *k, const struct call *call)
{
	const struct channel *from = call->legs[call->from];
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	struct row row = {
	    .tab = TOP_CALLS,
	    .kind = TOP_CALL,
	    .server = c->server,
	    .id = k->id,
	    .group = k->id,
	    .mood = mood_of(call->state),
	    .since = {call_since(call), k->since},
	};

	buf_addz(&text, call_state_word(call->state));
	if (call->place.n)
		buf_addf(&text, " %.*s", STR_ARG(call->place));
	row_set(&row, 0, buf_str(&text));
	buf_reset(&text);
	add_party(&text, from);
	row_set(&row, 1, buf_str(&text));
	buf_reset(&text);
	add_others(&text, call);
	row_set(&row, 2, buf_str(&text));
	row_set(&row, 3, channel_text(from, CHANNEL_NAME));
	board_take(c->board, &row);
	buf_clear(&text);
}

/* An id as the name that keys want. */
static struct str
key_of(const uint64_t *id)
{
	return str_from((const char *)id, sizeof(*id));
}

static struct known *
add_known(struct call_rows *c, struct str linkedid)
{
	struct known *k = mem_alloc(sizeof(*k));

	k->id = ++*c->ids;
	k->since = ROW_NEVER;
	k->state = CALL_STATES;
	k->linkedid = mem_strndup(linkedid);
	keys_add(&c->rows, key_of(&k->id), (size_t)k);
	return k;
}

/* The row that one of the legs had, if no other call of this Linkedid has it now. */
static struct known *
find_known(const struct call_rows *c, struct known *first, const struct call *call)
{
	for (size_t i = 0; i < call->n; i++) {
		const struct seat *s =
		    keys_address(&c->seats, channel_text(call->legs[i], CHANNEL_UNIQUEID));
		for (struct known *k = first; s && k; k = k->next)
			if (k->id == s->row && !k->confirmed)
				return k;
	}
	return NULL;
}

/* Nothing tells how long a call from a list has had its state. */
static void
learn_state(struct call_rows *c, struct known *k, enum call_state state, msec now)
{
	if (k->state == state)
		return;
	k->since = k->state == CALL_STATES && c->listed ? ROW_NEVER : now;
	k->state = state;
}

static void
learn_call(struct call_rows *c, struct known *k, const struct call *call, msec now)
{
	k->confirmed = true;
	mem_replace(&k->uniqueid, channel_text(call->legs[call->from], CHANNEL_UNIQUEID));
	for (size_t i = 0; i < call->n; i++) {
		struct seat *s =
		    keys_address(&c->seats, channel_text(call->legs[i], CHANNEL_UNIQUEID));
		if (s)
			s->row = k->id;
	}
	learn_state(c, k, call->state, now);
	show(c, k, call);
}

/* Drop the rows of calls that are over. Returns what remains. */
static struct known *
sweep(struct call_rows *c, struct known *k)
{
	struct known *first = NULL, **end = &first;

	for (struct known *next; k; k = next) {
		next = k->next;
		if (k->confirmed) {
			*end = k;
			end = &k->next;
			continue;
		}
		board_drop(c->board, c->server, k->id);
		keys_remove(&c->rows, key_of(&k->id));
		free_known(k);
	}
	*end = NULL;
	return first;
}

/* Look at the calls of a Linkedid again. */
static void
settle(struct call_rows *c, struct str linkedid, msec now)
{
	struct known *first = keys_address(&c->calls, linkedid);
	struct calls calls;

	keys_remove(&c->calls, linkedid);
	for (struct known *k = first; k; k = k->next)
		k->confirmed = false;
	calls_of_linked(&calls, c->channels, linkedid);
	for (size_t i = 0; i < calls.n; i++) {
		struct known *k = find_known(c, first, &calls.v[i]);
		if (!k) {
			k = add_known(c, linkedid);
			k->next = first;
			first = k;
		}
		learn_call(c, k, &calls.v[i], now);
	}
	calls_clear(&calls);
	first = sweep(c, first);
	if (first)
		keys_set(&c->calls, str_of(first->linkedid), (size_t)first);
}

bool
call_rows_stale(const struct call_rows *c)
{
	return c->touched_n > 0;
}

void
call_rows_settle(struct call_rows *c, msec now)
{
	for (size_t i = 0; i < c->touched_n; i++)
		settle(c, str_of(c->touched[i]), now);
	forget_touched(c);
	c->listed = false;
}

const struct channel *
call_rows_channel(const struct call_rows *c, uint64_t id)
{
	const struct known *k = keys_address(&c->rows, key_of(&id));

	return k ? channels_find(c->channels, str_of(k->uniqueid)) : NULL;
}

const struct channels *
call_rows_channels(const struct call_rows *c)
{
	return c->channels;
}
