/* SPDX-License-Identifier: ISC */
/* Lanes, the Linkedids that are the call's, and what each step changes in them. */
#include "state/trace.h"

#include <regex.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"

#define IDS_MAX  64 /* Linkedids of one call: each bridge that joins two calls adds one */
#define GONE_MAX 16 /* lanes kept after their end, since DialEnd may come later */

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
	struct lane *lanes; /* live ones */
	size_t lanes_n;
	struct lane *gone; /* the last ones, newest first */
};

/* Compile "/…/". */
static int
read_regex(struct trace *t, struct str target, struct err *err)
{
	char *pattern = mem_strndup(str_from(target.p + 1, target.n - 2));
	int code = regcomp(&t->regex, pattern, REG_EXTENDED | REG_ICASE | REG_NOSUB);
	char why[128];

	free(pattern);
	if (code) {
		regerror(code, &t->regex, why, sizeof(why));
		return err_set(
		    err, ERR_USAGE, "%.*s is no regular expression: %s", STR_ARG(target), why);
	}
	t->has_regex = true;
	return 0;
}

struct trace *
trace_new(struct str target, const struct channels *channels,
    void (*tell)(void *arg, const struct trace_step *step), void *arg, struct err *err)
{
	struct trace *t = mem_alloc(sizeof(*t));

	t->target = mem_strndup(target);
	t->channels = channels;
	t->tell = tell;
	t->arg = arg;
	if (target.n > 2 && str_starts(target, STR("/")) && str_ends(target, STR("/")) &&
	    read_regex(t, target, err) < 0) {
		trace_free(t);
		return NULL;
	}
	return t;
}

static void
free_lanes(struct lane *lane)
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
trace_free(struct trace *t)
{
	if (!t)
		return;
	free_lanes(t->lanes);
	free_lanes(t->gone);
	for (size_t i = 0; i < t->ids_n; i++)
		free(t->ids[i]);
	if (t->has_regex)
		regfree(&t->regex);
	free(t->target);
	free(t);
}

