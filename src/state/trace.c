/* SPDX-License-Identifier: ISC */
/* Finds the call and its Linkedids, and applies each step to the lanes. */
#include "state/trace.h"

#include <regex.h>
#include <stdlib.h>

#include "base/mem.h"
#include "state/calls.h"

#define IDS_MAX 64 /* Linkedids of one call: each bridge that joins two calls adds one */

struct trace {
	char *target;
	regex_t regex;
	bool has_regex;
	const struct channels *channels;
	void (*tell)(void *arg, const struct trace_step *step);
	void *arg;
	bool found;
	char *ids[IDS_MAX];
	size_t ids_n;
	struct lanes lanes;
};

/* Compile what stands in target between slashes. */
static int
read_regex(struct trace *t, struct str target, struct str inside, struct err *err)
{
	char *pattern = mem_strndup(inside);
	int code = regcomp(&t->regex, pattern, REG_EXTENDED | REG_ICASE | REG_NOSUB);
	char why[128];

	free(pattern);
	if (code) {
		regerror(code, &t->regex, why, sizeof(why));
		return err_set(
		    err, ERR_USAGE, "not a regular expression: %.*s: %s", STR_ARG(target), why);
	}
	t->has_regex = true;
	return 0;
}

struct trace *
trace_new(struct str target, const struct channels *channels,
    void (*tell)(void *arg, const struct trace_step *step), void *arg, struct err *err)
{
	struct trace *t = mem_alloc(sizeof(*t));
	struct str inside;

	t->target = mem_strndup(target);
	t->channels = channels;
	t->tell = tell;
	t->arg = arg;
	if (str_in_slashes(target, &inside) && inside.n &&
	    read_regex(t, target, inside, err) < 0) {
		trace_free(t);
		return NULL;
	}
	return t;
}

void
trace_free(struct trace *t)
{
	if (!t)
		return;
	lanes_clear(&t->lanes);
	for (size_t i = 0; i < t->ids_n; i++)
		free(t->ids[i]);
	if (t->has_regex)
		regfree(&t->regex);
	free(t->target);
	free(t);
}

static bool
has_id(const struct trace *t, struct str id)
{
	for (size_t i = 0; i < t->ids_n; i++)
		if (str_eq(str_of(t->ids[i]), id))
			return true;
	return false;
}

static void
add_id(struct trace *t, struct str id)
{
	if (id.n && id.n <= CHANNEL_NAME_MAX && t->ids_n < IDS_MAX && !has_id(t, id))
		t->ids[t->ids_n++] = mem_strndup(id);
}

/* Describe a lane from what is known about its channel. */
static void
describe_known(struct lane *lane, const struct channel *c)
{
	lane_describe(lane, channel_text(c, CHANNEL_NUMBER), channel_text(c, CHANNEL_CALLER),
	    channel_text(c, CHANNEL_EXTEN), channel_text(c, CHANNEL_CONTEXT));
}

/* Make a lane for a new party of the call. */
static void
meet(struct trace *t, const struct step *s, size_t which)
{
	const struct party *p = &s->party[which];
	struct lane *lane = lanes_add(&t->lanes, p->channel, p->uniqueid);
	const struct channel *known = t->channels ? channels_find(t->channels, p->uniqueid) : NULL;

	if (!lane || lane->caller)
		return;
	if (known && !p->snapshot)
		describe_known(lane, known);
	else
		lane_describe(lane, step_header(s, which, "CallerIDNum"),
		    step_header(s, which, "CallerIDName"), step_header(s, which, "Exten"),
		    step_header(s, which, "Context"));
	lane->calls = str_eq(step_header(s, which, "ChannelState"), STR("4"));
	lane->existed = s->kind != STEP_NEW && s->kind != STEP_DIAL;
	lane->since = known && lane->existed ? known->since : 0;
}

