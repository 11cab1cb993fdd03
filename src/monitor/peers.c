/* SPDX-License-Identifier: ISC */
/*
 * Reads lists of endpoints and registrations. Their items are in captures ast22/pjsip-endpoints,
 * ast16/sip-with-peers and ast22/iax-with-peers; those of registrations in Asterisk's
 * res/res_pjsip_outbound_registration.c, channels/chan_iax2.c and channels/chan_sip.c.
 */
#include "monitor/peers.h"

#include <stdlib.h>

#include "ami/msg.h"
#include "base/mem.h"
#include "lang/args.h"
#include "monitor/survey.h"

/* What is being read. */
struct reading {
	struct peers *peers;
	const char *technology;
	struct str only; /* the name that is looked for; no p: all */
};

void
peers_clear(struct peers *p)
{
	for (size_t i = 0; i < p->n; i++) {
		free(p->v[i].name);
		free(p->v[i].state);
	}
	free(p->v);
	*p = (struct peers){0};
}

size_t
peers_ill(const struct peers *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		n += !p->v[i].well;
	return n;
}

static struct peer *
add(const struct reading *r, struct str name, struct str state)
{
	struct peers *p = r->peers;

	p->v = mem_more(p->v, p->n, sizeof(*p->v));
	p->v[p->n] = (struct peer){
	    .technology = r->technology,
	    .name = mem_strndup(name),
	    .state = mem_strndup(state),
	    .round_trip = -1,
	};
	return &p->v[p->n++];
}

/* A device that Asterisk cannot call now (main/devicestate.c). */
static bool
can_be_called(struct str state)
{
	return !str_ieq(state, STR("Unavailable")) && !str_ieq(state, STR("Invalid"));
}

/* An item of PJSIPShowEndpoints, or the description of one endpoint. */
static void
take_endpoint(const struct reading *r, const struct msg *m)
{
	struct str state = msg_get(m, STR("DeviceState"));
	struct peer *peer = add(r, msg_get(m, STR("ObjectName")), state);

	peer->well = can_be_called(state);
}

static void
take_endpoints(void *arg, const struct msg *m)
{
	if (msg_is(m, MSG_EVENT, STR("EndpointList")))
		take_endpoint(arg, m);
}

/* An endpoint may have several contacts: the fastest that answers counts. */
static void
take_contact(const struct reading *r, const struct msg *m)
{
	struct peer *peer = r->peers->n ? &r->peers->v[r->peers->n - 1] : NULL;
	struct str status = msg_get(m, STR("Status"));
	long us;

	if (!peer || !str_ieq(status, STR("Reachable")) ||
	    !str_number(msg_get(m, STR("RoundtripUsec")), 0, 1000000000, &us))
		return;
	double seconds = (double)us / 1e6;
	if (peer->round_trip < 0 || seconds < peer->round_trip)
		peer->round_trip = seconds;
}

static void
take_detail(void *arg, const struct msg *m)
{
	if (msg_is(m, MSG_EVENT, STR("EndpointDetail")))
		take_endpoint(arg, m);
	else if (msg_is(m, MSG_EVENT, STR("ContactStatusDetail")))
		take_contact(arg, m);
}

/* Also "LAGGED (1200 ms)". */
bool
peer_entry_read(struct peer_entry *e, const struct msg *m)
{
	struct str status = msg_get(m, STR("Status")), address = msg_get(m, STR("IPaddress"));
	size_t bracket = str_chr(status, '(');
	struct str number = str_from_at(status, bracket + 1);

	*e = (struct peer_entry){
	    .name = msg_get(m, STR("ObjectName")),
	    .state = str_trim(str_head(status, bracket)),
	    .round_trip = -1,
	};
	str_number(str_head(number, str_chr(number, ' ')), 0, 1000000000, &e->round_trip);
	if (msg_is_value(address) && !str_eq(address, STR("-none-")))
		e->address = address;
	return msg_is(m, MSG_EVENT, STR("PeerEntry"));
}

/* A peer of chan_sip or IAX2. */
static void
take_peer(void *arg, const struct msg *m)
{
	const struct reading *r = arg;
	struct peer_entry e;

	if (!peer_entry_read(&e, m) || (r->only.p && !str_eq(e.name, r->only)))
		return;
	struct peer *peer = add(r, e.name, e.state);
	if (e.round_trip >= 0)
		peer->round_trip = (double)e.round_trip / 1e3;
	peer->well = !str_istarts(e.state, STR("UNREACHABLE")) &&
	    !str_istarts(e.state, STR("UNKNOWN")) && e.address.n;
}

