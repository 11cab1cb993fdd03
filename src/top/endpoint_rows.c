/* SPDX-License-Identifier: ISC */
/* Keeps endpoints by name, "PJSIP/alice", and their contacts. */
#include "top/endpoint_rows.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/keys.h"
#include "base/mem.h"
#include "monitor/peers.h"

#define US_MAX 1000000000
#define NO_TRIP (-1)
#define URI_MAX 2048
#define CONTACTS_MAX 1000 /* of an endpoint; more are not kept */

struct contact {
	char *uri;
	long trip; /* microseconds, or NO_TRIP */
};

struct endpoint {
	uint64_t id;
	char *name;
	char *state;
	struct contact *contacts;
	size_t contacts_n;
	long calls;
	msec since;
	bool there;  /* the server has it; else it only has channels */
	bool listed;
	bool stale;
};

struct endpoint_rows {
	struct board *board;
	size_t server;
	uint64_t *ids;
	struct keys names;
	struct endpoint **v;
	size_t n;
	struct endpoint **stale;
	size_t stale_n;
};

struct endpoint_rows *
endpoint_rows_new(struct board *board, size_t server, uint64_t *ids)
{
	struct endpoint_rows *e = mem_alloc(sizeof(*e));

	e->board = board;
	e->server = server;
	e->ids = ids;
	return e;
}

static void
forget_contacts(struct endpoint *p)
{
	for (size_t i = 0; i < p->contacts_n; i++)
		free(p->contacts[i].uri);
	free(p->contacts);
	p->contacts = NULL;
	p->contacts_n = 0;
}

static void
free_endpoint(struct endpoint *p)
{
	forget_contacts(p);
	free(p->name);
	free(p->state);
	free(p);
}

void
endpoint_rows_free(struct endpoint_rows *e)
{
	if (!e)
		return;
	for (size_t i = 0; i < e->n; i++)
		free_endpoint(e->v[i]);
	keys_clear(&e->names);
	free(e->v);
	free(e->stale);
	free(e);
}

static struct endpoint *
find(const struct endpoint_rows *e, struct str name)
{
	size_t found = keys_find(&e->names, name);

	return found == KEYS_NONE ? NULL : e->v[found];
}

static void
make_stale(struct endpoint_rows *e, struct endpoint *p)
{
	if (p->stale)
		return;
	p->stale = true;
	e->stale = mem_more(e->stale, e->stale_n, sizeof(struct endpoint *));
	e->stale[e->stale_n++] = p;
}

static struct endpoint *
get(struct endpoint_rows *e, struct str name)
{
	struct endpoint *p = find(e, name);

	if (p)
		return p;
	p = mem_alloc(sizeof(*p));
	p->id = ++*e->ids;
	p->name = mem_strndup(name);
	p->since = ROW_NEVER;
	keys_add(&e->names, str_of(p->name), e->n);
	e->v = mem_more(e->v, e->n, sizeof(struct endpoint *));
	e->v[e->n++] = p;
	return p;
}

/* Forget one that the server does not have, once it has no channels. */
static void
forget(struct endpoint_rows *e, struct endpoint *p)
{
	size_t i = keys_find(&e->names, str_of(p->name));
	struct endpoint *last = e->v[e->n - 1];

	if (p->there || p->stale || p->calls > 0)
		return;
	keys_remove(&e->names, str_of(p->name));
	if (last != p) {
		keys_set(&e->names, str_of(last->name), i);
		e->v[i] = last;
	}
	e->n--;
	free_endpoint(p);
}

/* TECHNOLOGY/NAME, if the server has it; or make it. */
static struct endpoint *
of_technology(struct endpoint_rows *e, struct str technology, struct str name, bool make)
{
	struct buf whole = BUF_INIT(BUF_MAX_LINE);

	buf_addf(&whole, "%.*s/%.*s", STR_ARG(technology), STR_ARG(name));
	struct endpoint *p = make ? get(e, buf_str(&whole)) : find(e, buf_str(&whole));
	buf_clear(&whole);
	return p;
}

/* The words of a device's state: "Not in use" of a list and NOT_INUSE of an event are the same
 * (main/devicestate.c). */