/* The end that has this Uniqueid; *lane is whose. */
static struct end *
find_end(struct lane *first, struct str uniqueid, struct lane **lane)
{
	for (*lane = first; *lane; *lane = (*lane)->next)
		for (size_t i = 0; i < 2; i++)
			if ((*lane)->end[i].uniqueid &&
			    str_eq(str_of((*lane)->end[i].uniqueid), uniqueid))
				return &(*lane)->end[i];
	return NULL;
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

static bool
label_is_free(const struct trace *t, struct str label)
{
	for (const struct lane *lane = t->lanes; lane; lane = lane->next)
		if (str_ieq(str_of(lane->label), label))
			return false;
	return true;
}

/* Where the number that Asterisk puts behind a channel's name begins ("-0000001a"). */
static size_t
suffix_of(struct str name)
{
	size_t dash = name.n;

	while (dash > 0 && name.p[dash - 1] != '-')
		dash--;
	return dash > 1 ? dash - 1 : name.n;
}

/* "alice", else "PJSIP/alice", else all of it. */
static char *
make_label(const struct trace *t, struct str name)
{
	struct str endpoint = str_head(name, suffix_of(name));
	struct str bare = str_from_at(endpoint, str_chr(endpoint, '/') + 1);

	if (bare.n && label_is_free(t, bare))
		return mem_strndup(bare);
	return mem_strndup(label_is_free(t, endpoint) ? endpoint : name);
}

static bool
has_value(struct str value)
{
	return value.n && !str_eq(value, STR("<unknown>"));
}

/* Two values, with a mark between them if there are both. */
static char *
make_pair(struct str a, const char *mark, struct str b)
{
	struct buf text = BUF_INIT(2 * CHANNEL_TEXT_MAX + 8);

	if (has_value(a))
		buf_adds(&text, str_head(a, CHANNEL_TEXT_MAX));
	if (has_value(a) && has_value(b))
		buf_addz(&text, mark);
	if (has_value(b))
		buf_adds(&text, str_head(b, CHANNEL_TEXT_MAX));
	char *copy = mem_strndup(buf_str(&text));
	buf_clear(&text);
	return copy;
}

static void
set(char **text, struct str value)
{
	free(*text);
	*text = value.n ? mem_strndup(str_head(value, CHANNEL_TEXT_MAX)) : NULL;
}

/* Add a lane, or the other half of one. NULL when there are too many. */
static struct lane *
add_lane(struct trace *t, struct str channel, struct str uniqueid)
{
	struct lane **last = &t->lanes;
	struct str name;
	bool local = step_local_base(channel, &name);

	for (; *last; last = &(*last)->next) {
		struct lane *lane = *last;
		if (local && lane->local && str_eq(str_of(lane->name), name)) {
			set(&lane->end[1].uniqueid, uniqueid);
			lane->end[1].lives = true;
			return lane;
		}
	}
	if (t->lanes_n >= TRACE_LANES_MAX || uniqueid.n > CHANNEL_NAME_MAX)
		return NULL;
	struct lane *lane = mem_alloc(sizeof(*lane));
	lane->name = mem_strndup(str_head(name, CHANNEL_NAME_MAX));
	lane->label = make_label(t, str_of(lane->name));
	lane->local = local;
	lane->end[0].uniqueid = mem_strndup(uniqueid);
	lane->end[0].lives = true;
	*last = lane;
	t->lanes_n++;
	return lane;
}

bool
lane_gone(const struct lane *lane)
{
	return !lane->end[0].lives && !lane->end[1].lives;
}

static bool
is_in(const struct lane *lane, const char *bridge)
{
	for (size_t i = 0; i < 2; i++)
		if (lane->end[i].bridge && strcmp(lane->end[i].bridge, bridge) == 0)
			return true;
	return false;
}

/* Another lane in the bridge of an end of this one, or NULL. */
static struct lane *
find_partner(const struct trace *t, const struct lane *lane, const struct end *end)
{
	for (struct lane *other = t->lanes; other && end->bridge; other = other->next)
		if (other != lane && is_in(other, end->bridge))
			return other;
	return NULL;
}

bool
lane_talks(const struct trace *t, const struct lane *lane)
{
	return find_partner(t, lane, &lane->end[0]) || find_partner(t, lane, &lane->end[1]);
}

/* The last channel of a lane is gone. */
static void
retire(struct trace *t, struct lane *lane)
{
	struct lane **at = &t->lanes;
	size_t kept = 1;

	while (*at != lane)
		at = &(*at)->next;
	*at = lane->next;
	t->lanes_n--;
	lane->next = t->gone;
	t->gone = lane;
	while (lane->next && kept < GONE_MAX) {
		lane = lane->next;
		kept++;
	}
	free_lanes(lane->next);
	lane->next = NULL;
}

/* A header of a party's own; empty if the event tells nothing of it. */
static struct str
header_of(const struct step *s, size_t which, const char *name)
{
	char full[64] = "";

	if (!s->party[which].snapshot)
		return STR("");
	strcat(strcat(full, s->party[which].snapshot), name);
	return msg_get(s->m, str_of(full));
}

/* Make a lane for a party that the call meets for the first time. */
static void
meet(struct trace *t, const struct step *s, size_t which)
{
	const struct party *p = &s->party[which];
	struct lane *lane = add_lane(t, p->channel, p->uniqueid);
	const struct channel *known = t->channels ? channels_find(t->channels, p->uniqueid) : NULL;

	if (!lane || lane->caller)
		return;
	lane->caller =
	    make_pair(header_of(s, which, "CallerIDNum"), " ", header_of(s, which, "CallerIDName"));
	lane->dialled =
	    make_pair(header_of(s, which, "Exten"), "@", header_of(s, which, "Context"));
	lane->calls = str_eq(header_of(s, which, "ChannelState"), STR("4"));
	lane->existed = s->kind != STEP_NEW && s->kind != STEP_DIAL;
	lane->since = known && lane->existed ? known->since : 0;
}

/* Tell what was so before the call was found by the step, or without one. */
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
	struct lane *lane = add_lane(t, channel_text(c, CHANNEL_NAME), uniqueid);
	struct end *end = find_end(t->lanes, uniqueid, &lane);

	if (!end)
		return;
	set(&end->bridge, channel_text(c, CHANNEL_BRIDGE));
	if (lane->caller)
		return;
	lane->caller =
	    make_pair(channel_text(c, CHANNEL_NUMBER), " ", channel_text(c, CHANNEL_CALLER));
	lane->dialled =
	    make_pair(channel_text(c, CHANNEL_EXTEN), "@", channel_text(c, CHANNEL_CONTEXT));
	lane->existed = true;
	lane->since = c->since;
	lane->holds = c->holds;
	tell_already(t, STEP_NEW, lane, NULL, s);
}