static struct peer *
add_registration(const struct reading *r, const struct msg *m, struct str name, const char *state)
{
	struct str words = str_trim(msg_get(m, str_of(state)));
	struct peer *peer = add(r, name, words);

	peer->well = str_ieq(words, STR("Registered"));
	return peer;
}

static void
take_outbound(void *arg, const struct msg *m)
{
	if (msg_is(m, MSG_EVENT, STR("OutboundRegistrationDetail")))
		add_registration(arg, m, msg_get(m, STR("ObjectName")), "Status");
}

/* The registry of chan_sip and IAX2: user@host. */
static void
take_registry(void *arg, const struct msg *m)
{
	struct str user = msg_get(m, STR("Username")), host = msg_get(m, STR("Host"));
	struct buf name = BUF_INIT(BUF_MAX_LINE);

	if (!msg_is(m, MSG_EVENT, STR("RegistryEntry")))
		return;
	buf_addf(&name, "%.*s%s%.*s", STR_ARG(user), user.n ? "@" : "", STR_ARG(host));
	add_registration(arg, m, buf_str(&name), "State");
	buf_clear(&name);
}

/* One driver's question. */
struct driver {
	const char *technology;
	const char *action;
	const char *none;
	void (*take)(void *arg, const struct msg *m);
};

static int
ask(struct client *client, struct reading *r, const struct driver *d, const struct header *headers,
    size_t n, struct err *err)
{
	const struct question q = {
	    .action = d->action,
	    .headers = headers,
	    .n = n,
	    .take = d->take,
	    .arg = r,
	    .none = d->none,
	};
	bool there;

	r->technology = d->technology;
	if (survey_ask(client, &q, &there, err) < 0)
		return -1;
	r->peers->drivers += there;
	return 0;
}

static int
ask_all(struct client *client, struct peers *p, const struct driver *d, size_t n, struct err *err)
{
	struct reading r = {.peers = p};

	for (size_t i = 0; i < n; i++)
		if (ask(client, &r, &d[i], NULL, 0, err) < 0)
			return -1;
	return 0;
}

static const struct driver endpoints[] = {
    {"PJSIP", "PJSIPShowEndpoints", "No endpoints found", take_endpoints},
    {"SIP", "SIPpeers", NULL, take_peer},
    {"IAX2", "IAXpeerlist", NULL, take_peer},
};

static const struct driver registrations[] = {
    {"PJSIP", "PJSIPShowRegistrationsOutbound", NULL, take_outbound},
    {"SIP", "SIPshowregistry", NULL, take_registry},
    {"IAX2", "IAXregistry", NULL, take_registry},
};

#define DRIVERS(array) (array), sizeof(array) / sizeof((array)[0])

int
peers_endpoints(struct client *client, struct peers *p, struct err *err)
{
	return ask_all(client, p, DRIVERS(endpoints), err);
}

int
peers_registrations(struct client *client, struct peers *p, struct err *err)
{
	return ask_all(client, p, DRIVERS(registrations), err);
}

/* Ask a driver for the endpoint of that name. */
static int
ask_one(struct client *client, struct reading *r, const struct driver *d, struct err *err)
{
	const struct header endpoint = {STR("Endpoint"), r->only};
	struct buf none = BUF_INIT(BUF_MAX_LINE);
	struct driver detail = {"PJSIP", "PJSIPShowEndpoint", NULL, take_detail};

	if (strcmp(d->technology, "PJSIP") != 0)
		return ask(client, r, d, NULL, 0, err);
	buf_addf(&none, "Unable to retrieve endpoint %.*s", STR_ARG(r->only));
	detail.none = buf_z(&none);
	int failed = ask(client, r, &detail, &endpoint, 1, err);
	buf_clear(&none);
	return failed;
}

int
peers_endpoint(struct client *client, struct peers *p, struct str name, struct err *err)
{
	size_t slash = str_chr(name, '/');
	bool whole = slash < name.n;
	struct reading r = {.peers = p, .only = whole ? str_from_at(name, slash + 1) : name};

	for (size_t i = 0; i < sizeof(endpoints) / sizeof(endpoints[0]) && p->n == 0; i++) {
		struct str technology = str_of(endpoints[i].technology);
		if (whole && !str_ieq(str_head(name, slash), technology))
			continue;
		if (ask_one(client, &r, &endpoints[i], err) < 0)
			return -1;
	}
	return 0;
}