static struct str
state_words(struct str state)
{
	static const struct {
		const char *sent;
		const char *words;
	} other[] = {
	    {"NOT_INUSE", "not in use"},
	    {"INUSE", "in use"},
	    {"RINGINUSE", "ringing, in use"},
	    {"Ring+Inuse", "ringing, in use"},
	    {"ONHOLD", "on hold"},
	};

	for (size_t i = 0; i < sizeof(other) / sizeof(other[0]); i++)
		if (str_ieq(state, str_of(other[i].sent)))
			return str_of(other[i].words);
	return state;
}

/* now: ROW_NEVER where nothing tells when it came. */
static void
set_state(struct endpoint_rows *e, struct endpoint *p, struct str state, msec now)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	buf_adds(&text, state_words(state));
	for (size_t i = 0; i < text.n; i++)
		text.p[i] = str_lower(text.p[i]);
	if (!str_eq(buf_str(&text), str_of(p->state))) {
		mem_replace(&p->state, buf_str(&text));
		p->since = now;
		make_stale(e, p);
	}
	buf_clear(&text);
}

static struct contact *
find_contact(struct endpoint *p, struct str uri)
{
	for (size_t i = 0; i < p->contacts_n; i++)
		if (str_eq(str_of(p->contacts[i].uri), uri))
			return &p->contacts[i];
	return NULL;
}

static struct contact *
add_contact(struct endpoint *p, struct str uri)
{
	struct contact *c = find_contact(p, uri);

	if (c || uri.n == 0 || uri.n > URI_MAX || p->contacts_n == CONTACTS_MAX)
		return c;
	p->contacts = mem_more(p->contacts, p->contacts_n, sizeof(*p->contacts));
	c = &p->contacts[p->contacts_n++];
	*c = (struct contact){.uri = mem_strndup(uri), .trip = NO_TRIP};
	return c;
}

static void
drop_contact(struct endpoint *p, struct str uri)
{
	struct contact *c = find_contact(p, uri);

	if (!c)
		return;
	free(c->uri);
	*c = p->contacts[--p->contacts_n];
}

/* "alice/sip:alice@127.0.0.1:59999," of a list: AORs and URIs. Round trips of those that stay are
 * kept. */
static void
learn_contacts(struct endpoint *p, struct str text)
{
	struct endpoint old = *p;
	struct str part;

	p->contacts = NULL;
	p->contacts_n = 0;
	while (text.n && str_cut(&text, ',', &part)) {
		struct str uri = str_from_at(part, str_chr(part, '/') + 1);
		struct contact *known = find_contact(&old, uri);
		struct contact *c = add_contact(p, uri);
		if (c && known)
			c->trip = known->trip;
	}
	forget_contacts(&old);
}

static void
learn_trip(struct endpoint_rows *e, struct endpoint *p, struct str uri, long trip)
{
	struct contact *c = add_contact(p, uri);

	if (!c)
		return;
	c->trip = trip;
	make_stale(e, p);
}

/* Microseconds, or "N/A". */
static long
trip_of(struct str text)
{
	long us;

	return str_number(text, 0, US_MAX, &us) ? us : NO_TRIP;
}

/* PJSIP tells that a contact came, went or answers. */
static void
take_contact(struct endpoint_rows *e, const struct msg *m)
{
	struct endpoint *p =
	    of_technology(e, STR("PJSIP"), msg_get(m, STR("EndpointName")), false);
	struct str uri = msg_get(m, STR("URI")), status = msg_get(m, STR("ContactStatus"));

	if (!p)
		return;
	make_stale(e, p);
	if (str_ieq(status, STR("Removed")))
		drop_contact(p, uri);
	else
		learn_trip(e, p, uri, str_ieq(status, STR("Reachable")) ?
		    trip_of(msg_get(m, STR("RoundtripUsec"))) : NO_TRIP);
}

/* The state of a peer of chan_sip or IAX2; Time in milliseconds. */
static void
take_peer_status(struct endpoint_rows *e, const struct msg *m, msec now)
{
	struct str name = msg_get(m, STR("Peer"));
	struct endpoint *p = find(e, name);
	long ms;

	if (!p || str_istarts(name, STR("PJSIP/")))
		return;
	set_state(e, p, msg_get(m, STR("PeerStatus")), now);
	if (str_number(msg_get(m, STR("Time")), 0, US_MAX / 1000, &ms) && p->contacts_n)
		learn_trip(e, p, str_of(p->contacts[0].uri), ms * 1000);
}

