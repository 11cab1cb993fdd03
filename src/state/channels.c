/* SPDX-License-Identifier: ISC */
/* A list of channels, found by Uniqueid and by Linkedid, and what steps change in them. */
#include "state/channels.h"

#include <stdlib.h>

#include "ami/alias.h"
#include "base/keys.h"
#include "base/mem.h"

/* Those that share a Linkedid. */
struct linked {
	char *id;
	struct channel *first;
	size_t n;
};

struct channels {
	struct keys uniqueids; /* the address of each channel */
	struct keys linked;    /* by Linkedid: the address of its struct linked */
	struct channel *first, *last;
	uint64_t seen; /* how many there were */
};

/* Headers that tell of a channel, without their prefix, and what they tell. */
static const struct {
	const char *name;
	enum channel_text which;
} snapshot[] = {
    {"Channel", CHANNEL_NAME},
    {"Linkedid", CHANNEL_LINKEDID},
    {"CallerIDNum", CHANNEL_NUMBER},
    {"CallerIDName", CHANNEL_CALLER},
    {"ConnectedLineNum", CHANNEL_CONNECTED},
    {"Context", CHANNEL_CONTEXT},
    {"Exten", CHANNEL_EXTEN},
    {"Application", CHANNEL_APPLICATION},
    {"AppData", CHANNEL_DATA},
    {"BridgeUniqueid", CHANNEL_BRIDGE},
};

#define SNAPSHOTS (sizeof(snapshot) / sizeof(snapshot[0]))

struct channels *
channels_new(void)
{
	struct channels *c = mem_alloc(sizeof(*c));

	c->uniqueids.exact = c->linked.exact = true;
	return c;
}

void
channels_free(struct channels *c)
{
	if (!c)
		return;
	channels_reset(c);
	keys_clear(&c->uniqueids);
	keys_clear(&c->linked);
	free(c);
}

static struct channel *
find(const struct channels *c, struct str uniqueid)
{
	return keys_address(&c->uniqueids, uniqueid);
}

static void
set(struct channel *channel, enum channel_text which, struct str value)
{
	char **text = &channel->text[which];

	value = str_head(value, CHANNEL_TEXT_MAX);
	if (str_eq(str_of(*text), value))
		return;
	free(*text);
	*text = value.n ? mem_strndup(value) : NULL;
}

static void
join_linked(struct linked *group, struct channel *channel)
{
	channel->linked = group;
	channel->linked_previous = NULL;
	channel->linked_next = group->first;
	if (group->first)
		group->first->linked_previous = channel;
	group->first = channel;
	group->n++;
}

static void
leave_linked(struct channels *c, struct channel *channel)
{
	struct linked *group = channel->linked;
	struct channel *before = channel->linked_previous, *after = channel->linked_next;

	if (!group)
		return;
	*(before ? &before->linked_next : &group->first) = after;
	if (after)
		after->linked_previous = before;
	channel->linked = NULL;
	if (--group->n > 0)
		return;
	keys_remove(&c->linked, str_of(group->id));
	free(group->id);
	free(group);
}

/* Set the Linkedid of a channel. */
static void
set_linked(struct channels *c, struct channel *channel, struct str id)
{
	id = str_head(str_z(id), CHANNEL_TEXT_MAX);
	if (str_eq(channel_text(channel, CHANNEL_LINKEDID), id))
		return;
	leave_linked(c, channel);
	struct linked *group = id.n ? keys_address(&c->linked, id) : NULL;
	if (id.n && !group) {
		group = mem_alloc(sizeof(*group));
		group->id = mem_strndup(id);
		keys_add(&c->linked, str_of(group->id), (size_t)group);
	}
	if (group)
		join_linked(group, channel);
}