/* Report what was true before the call was found by the step, or without one. */
static void
tell_already(
    struct trace *t, enum step_kind kind, struct lane *a, struct lane *b, const struct step *s)
{
	const struct trace_step step = {
	    .trace = t, .kind = kind, .lane = {a, b}, .found_by = s ? s->m : NULL};

	t->tell(t->arg, &step);
}

/* Make a lane for a channel that was there before. */
static void
adopt(struct trace *t, const struct channel *c, const struct step *s)
{
	struct str uniqueid = channel_text(c, CHANNEL_UNIQUEID);
	struct lane *lane = lanes_add(&t->lanes, channel_text(c, CHANNEL_NAME), uniqueid);
	struct end *end = lanes_find(t->lanes.live, uniqueid, &lane);

	if (!end)
		return;
	end_set_bridge(end, channel_text(c, CHANNEL_BRIDGE));
	if (lane->caller)
		return;
	describe_known(lane, c);
	lane->existed = true;
	lane->since = c->since;
	lane->holds = c->holds;
	tell_already(t, STEP_NEW, lane, NULL, s);
}

/* Report who is already talking to whom: each pair once. */
static void
tell_bridges(struct trace *t, const struct step *s)
{
	for (struct lane *lane = t->lanes.live; lane; lane = lane->next) {
		for (size_t i = 0; i < 2; i++) {
			struct lane *other = lanes_partner(&t->lanes, lane, &lane->end[i]),
			            *before = t->lanes.live;
			while (before && before != lane && before != other)
				before = before->next;
			if (other && before == other)
				tell_already(t, STEP_ENTER, lane, other, s);
		}
	}
}

/* The call is found: its Linkedid is known. Take its live channels, except those of the event being
 * read. */
static void
begin(struct trace *t, struct str id, const struct step *s)
{
	t->found = true;
	add_id(t, id);
	if (!t->channels)
		return;
	for (const struct channel *c = channels_first(t->channels); c; c = channels_next(c)) {
		bool told = false;
		for (size_t i = 0; s && i < STEP_PARTIES; i++)
			told |= str_eq(s->party[i].uniqueid, channel_text(c, CHANNEL_UNIQUEID));
		if (!told && str_eq(channel_text(c, CHANNEL_LINKEDID), id))
			adopt(t, c, s);
	}
	tell_bridges(t, s);
}

/* Is this what we look for? */
static bool
is_target(const struct trace *t, struct str name, struct str id)
{
	struct str target = str_of(t->target);
	bool match;

	if (t->has_regex) {
		char *text = mem_strndup(str_head(name, CHANNEL_NAME_MAX));
		match = regexec(&t->regex, text, 0, NULL, 0) == 0;
		free(text);
		return match;
	}
	return str_eq(id, target) || str_ieq(name, target) || str_ieq(lane_endpoint(name), target);
}

static bool
is_target_channel(const struct trace *t, const struct channel *c)
{
	return is_target(
	    t, channel_text(c, CHANNEL_NAME), channel_text(c, CHANNEL_LINKEDID));
}

/* The oldest live channel that is the target's, or NULL. */
static const struct channel *
look(const struct trace *t)
{
	if (t->found || !t->target[0] || !t->channels)
		return NULL;
	for (const struct channel *c = channels_first(t->channels); c; c = channels_next(c))
		if (is_target_channel(t, c))
			return c;
	return NULL;
}

void
trace_look(struct trace *t)
{
	const struct channel *c = look(t);

	if (c)
		begin(t, channel_text(c, CHANNEL_LINKEDID), NULL);
}

/* Count the call if it is another one of the target. */
static void
count_other(const struct trace *t, const struct call *call, struct trace_choice *choice)
{
	size_t i = 0;

	while (i < call->n && !is_target_channel(t, call->legs[i]))
		i++;
	if (i == call->n || str_eq(call_id(call), channel_text(choice->taken, CHANNEL_LINKEDID)))
		return;
	choice->newest = call->legs[i];
	choice->others++;
}