bool
endpoint_rows_take(struct endpoint_rows *e, const struct msg *m, msec now)
{
	if (msg_is(m, MSG_EVENT, STR("DeviceStateChange"))) {
		struct endpoint *p = find(e, msg_get(m, STR("Device")));
		if (p && p->there)
			set_state(e, p, msg_get(m, STR("State")), now);
	} else if (msg_is(m, MSG_EVENT, STR("ContactStatus"))) {
		take_contact(e, m);
	} else if (msg_is(m, MSG_EVENT, STR("PeerStatus"))) {
		take_peer_status(e, m, now);
	} else {
		return false;
	}
	return true;
}

static bool
is_of(const struct endpoint *p, struct str technology)
{
	return str_istarts(str_of(p->name), technology) && p->name[technology.n] == '/';
}

void
endpoint_rows_list_begin(struct endpoint_rows *e, struct str technology)
{
	for (size_t i = 0; i < e->n; i++)
		if (is_of(e->v[i], technology))
			e->v[i]->listed = false;
}

/* A peer of chan_sip or IAX2. */
static void
learn_peer(struct endpoint_rows *e, struct endpoint *p, const struct peer_entry *entry,
    struct str port)
{
	struct str ip = entry->address;
	struct buf address = BUF_INIT(BUF_MAX_LINE);

	set_state(e, p, entry->state, ROW_NEVER);
	forget_contacts(p);
	if (ip.n)
		buf_addf(&address, "%.*s%s%.*s", STR_ARG(ip), port.n ? ":" : "", STR_ARG(port));
	struct contact *c = add_contact(p, buf_str(&address));
	if (c && entry->round_trip >= 0 && entry->round_trip <= US_MAX / 1000)
		c->trip = entry->round_trip * 1000;
	buf_clear(&address);
}

void
endpoint_rows_list_item(struct endpoint_rows *e, struct str technology, const struct msg *m)
{
	struct str name = msg_get(m, STR("ObjectName"));
	struct peer_entry entry;
	bool peer = peer_entry_read(&entry, m);

	if (name.n == 0 || (!peer && !msg_is(m, MSG_EVENT, STR("EndpointList"))))
		return;
	struct endpoint *p = of_technology(e, technology, name, true);
	p->there = p->listed = true;
	make_stale(e, p);
	if (peer) {
		learn_peer(e, p, &entry, msg_get(m, STR("IPport")));
		return;
	}
	learn_contacts(p, msg_get(m, STR("Contacts")));
	set_state(e, p, msg_get(m, STR("DeviceState")), ROW_NEVER);
}

void
endpoint_rows_list_end(struct endpoint_rows *e, struct str technology)
{
	for (size_t i = 0; i < e->n; i++) {
		struct endpoint *p = e->v[i];
		if (!p->there || p->listed || !is_of(p, technology))
			continue;
		p->there = false;
		make_stale(e, p);
	}
}

void
endpoint_rows_contact(struct endpoint_rows *e, const struct msg *m)
{
	struct endpoint *p = of_technology(e, STR("PJSIP"), msg_get(m, STR("Endpoint")), false);

	if (p && p->there)
		learn_trip(e, p, msg_get(m, STR("Uri")), trip_of(msg_get(m, STR("RoundtripUsec"))));
}

/* Take the last word off a line. */
static struct str
last_word(struct str *line)
{
	struct str rest = str_trim(*line);
	size_t from = rest.n;

	while (from > 0 && rest.p[from - 1] != ' ')
		from--;
	*line = str_head(rest, from);
	return str_from_at(rest, from);
}

/* Whose contact is that of an AOR? Mostly of the endpoint with the same name. */
static struct endpoint *
with_contact(struct endpoint_rows *e, struct str aor, struct str uri)
{
	struct endpoint *p = of_technology(e, STR("PJSIP"), aor, false);

	for (size_t i = 0; i < e->n && !(p && find_contact(p, uri)); i++)
		p = e->v[i];
	return p && p->there && find_contact(p, uri) ? p : NULL;
}

/* "  Contact:  alice/sip:alice@127.0.0.1:59999  4c4bf63f07 Avail  0.559": milliseconds, or
 * nan. */