/* Add a channel, if there is room for it. */
static struct channel *
add(struct channels *c, struct str uniqueid, msec now)
{
	if (c->uniqueids.n >= CHANNELS_MAX || uniqueid.n > CHANNEL_NAME_MAX)
		return NULL;
	struct channel *channel = mem_alloc(sizeof(*channel));
	set(channel, CHANNEL_UNIQUEID, uniqueid);
	channel->since = now;
	channel->order = c->seen++;
	channel->listed = true; /* by an event that came before a list's end */
	keys_add(&c->uniqueids, channel_text(channel, CHANNEL_UNIQUEID), (size_t)channel);
	channel->previous = c->last;
	*(c->last ? &c->last->next : &c->first) = channel;
	c->last = channel;
	return channel;
}

static void
forget(struct channels *c, struct channel *channel)
{
	keys_remove(&c->uniqueids, channel_text(channel, CHANNEL_UNIQUEID));
	*(channel->previous ? &channel->previous->next : &c->first) = channel->next;
	*(channel->next ? &channel->next->previous : &c->last) = channel->previous;
	leave_linked(c, channel);
	for (size_t i = 0; i < CHANNEL_TEXTS; i++)
		free(channel->text[i]);
	free(channel);
}

void
channels_reset(struct channels *c)
{
	while (c->first)
		forget(c, c->first);
}

/* Set the values of a row of the snapshot. */
static void
learn_text(struct channels *c, struct channel *channel, enum channel_text which, struct str value)
{
	if (!msg_is_value(value))
		value = STR("");
	if (which == CHANNEL_LINKEDID)
		set_linked(c, channel, value);
	else
		set(channel, which, value);
}

/* Set what one header tells; name is without its prefix. *seen: what has been set, since the first
 * of several headers counts: callers can forge further ones. */
static void
learn_header(struct channels *c, struct channel *channel, struct str name, struct str value,
    uint32_t *seen)
{
	const uint32_t state_seen = UINT32_C(1) << 31;
	long state;

	if (str_ieq(name, STR("ChannelState")) && !(*seen & state_seen)) {
		*seen |= state_seen;
		if (str_number(value, 0, 100, &state))
			channel->state = (int)state;
	}
	for (size_t i = 0; i < SNAPSHOTS; i++) {
		if (!str_ieq(name, str_of(snapshot[i].name)))
			continue;
		if (!(*seen & UINT32_C(1) << i))
			learn_text(c, channel, snapshot[i].which, value);
		*seen |= UINT32_C(1) << i;
		return;
	}
}

/* Set what has another name in other versions. */
static void
learn_aliases(struct channels *c, struct channel *channel, const struct msg *m, uint32_t seen)
{
	for (size_t i = 0; i < SNAPSHOTS; i++) {
		struct str name = str_of(snapshot[i].name);
		if (!(seen & UINT32_C(1) << i) && alias_is_other(m, name))
			learn_text(c, channel, snapshot[i].which, alias_get(m, name));
	}
}

/* Learn from the headers whose names begin with prefix. */
static void
learn(struct channels *c, struct channel *channel, const struct msg *m, struct str prefix)
{
	uint32_t seen = 0;

	for (size_t i = 0; i < m->n; i++) {
		struct str name = msg_name(m, i);
		if (str_istarts(name, prefix))
			learn_header(
			    c, channel, str_from_at(name, prefix.n), msg_value(m, i), &seen);
	}
	if (prefix.n == 0)
		learn_aliases(c, channel, m, seen);
}

/* The channel of a party, its data up to date; NULL if there is none. The contents of a UserEvent
 * are the dialplan's, not the server's. */
static struct channel *
take_party(struct channels *c, const struct step *s, size_t which, msec now)
{
	const struct party *p = &s->party[which];
	struct channel *channel = p->uniqueid.n ? find(c, p->uniqueid) : NULL;

	if (!channel && p->uniqueid.n && p->channel.n && step_proves_life(s->kind))
		channel = add(c, p->uniqueid, now);
	if (!channel)
		return NULL;
	if (p->snapshot && s->kind != STEP_USER)
		learn(c, channel, s->m, str_of(p->snapshot));
	else if (!channel->text[CHANNEL_NAME])
		set(channel, CHANNEL_NAME, p->channel);
	if (!channel->linked)
		set_linked(c, channel, p->uniqueid);
	return channel;
}

