/* SPDX-License-Identifier: ISC */
/* Candidates for the words of ari: METHOD, PATH part by part, NAME=VALUE; types of its events. */
#include "complete/complete_impl.h"

#include "ari/operation.h"
#include "base/choices.h"
#include "complete/ari_values.h"
#include "lang/args.h"

/* What most terms for events are about. Asterisk 22, rest-api/api-docs/events.json. */
#define TERMS                                                                                      \
	"application,args,bridge.bridge_type,bridge.id,bridge.name,cause,cause_txt,"               \
	"channel.caller.name,channel.caller.number,channel.connected.number,"                      \
	"channel.dialplan.context,channel.dialplan.exten,channel.id,channel.name,channel.state,"   \
	"device_state.name,device_state.state,dialstatus,digit,endpoint.resource,endpoint.state,"  \
	"playback.id,playback.state,recording.name,recording.state,type,value,variable"

/* An operation's path around the part that is being typed. */
struct place {
	struct str part;
	bool ends; /* with it */
	bool more; /* comes after it */
};

/* Where an operation's path goes on after the parts that are typed, done, which end with a slash or
 * are empty. False: it is another path. */
static bool
find_place(struct place *p, struct str path, struct str done)
{
	struct str own, given;

	while (done.n && str_cut(&done, '/', &given))
		if (!ari_segment(&path, &own) || given.n == 0 ||
		    (!ari_is_open(own) && !str_eq(own, given)))
			return false;
	if (!ari_segment(&path, &p->part))
		return false;
	p->ends = !path.p;
	p->more = path.p;
	return true;
}

/* What is completed: the path of one method or (empty) of any, which a server performs or which is
 * explained. */
struct want {
	struct str method;
	bool explained;
	const struct complete_source *source;
};

static bool
is_wanted(const struct want *want, const struct ari_operation *o)
{
	return want->method.n == 0 || str_ieq(str_of(o->method), want->method);
}

/* Of all operations that go on with the same part: does any end with it, or have more? False: an
 * earlier one has it too. */
static bool
gather(struct place *p, const struct ari_docs *d, size_t at, const struct want *want,
    struct str done)
{
	struct place other;

	for (size_t i = 0; i < d->n; i++) {
		if (i == at || !is_wanted(want, &d->v[i]) ||
		    !find_place(&other, str_of(d->v[i].path), done) ||
		    !str_eq(other.part, p->part))
			continue;
		if (i < at)
			return false;
		p->ends |= other.ends;
		p->more |= other.more;
	}
	return true;
}

static void
add_beginning(struct completion *c, struct str part, struct str summary)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	buf_addf(&text, "%.*s/", STR_ARG(part));
	completion_add(c, buf_str(&text), summary, CANDIDATE_BEGINNING);
	buf_clear(&text);
}

/* A part that is the operation's own. */
static void
add_own(struct completion *c, const struct place *p, const char *summary)
{
	if (p->ends)
		completion_word(c, p->part, str_of(summary));
	if (p->more)
		add_beginning(c, p->part, STR(""));
}

/* Ids of what there is now: with what can follow only once one is typed, or each would be listed
 * twice. */
static void
add_ids(struct completion *c, const struct place *p, const struct names *names)
{
	struct buf id = BUF_INIT(BUF_MAX_LINE);

	for (size_t i = 0; names && i < names->n; i++) {
		struct str summary = str_of(names->v[i].summary);
		buf_reset(&id);
		ari_add_id(&id, str_of(names->v[i].name));
		bool typed = str_eq(buf_str(&id), c->prefix);
		if (p->ends && (typed || !p->more))
			completion_word(c, buf_str(&id), summary);
		else if (p->ends)
			completion_add(c, buf_str(&id), summary, CANDIDATE_BEGINNING);
		if (p->more && (typed || !p->ends))
			add_beginning(c, buf_str(&id), summary);
	}
	buf_clear(&id);
}

