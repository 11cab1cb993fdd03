/* SPDX-License-Identifier: ISC */
/* Keeps the channels of one call: where each is, and on which side. */
#include "state/course.h"

#include <stdlib.h>

#include "base/mem.h"
#include "state/step.h"

struct leg {
	char *id, *name;
	char *bridge; /* the bridge it is in; NULL: none */
	long members; /* of this bridge, when one last came or went */
	bool local;
	bool near;    /* at the end of the channel that was asked for */
	struct leg *next;
};

struct course {
	char *id;
	struct leg *legs; /* those that live */
	bool begun;
	bool talking;
	msec since, talked; /* ms: the talk that goes on, and those before it */
	enum course_side by;
	char *by_channel; /* who hung up first, after the last that they began; NULL: nobody */
};

struct course *
course_new(struct str id)
{
	struct course *c = mem_alloc(sizeof(*c));

	c->id = mem_strndup(id);
	return c;
}

static void
free_leg(struct leg *leg)
{
	free(leg->id);
	free(leg->name);
	free(leg->bridge);
	free(leg);
}

void
course_free(struct course *c)
{
	if (!c)
		return;
	while (c->legs) {
		struct leg *leg = c->legs;
		c->legs = leg->next;
		free_leg(leg);
	}
	free(c->by_channel);
	free(c->id);
	free(c);
}

static struct leg *
find(const struct course *c, struct str id)
{
	struct leg *leg = c->legs;

	while (leg && !str_eq(str_of(leg->id), id))
		leg = leg->next;
	return leg;
}

static void
add(struct course *c, struct str name, struct str id)
{
	struct str base;

	if (find(c, id))
		return;
	struct leg *leg = mem_alloc(sizeof(*leg));
	leg->id = mem_strndup(id);
	leg->name = mem_strndup(name);
	leg->local = step_local_base(name, &base);
	leg->near = str_eq(id, str_of(c->id));
	leg->next = c->legs;
	c->legs = leg;
	c->begun = true;
}

void
course_begin(struct course *c, struct str name, struct str id)
{
	mem_replace(&c->id, id);
	add(c, name, id);
}

static bool
is_first(const struct course *c, const struct leg *leg)
{
	return str_eq(str_of(leg->id), str_of(c->id));
}

/* The call goes on: whoever had hung up before did not end it. */
static void
forget_request(struct course *c)
{
	free(c->by_channel);
	c->by_channel = NULL;
	c->by = COURSE_SERVER;
}

/* The other end of a Local channel on the near side is near as well, and so is whom it dials; the
 * first channel itself dials the destination. */
static void
take_dial(struct course *c, const struct step *s)
{
	const struct party *dialled = &s->party[1];
	const struct leg *a = find(c, s->party[0].uniqueid);

	if (a && !s->party[0].linkedid.n && dialled->uniqueid.n)
		add(c, dialled->channel, dialled->uniqueid);
	struct leg *b = find(c, dialled->uniqueid);
	if (a && b && a->near && (s->kind == STEP_LOCAL || !is_first(c, a)))
		b->near = true;
	if (b && s->kind == STEP_DIAL)
		forget_request(c);
}

/* Is anybody else in the bridge of this channel, who is not of this call? */
static bool
meets_others(const struct course *c, const struct leg *leg)
{
	long own = 0;

	for (const struct leg *l = c->legs; l; l = l->next)
		own += l->bridge && str_eq(str_of(l->bridge), str_of(leg->bridge));
	return leg->members > own;
}

/* Do two parties talk to each other? */
static bool
talks(const struct course *c)
{
	size_t parties = 0;

	for (const struct leg *leg = c->legs; leg; leg = leg->next)
		if (leg->bridge && leg->members > 1)
			parties += (leg->local ? 0U : 1U) + (meets_others(c, leg) ? 1U : 0U);
	return parties >= 2;
}

/* After a change: the talk begins or ends. What was requested before a new one began is past. */
static void
note_talk(struct course *c, msec now)
{
	bool talking = talks(c);

	if (talking == c->talking)
		return;
	c->talking = talking;
	if (!talking) {
		c->talked += now - c->since;
		return;
	}
	c->since = now;
	forget_request(c);
}

static void
set_members(struct course *c, struct str bridge, long members)
{
	for (struct leg *leg = c->legs; leg; leg = leg->next)
		if (leg->bridge && str_eq(str_of(leg->bridge), bridge))
			leg->members = members;
}

/* A channel enters a bridge or leaves it. Before Asterisk 12 bridges have no names, and both
 * parties are told at once. */
static void
take_bridge(struct course *c, const struct step *s)
{
	struct str bridge = step_bridge(s).n ? step_bridge(s) : STR("-");
	bool enters = s->kind == STEP_ENTER && !step_is_holding(s);
	long members = s->party[1].uniqueid.n ? 2 : 1;

	str_number(msg_get(s->m, STR("BridgeNumChannels")), 0, 100000, &members);
	for (size_t i = 0; i < 2; i++) {
		struct leg *leg = find(c, s->party[i].uniqueid);
		if (!leg)
			continue;
		free(leg->bridge);
		leg->bridge = enters ? mem_strndup(bridge) : NULL;
	}
	set_members(c, bridge, members);
}

static void
take_request(struct course *c, const struct step *s)
{
	const struct leg *leg = find(c, s->party[0].uniqueid);

	if (!leg || leg->local || c->by_channel)
		return;
	c->by = leg->near ? COURSE_CHANNEL : COURSE_DESTINATION;
	c->by_channel = mem_strdup(leg->name);
}

static void
take_end(struct course *c, struct str id)
{
	struct leg **at = &c->legs;

	while (*at && !str_eq(str_of((*at)->id), id))
		at = &(*at)->next;
	if (*at) {
		struct leg *leg = *at;
		*at = leg->next;
		if (leg->bridge)
			set_members(c, str_of(leg->bridge), leg->members - 1);
		free_leg(leg);
	}
}

void
course_take(struct course *c, const struct msg *m, msec now)
{
	struct step s;

	if (!step_read(&s, m))
		return;
	switch (s.kind) {
	case STEP_NEW:
		if (*c->id && (str_eq(s.party[0].uniqueid, str_of(c->id)) ||
		    str_eq(s.party[0].linkedid, str_of(c->id))))
			add(c, s.party[0].channel, s.party[0].uniqueid);
		return;
	case STEP_DIAL:
	case STEP_LOCAL:
		take_dial(c, &s);
		return;
	case STEP_ENTER:
	case STEP_LEAVE:
		take_bridge(c, &s);
		break;
	case STEP_HANGS_UP:
		take_request(c, &s);
		return;
	case STEP_GONE:
		take_end(c, s.party[0].uniqueid);
		break;
	default:
		return;
	}
	note_talk(c, now);
}

bool
course_over(const struct course *c)
{
	return c->begun && !c->legs;
}

msec
course_talked(const struct course *c, msec now)
{
	return c->talked + (c->talking ? now - c->since : 0);
}

enum course_side
course_by(const struct course *c, struct str *channel)
{
	*channel = str_of(c->by_channel);
	return c->by;
}

struct str
course_alive(const struct course *c)
{
	return c->legs ? str_of(c->legs->name) : STR("");
}