/* Before Asterisk 12 only such a step shows that two channels belong together. The smaller group
 * joins the other, and all get the Linkedid of a's group. */
static void
join(struct channels *c, const struct channel *a, const struct channel *b)
{
	struct linked *to = a->linked, *from = b->linked;

	if (!to || !from || to == from)
		return;
	char *id = to->id, *old = from->id;
	if (to->n < from->n) {
		struct linked *larger = from;
		from = to;
		to = larger;
	}
	keys_remove(&c->linked, str_of(old));
	to->id = id;
	from->id = old;
	keys_set(&c->linked, str_of(id), (size_t)to);
	while (from->first) {
		struct channel *channel = from->first;
		from->first = channel->linked_next;
		join_linked(to, channel);
	}
	free(from->id);
	free(from);
}

/* Into a bridge, which may be the one where parked calls wait. */
static void
enter(struct channel *a, struct channel *b, const struct step *s)
{
	a->holds = false;
	set(a, CHANNEL_QUEUE, STR(""));
	if (!step_is_holding(s))
		set(a, CHANNEL_SPACE, STR(""));
	if (b) {
		set(a, CHANNEL_BRIDGE, channel_text(a, CHANNEL_UNIQUEID));
		set(b, CHANNEL_BRIDGE, channel_text(a, CHANNEL_UNIQUEID));
	}
}

static void
leave(struct channel *a, struct channel *b)
{
	set(a, CHANNEL_BRIDGE, STR(""));
	if (b)
		set(b, CHANNEL_BRIDGE, STR(""));
}

/* Apply a step to a channel. */
static void
apply(struct channels *c, struct channel *a, struct channel *b, const struct step *s)
{
	switch (s->kind) {
	case STEP_DIAL:
		if (b)
			set(b, CHANNEL_DIALLER, channel_text(a, CHANNEL_UNIQUEID));
		break;
	case STEP_ENTER:
		enter(a, b, s);
		break;
	case STEP_LEAVE:
		leave(a, b);
		break;
	case STEP_HOLD:
	case STEP_UNHOLD:
		a->holds = s->kind == STEP_HOLD;
		break;
	case STEP_QUEUE:
		set(a, CHANNEL_QUEUE, msg_get(s->m, STR("Queue")));
		break;
	case STEP_QUEUE_LEFT:
		set(a, CHANNEL_QUEUE, STR(""));
		break;
	case STEP_PARKED:
		set(a, CHANNEL_SPACE, step_space(s));
		break;
	case STEP_UNPARKED:
	case STEP_PARKED_LONG:
		set(a, CHANNEL_SPACE, STR(""));
		break;
	case STEP_RENAMED:
		set(a, CHANNEL_NAME, msg_get(s->m, STR("Newname")));
		break;
	case STEP_GONE:
		forget(c, a);
		break;
	default:
		break;
	}
}

void
channels_step(struct channels *c, const struct step *s, msec now)
{
	struct channel *party[STEP_PARTIES];

	for (size_t i = 0; i < STEP_PARTIES; i++)
		party[i] = take_party(c, s, i, now);
	struct channel *a = party[0], *b = party[1];
	if (a && b && !s->party[0].linkedid.n)
		join(c, a, b);
	if (a)
		apply(c, a, b, s);
}

bool
channels_take(struct channels *c, const struct msg *m, msec now)
{
	struct step s;

	if (!step_read(&s, m))
		return false;
	channels_step(c, &s, now);
	return true;
}

void
channels_list_begin(struct channels *c)
{
	for (struct channel *channel = c->first; channel; channel = channel->next)
		channel->listed = false;
}