/* The parts that can follow those that are typed. */
static void
add_parts(struct completion *c, const struct ari_docs *d, const struct want *want,
    struct str done)
{
	struct place p;

	for (size_t i = 0; i < d->n; i++) {
		const struct ari_operation *o = &d->v[i];
		if (!is_wanted(want, o) || !find_place(&p, str_of(o->path), done))
			continue;
		const char *summary = p.ends ? o->summary : "";
		if (!gather(&p, d, i, want, done))
			continue;
		if (ari_is_open(p.part) && !want->explained)
			add_ids(c, &p, ari_ids(d, p.part, done, want->source));
		else
			add_own(c, &p, summary);
	}
}

/* What the server has and this program does not know. */
static void
add_resources(struct completion *c, const struct complete_source *source)
{
	const struct ari_docs *told = source_ari(source, STR("resources"));

	for (size_t i = 0; told && i < told->resources_n; i++) {
		struct str name = str_of(told->resources[i].name);
		if (!ari_knows(name))
			completion_add(
			    c, name, str_of(told->resources[i].text), CANDIDATE_BEGINNING);
	}
}

static void
add_path(struct completion *c, const struct want *want)
{
	size_t from = c->prefix.n && c->prefix.p[0] == '/', done = c->prefix.n;

	while (done > from && c->prefix.p[done - 1] != '/')
		done--;
	struct str parts = str_from_at(str_head(c->prefix, done), from);
	const struct ari_docs *d = ari_docs_of(want->source, parts);
	completion_after(c, done);
	if (parts.n == 0)
		add_resources(c, want->source);
	add_parts(c, d, want, parts);
	completion_back(c, done);
}

void
complete_ari_path(struct completion *c, const struct words *w, const struct complete_source *source)
{
	add_path(c, &(struct want){w->v[1].text, false, source});
}

/* NAME= of each parameter that is not given yet, or the values of the one that is. */
void
complete_ari_query(
    struct completion *c, const struct words *w, const struct complete_source *source)
{
	const struct ari_operation *o = ari_operation_of(w, source);
	struct buf name = BUF_INIT(BUF_MAX_LINE);
	struct header h;

	if (o && args_header(&w->v[w->n - 1], &h)) {
		ari_add_values(c, o, h.name, source);
		o = NULL;
	}
	for (size_t i = 0; o && i < o->n; i++) {
		const struct ari_parameter *p = &o->v[i];
		if (p->place != ARI_IN_QUERY || !ari_lacks(w, p))
			continue;
		buf_reset(&name);
		buf_addf(&name, "%s=", p->name);
		const char *summary = *p->text ? p->text : p->required ? "required" : p->choices;
		completion_add(c, buf_str(&name), str_of(summary),
		    p->required ? CANDIDATE_REQUIRED : CANDIDATE_OPTIONAL);
	}
	buf_clear(&name);
}

void
complete_ari_apps(struct completion *c, const struct complete_source *source)
{
	ari_add_list(c, STR("applications"), source);
}

void
complete_ari_types(struct completion *c, const struct complete_source *source)
{
	const struct ari_docs *d = source_ari(source, STR("events"));
	size_t last = completion_last_part(c);

	if (!d || d->events_n == 0)
		d = ari_known();
	completion_after(c, last);
	for (size_t i = 0; i < d->events_n; i++)
		completion_word(c, str_of(d->events[i].name), str_of(d->events[i].text));
	completion_back(c, last);
}

void
complete_ari_event(struct completion *c, bool first, const struct complete_source *source)
{
	if (first)
		complete_ari_apps(c, source);
	complete_ari_types(c, source);
	complete_term_header(c, STR(TERMS));
}

void
complete_ari_help(struct completion *c, const struct words *w, const struct complete_source *source)
{
	bool method = w->n > 3;

	if (!method)
		complete_choices(c, "get|post|put|delete");
	add_path(c, &(struct want){method ? w->v[2].text : STR(""), true, source});
}