static void
take_console_line(struct endpoint_rows *e, struct str line)
{
	struct str trip = last_word(&line), status = last_word(&line);

	last_word(&line); /* its hash */
	line = str_trim(line);
	if (!str_starts(line, STR("Contact:")))
		return;
	line = str_trim(str_from_at(line, strlen("Contact:")));
	size_t slash = str_chr(line, '/');
	struct str uri = str_from_at(line, slash + 1);
	struct endpoint *p = with_contact(e, str_head(line, slash), uri);
	if (!p)
		return;
	double ms = str_double(trip);
	bool known = str_istarts(status, STR("Avail")) && ms >= 0 && ms < US_MAX / 1000;
	learn_trip(e, p, uri, known ? (long)(ms * 1000 + 0.5) : NO_TRIP);
}

void
endpoint_rows_console(struct endpoint_rows *e, const struct msg *reply)
{
	for (size_t i = 0; i < reply->n; i++) {
		struct str text = msg_value(reply, i), line;
		while (text.n && str_cut_line(&text, &line))
			take_console_line(e, line);
	}
}

void
endpoint_rows_count(struct endpoint_rows *e, struct str name, int change)
{
	struct endpoint *p = get(e, name);

	p->calls += change;
	if (p->there)
		make_stale(e, p);
	else
		forget(e, p);
}

static enum top_mood
mood_of(const struct endpoint *p)
{
	static const struct {
		const char *state;
		enum top_mood mood;
	} moods[] = {
	    {"not in use", MOOD_GOOD},
	    {"ok", MOOD_GOOD},
	    {"reachable", MOOD_GOOD},
	    {"registered", MOOD_GOOD},
	    {"unavailable", MOOD_BAD},
	    {"invalid", MOOD_BAD},
	    {"unreachable", MOOD_BAD},
	    {"unregistered", MOOD_BAD},
	    {"lagged", MOOD_BAD},
	    {"unknown", MOOD_QUIET},
	    {"unmonitored", MOOD_QUIET},
	};

	for (size_t i = 0; i < sizeof(moods) / sizeof(moods[0]); i++)
		if (str_eq(str_of(p->state), str_of(moods[i].state)))
			return moods[i].mood;
	return MOOD_BUSY;
}

/* The round trip of the contact that answers fastest. */
static long
best_trip(const struct endpoint *p)
{
	long best = NO_TRIP;

	for (size_t i = 0; i < p->contacts_n; i++) {
		long trip = p->contacts[i].trip;
		if (trip != NO_TRIP && (best == NO_TRIP || trip < best))
			best = trip;
	}
	return best;
}

static void
show(const struct endpoint_rows *e, const struct endpoint *p)
{
	struct row row = {
	    .tab = TOP_ENDPOINTS,
	    .kind = TOP_ENDPOINT,
	    .server = e->server,
	    .id = p->id,
	    .group = p->id,
	    .mood = mood_of(p),
	    .since = {ROW_NEVER, p->since},
	};
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	long trip = best_trip(p);

	row_set(&row, 0, str_of(p->name));
	row_set(&row, 1, str_of(p->state));
	if (trip != NO_TRIP)
		buf_addf(&text, trip < 10000 ? "%.1f ms" : "%.0f ms", (double)trip / 1000);
	row_set(&row, 2, buf_str(&text));
	buf_reset(&text);
	if (p->calls > 0)
		buf_addf(&text, "%ld", p->calls);
	row_set(&row, 3, buf_str(&text));
	buf_reset(&text);
	for (size_t i = 0; i < p->contacts_n; i++)
		buf_addf(&text, "%s%s", i ? ", " : "", p->contacts[i].uri);
	row_set(&row, 4, buf_str(&text));
	board_take(e->board, &row);
	buf_clear(&text);
}

bool
endpoint_rows_stale(const struct endpoint_rows *e)
{
	return e->stale_n > 0;
}

void
endpoint_rows_settle(struct endpoint_rows *e)
{
	for (size_t i = 0; i < e->stale_n; i++) {
		struct endpoint *p = e->stale[i];
		p->stale = false;
		if (p->there) {
			show(e, p);
		} else {
			board_drop(e->board, e->server, p->id);
			forget(e, p);
		}
	}
	e->stale_n = 0;
}