/* Read "1:02:03", or seconds alone, as milliseconds; 0 for anything else. */
static msec
duration_of(struct str text)
{
	struct str part;
	msec seconds = 0;
	long number;

	while (str_cut(&text, ':', &part)) {
		if (seconds > 1000000 || !str_number(part, 0, 1000000, &number))
			return 0;
		seconds = seconds * 60 + number;
	}
	return seconds * 1000;
}

/* Up to Asterisk 11 a list has the other side instead of the bridge. */
static void
learn_bridged(struct channels *c, struct channel *channel, const struct msg *m)
{
	struct str id;
	struct channel *other;

	if (!msg_find(m, STR("BridgedUniqueID"), &id))
		return;
	set(channel, CHANNEL_BRIDGE, STR(""));
	if (id.n == 0 || !(other = find(c, str_z(id))))
		return;
	join(c, other, channel);
	set(other, CHANNEL_BRIDGE, channel_text(other, CHANNEL_UNIQUEID));
	set(channel, CHANNEL_BRIDGE, channel_text(other, CHANNEL_UNIQUEID));
}

void
channels_list_item(struct channels *c, const struct msg *m, msec now)
{
	struct str uniqueid = str_z(msg_get(m, STR("Uniqueid")));
	struct str seconds = msg_get(m, STR("Duration"));
	struct channel *channel = uniqueid.n ? find(c, uniqueid) : NULL;
	struct str linkedid;

	if (!uniqueid.n || !msg_get(m, STR("Channel")).n)
		return;
	if (seconds.n == 0)
		seconds = msg_get(m, STR("Seconds"));
	if (!channel)
		channel = add(c, uniqueid, now - duration_of(seconds));
	if (!channel)
		return;
	channel->listed = true;
	learn(c, channel, m, STR(""));
	channel->unlinked = !msg_find(m, STR("Linkedid"), &linkedid);
	if (!channel->linked)
		set_linked(c, channel, uniqueid);
	learn_bridged(c, channel, m);
}

static int
compare_names(const void *a, const void *b)
{
	const struct channel *const *x = a, *const *y = b;

	return str_icmp(channel_text(*x, CHANNEL_NAME), channel_text(*y, CHANNEL_NAME));
}

/* Join Local/…;1 and ;2 of the same name: a list without Linkedids tells nothing else about
 * them. */
static void
join_halves(struct channels *c)
{
	struct channel **halves = mem_array(c->uniqueids.n + 1, sizeof(struct channel *));
	struct str base, before = STR("");
	size_t n = 0;

	for (struct channel *a = c->first; a; a = a->next)
		if (a->unlinked && step_local_base(channel_text(a, CHANNEL_NAME), &base))
			halves[n++] = a;
	qsort(halves, n, sizeof(struct channel *), compare_names);
	for (size_t i = 0; i < n; i++) {
		step_local_base(channel_text(halves[i], CHANNEL_NAME), &base);
		if (i && str_ieq(base, before))
			join(c, halves[i - 1], halves[i]);
		before = base;
	}
	free(halves);
}

void
channels_list_end(struct channels *c)
{
	for (struct channel *channel = c->first, *next; channel; channel = next) {
		next = channel->next;
		if (!channel->listed)
			forget(c, channel);
	}
	join_halves(c);
}

size_t
channels_count(const struct channels *c)
{
	return c->uniqueids.n;
}

const struct channel *
channels_first(const struct channels *c)
{
	return c->first;
}

const struct channel *
channels_next(const struct channel *channel)
{
	return channel->next;
}

const struct channel *
channels_find(const struct channels *c, struct str uniqueid)
{
	return find(c, uniqueid);
}

const struct channel *
channels_linked(const struct channels *c, struct str linkedid)
{
	const struct linked *group = keys_address(&c->linked, linkedid);

	return group ? group->first : NULL;
}

const struct channel *
channels_linked_next(const struct channel *channel)
{
	return channel->linked_next;
}

struct str
channel_text(const struct channel *channel, enum channel_text which)
{
	if (which == CHANNEL_LINKEDID)
		return str_of(channel->linked ? channel->linked->id : NULL);
	return str_of(channel->text[which]);
}