void
trace_choice(const struct trace *t, struct trace_choice *choice)
{
	struct calls calls;

	*choice = (struct trace_choice){.taken = look(t)};
	if (!choice->taken)
		return;
	calls_of(&calls, t->channels);
	for (size_t i = 0; i < calls.n; i++)
		count_other(t, &calls.v[i], choice);
	calls_clear(&calls);
}

/* The Linkedid of a party; before Asterisk 12 its own id is used. */
static struct str
id_of(const struct party *p)
{
	return p->linkedid.n ? p->linkedid : p->uniqueid;
}

/* Does the call begin with this step? */
static bool
begins(struct trace *t, const struct step *s)
{
	if (!t->target[0]) {
		if (s->kind != STEP_NEW || !str_eq(id_of(&s->party[0]), s->party[0].uniqueid))
			return false;
		begin(t, id_of(&s->party[0]), s);
		return true;
	}
	for (size_t i = 0; i < STEP_PARTIES; i++) {
		const struct party *p = &s->party[i];
		if (p->uniqueid.n && step_proves_life(s->kind) &&
		    is_target(t, p->channel, id_of(p))) {
			begin(t, id_of(p), s);
			return true;
		}
	}
	return false;
}

/* Does a channel of this step belong to the call? Before Asterisk 12 the other half of a Local
 * channel may be recognized only by name. */
static bool
belongs(const struct trace *t, const struct step *s)
{
	struct lane *lane;

	for (size_t i = 0; i < STEP_PARTIES; i++) {
		const struct party *p = &s->party[i];
		if (p->uniqueid.n &&
		    (has_id(t, p->linkedid) || lanes_find(t->lanes.live, p->uniqueid, &lane) ||
		        lanes_has_half(&t->lanes, p->channel)))
			return true;
	}
	return false;
}

/* The end of a party, if it is alive; *lane is its lane even if it is not. */
static struct end *
take_party(struct trace *t, const struct step *s, size_t which, struct lane **lane)
{
	const struct party *p = &s->party[which];

	*lane = NULL;
	if (!p->uniqueid.n)
		return NULL;
	struct end *end = lanes_find(t->lanes.live, p->uniqueid, lane);
	if (!end && lanes_find(t->lanes.gone, p->uniqueid, lane))
		return NULL;
	if (!end && p->channel.n && step_proves_life(s->kind)) {
		meet(t, s, which);
		end = lanes_find(t->lanes.live, p->uniqueid, lane);
	}
	if (end)
		add_id(t, id_of(p));
	return end;
}

/* A channel enters a bridge; before Asterisk 12, a and b talk to each other. */
static void
enter(struct end *a, struct end *b, const struct step *s)
{
	struct str bridge = b ? str_of(a->uniqueid) : step_bridge(s);

	end_set_bridge(a, bridge);
	if (b)
		end_set_bridge(b, bridge);
}

static void
leave(struct end *a, struct end *b)
{
	end_set_bridge(a, STR(""));
	if (b)
		end_set_bridge(b, STR(""));
}

/* The party that a step is about: it must be there. */
static size_t
subject_of(enum step_kind kind)
{
	return kind == STEP_DIAL || kind == STEP_ANSWER || kind == STEP_UNANSWERED ? 1 : 0;
}

/* Apply the step to the lane that it is about. */
static void
apply(struct trace *t, const struct step *s, struct end *end[], struct lane *lane)
{
	switch (s->kind) {
	case STEP_ENTER:
		enter(end[0], end[1], s);
		lane->holds = false;
		break;
	case STEP_LEAVE:
		leave(end[0], end[1]);
		break;
	case STEP_HOLD:
	case STEP_UNHOLD:
		lane->holds = s->kind == STEP_HOLD;
		break;
	case STEP_MUSIC:
	case STEP_MUSIC_ENDS:
		lane->music = s->kind == STEP_MUSIC;
		break;
	case STEP_RENAMED:
		lanes_rename(&t->lanes, lane, msg_get(s->m, STR("Newname")));
		break;
	case STEP_GONE:
		leave(end[0], NULL);
		end[0]->lives = false;
		break;
	default:
		break;
	}
}

