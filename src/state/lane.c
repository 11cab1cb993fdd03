/* SPDX-License-Identifier: ISC */
/* Lanes in a list, and those that are gone in another. */
#include "state/lane.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"

#define GONE_MAX 16

static void
free_all(struct lane *lane)
{
	while (lane) {
		struct lane *next = lane->next;
		for (size_t i = 0; i < 2; i++) {
			free(lane->end[i].uniqueid);
			free(lane->end[i].bridge);
		}
		free(lane->name);
		free(lane->label);
		free(lane->caller);
		free(lane->dialled);
		free(lane);
		lane = next;
	}
}

void
lanes_clear(struct lanes *lanes)
{
	free_all(lanes->live);
	free_all(lanes->gone);
	*lanes = (struct lanes){0};
}

struct end *
lanes_find(struct lane *list, struct str uniqueid, struct lane **lane)
{
	for (*lane = list; *lane; *lane = (*lane)->next) {
		for (size_t i = 0; i < 2; i++) {
			struct end *end = &(*lane)->end[i];
			if (end->uniqueid && str_eq(str_of(end->uniqueid), uniqueid))
				return end;
		}
	}
	return NULL;
}

/* The lane of a Local channel, by its name without ";1" or ";2". */
static struct lane *
find_local(const struct lanes *lanes, struct str name)
{
	struct lane *lane = lanes->live;

	while (lane && !(lane->local && str_eq(str_of(lane->name), name)))
		lane = lane->next;
	return lane;
}

bool
lanes_has_half(const struct lanes *lanes, struct str channel)
{
	struct str name;

	return step_local_base(channel, &name) && find_local(lanes, name);
}

static bool
label_is_free(const struct lanes *lanes, struct str label)
{
	for (const struct lane *lane = lanes->live; lane; lane = lane->next)
		if (str_ieq(str_of(lane->label), label))
			return false;
	return true;
}

struct str
lane_endpoint(struct str channel)
{
	size_t dash = channel.n;

	while (dash > 0 && channel.p[dash - 1] != '-')
		dash--;
	return dash > 1 ? str_head(channel, dash - 1) : channel;
}

/* "alice", else "PJSIP/alice", else all of it. */
static char *
make_label(const struct lanes *lanes, struct str name)
{
	struct str endpoint = lane_endpoint(name);
	struct str bare = str_from_at(endpoint, str_chr(endpoint, '/') + 1);

	if (bare.n && label_is_free(lanes, bare))
		return mem_strndup(bare);
	return mem_strndup(label_is_free(lanes, endpoint) ? endpoint : name);
}

static void
set(char **text, struct str value)
{
	free(*text);
	*text = value.n ? mem_strndup(str_head(value, CHANNEL_TEXT_MAX)) : NULL;
}

struct lane *
lanes_add(struct lanes *lanes, struct str channel, struct str uniqueid)
{
	struct lane **last = &lanes->live;
	struct str name;
	bool local = step_local_base(channel, &name);
	struct lane *lane = local ? find_local(lanes, name) : NULL;

	if (lane) {
		set(&lane->end[1].uniqueid, uniqueid);
		lane->end[1].lives = true;
		return lane;
	}
	while (*last)
		last = &(*last)->next;
	if (lanes->n >= LANES_MAX || uniqueid.n > CHANNEL_NAME_MAX)
		return NULL;
	lane = mem_alloc(sizeof(*lane));
	lane->name = mem_strndup(str_head(name, CHANNEL_NAME_MAX));
	lane->label = make_label(lanes, str_of(lane->name));
	lane->local = local;
	lane->end[0].uniqueid = mem_strndup(uniqueid);
	lane->end[0].lives = true;
	*last = lane;
	lanes->n++;
	return lane;
}

static bool
is_in(const struct lane *lane, const char *bridge)
{
	for (size_t i = 0; i < 2; i++)
		if (lane->end[i].bridge && strcmp(lane->end[i].bridge, bridge) == 0)
			return true;
	return false;
}

struct lane *
lanes_partner(const struct lanes *lanes, const struct lane *lane, const struct end *end)
{
	for (struct lane *other = lanes->live; other && end->bridge; other = other->next)
		if (other != lane && is_in(other, end->bridge))
			return other;
	return NULL;
}

void
lanes_rename(struct lanes *lanes, struct lane *lane, struct str channel)
{
	struct str base;

	step_local_base(channel, &base);
	if (base.n == 0 || str_chr(base, '<') < base.n || str_eq(base, str_of(lane->name)))
		return; /* in between, while two channels change places */
	set(&lane->name, str_head(base, CHANNEL_NAME_MAX));
	free(lane->label);
	lane->label = NULL; /* it may keep it */
	lane->label = make_label(lanes, base);
}

void
lanes_retire(struct lanes *lanes, struct lane *lane)
{
	struct lane **at = &lanes->live;

	while (*at != lane)
		at = &(*at)->next;
	*at = lane->next;
	lanes->n--;
	lane->next = lanes->gone;
	lanes->gone = lane;
	for (size_t kept = 1; kept < GONE_MAX && lane->next; kept++)
		lane = lane->next;
	free_all(lane->next);
	lane->next = NULL;
}

bool
lane_gone(const struct lane *lane)
{
	return !lane->end[0].lives && !lane->end[1].lives;
}

/* Two values, with a mark between them if there are both. */
static void
set_pair(char **text, struct str a, char mark, struct str b)
{
	struct buf both = BUF_INIT(2 * CHANNEL_TEXT_MAX + 8);

	if (msg_is_value(a))
		buf_adds(&both, str_head(a, CHANNEL_TEXT_MAX));
	if (msg_is_value(a) && msg_is_value(b))
		buf_addc(&both, mark);
	if (msg_is_value(b))
		buf_adds(&both, str_head(b, CHANNEL_TEXT_MAX));
	free(*text);
	*text = mem_strndup(buf_str(&both));
	buf_clear(&both);
}

void
lane_describe(
    struct lane *lane, struct str number, struct str name, struct str exten, struct str context)
{
	set_pair(&lane->caller, number, ' ', name);
	set_pair(&lane->dialled, exten, '@', context);
}

void
end_set_bridge(struct end *end, struct str bridge)
{
	set(&end->bridge, bridge);
}