/* Tell who talks to whom already: each pair once. */
static void
tell_bridges(struct trace *t, const struct step *s)
{
	for (struct lane *lane = t->lanes; lane; lane = lane->next) {
		for (size_t i = 0; i < 2; i++) {
			struct lane *other = find_partner(t, lane, &lane->end[i]),
			            *before = t->lanes;
			while (before != lane && before != other)
				before = before->next;
			if (other && before == other)
				tell_already(t, STEP_ENTER, lane, other, s);
		}
	}
}

/* The call is found: its Linkedid is known. Take in what lives of it, but not what the event that
 * is just being read tells of. */
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
		char *text = mem_strndup(name);
		match = regexec(&t->regex, text, 0, NULL, 0) == 0;
		free(text);
		return match;
	}
	return str_eq(id, target) || str_ieq(name, target) ||
	       str_ieq(str_head(name, suffix_of(name)), target);
}

void
trace_look(struct trace *t)
{
	if (t->found || !t->target[0] || !t->channels)
		return;
	for (const struct channel *c = channels_first(t->channels); c; c = channels_next(c)) {
		struct str id = channel_text(c, CHANNEL_LINKEDID);
		if (is_target(t, channel_text(c, CHANNEL_NAME), id)) {
			begin(t, id, NULL);
			return;
		}
	}
}

/* The Linkedid of a party; before Asterisk 12 its own id has to do. */
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

/* Is a channel of this step the call's? */
static bool
belongs(const struct trace *t, const struct step *s)
{
	struct lane *lane;

	for (size_t i = 0; i < STEP_PARTIES; i++) {
		const struct party *p = &s->party[i];
		if (p->uniqueid.n &&
		    (has_id(t, p->linkedid) || find_end(t->lanes, p->uniqueid, &lane)))
			return true;
	}
	return false;
}

/* The end of a party, if it lives; *lane is its lane even if it does not any more. */
static struct end *
take_party(struct trace *t, const struct step *s, size_t which, struct lane **lane)
{
	const struct party *p = &s->party[which];

	*lane = NULL;
	if (!p->uniqueid.n)
		return NULL;
	struct end *end = find_end(t->lanes, p->uniqueid, lane);
	if (!end && find_end(t->gone, p->uniqueid, lane))
		return NULL;
	if (!end && p->channel.n && step_proves_life(s->kind)) {
		meet(t, s, which);
		end = find_end(t->lanes, p->uniqueid, lane);
	}
	if (end)
		add_id(t, id_of(p));
	return end;
}

static void
rename_lane(const struct trace *t, struct lane *lane, struct str name)
{
	struct str base;

	step_local_base(name, &base);
	if (str_chr(base, '<') < base.n || str_eq(base, str_of(lane->name)))
		return; /* in between, while two channels change places */
	set(&lane->name, str_head(base, CHANNEL_NAME_MAX));
	free(lane->label);
	lane->label = NULL; /* it may keep it */
	lane->label = make_label(t, base);
}

/* Somebody enters a bridge; before Asterisk 12, a and b talk to each other. */
static void
enter(struct end *a, struct end *b, const struct step *s)
{
	struct str bridge = b ? str_of(a->uniqueid) : step_bridge(s);

	set(&a->bridge, bridge);
	if (b)
		set(&b->bridge, bridge);
}

static void
leave(struct end *a, struct end *b)
{
	set(&a->bridge, STR(""));
	if (b)
		set(&b->bridge, STR(""));
}

/* The party that a step is about: it has to be there. */
static size_t
subject_of(enum step_kind kind)
{
	return kind == STEP_DIAL || kind == STEP_ANSWER || kind == STEP_UNANSWERED ? 1 : 0;
}

/* Do what the step says to the lane that it is about. */
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
		rename_lane(t, lane, msg_get(s->m, STR("Newname")));
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
		lane[1] = find_partner(t, lane[0], end[0]);
	if (kind == STEP_ATTENDED && !lane[2] && end[1])
		lane[2] = find_partner(t, lane[1], end[1]);
}

/* Is a step news, before it is done? Local channels do much that only mirrors what happens at their
 * other end, and who refuses a call is said to hang up before it is said to be busy. */
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
	struct lane *lane[STEP_PARTIES];
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
		retire(t, lane[0]);
	return true;
}

bool
trace_found(const struct trace *t)
{
	return t->found;
}

bool
trace_over(const struct trace *t)
{
	return t->found && !t->lanes;
}

struct str
trace_id(const struct trace *t)
{
	return str_of(t->ids_n ? t->ids[0] : "");
}

const struct lane *
trace_lanes(const struct trace *t)
{
	return t->lanes;
}