/* Find the party that the event does not name: who is in the same bridge. */
static void
complete(const struct trace *t, enum step_kind kind, struct end *const end[], struct lane *lane[])
{
	bool pair = kind == STEP_ENTER || kind == STEP_HOLD || kind == STEP_UNHOLD;

	if (pair && !lane[1])
		lane[1] = lanes_partner(&t->lanes, lane[0], end[0]);
	if (kind == STEP_ATTENDED && !lane[2] && end[1])
		lane[2] = lanes_partner(&t->lanes, lane[1], end[1]);
}

/* Is a step worth reporting, before it is applied? Much in Local channels only mirrors their other
 * end, and for a refused call the hangup is reported before busy. */
static bool
is_news(struct lane *lane, const struct end *end, const struct step *s)
{
	bool rung = lane->rung, ends = lane->ends;
	size_t other = end == &lane->end[0] ? 1 : 0;

	switch (s->kind) {
	case STEP_CHANGED:
	case STEP_LOCAL:
	case STEP_RENAMED:
		return false;
	case STEP_NEW:
		return !lane->end[1].uniqueid;
	case STEP_DIAL:
		lane->rung = true;
		return true;
	case STEP_RINGING:
		return rung || !lane->local;
	case STEP_UP:
		return !rung && !lane->local;
	case STEP_ANSWER:
	case STEP_UNANSWERED:
		lane->rung = false;
		return rung;
	case STEP_HOLD:
		return !lane->holds;
	case STEP_UNHOLD:
		return lane->holds;
	case STEP_HANGS_UP:
	case STEP_HUNG_UP:
		lane->ends = true;
		return !ends && !rung && !lane->local;
	case STEP_GONE:
		return !lane->end[other].lives;
	default:
		return true;
	}
}

bool
trace_take(struct trace *t, const struct msg *m)
{
	struct step s;
	struct lane *lane[STEP_PARTIES] = {NULL};
	struct end *end[STEP_PARTIES];

	if (!step_read(&s, m) || !(t->found ? belongs(t, &s) : begins(t, &s)))
		return false;
	size_t subject = subject_of(s.kind);
	for (size_t i = 0; i < STEP_PARTIES; i++)
		end[i] = take_party(t, &s, i, &lane[i]);
	if (!lane[subject] || (!end[subject] && subject == 0))
		return true;
	bool news = is_news(lane[subject], end[subject], &s);
	apply(t, &s, end, lane[subject]);
	complete(t, s.kind, end, lane);
	if (news)
		t->tell(t->arg,
		    &(struct trace_step){
		        .trace = t, .kind = s.kind, .lane = {lane[0], lane[1], lane[2]}, .m = m});
	if (s.kind == STEP_GONE && lane_gone(lane[0]))
		lanes_retire(&t->lanes, lane[0]);
	return true;
}

bool
trace_found(const struct trace *t)
{
	return t->found;
}

bool
trace_has(const struct trace *t, struct str uniqueid)
{
	struct lane *lane;

	return lanes_find(t->lanes.live, uniqueid, &lane) ||
	       lanes_find(t->lanes.gone, uniqueid, &lane);
}

bool
trace_talks(const struct trace *t, const struct lane *lane)
{
	return lanes_partner(&t->lanes, lane, &lane->end[0]) ||
	       lanes_partner(&t->lanes, lane, &lane->end[1]);
}

bool
trace_over(const struct trace *t)
{
	return t->found && !t->lanes.live;
}

struct str
trace_id(const struct trace *t)
{
	return str_of(t->ids_n ? t->ids[0] : "");
}
