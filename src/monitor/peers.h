/* SPDX-License-Identifier: ISC */
/*
 * What the server knows of the other side of its lines: endpoints (PJSIP endpoints, peers of
 * chan_sip and IAX2) and its own registrations elsewhere. A channel driver that the server does not
 * have is left out.
 */
#ifndef MONITOR_PEERS_H
#define MONITOR_PEERS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct client;
struct err;
struct msg;

struct peer {
	const char *technology; /* PJSIP, SIP, IAX2 */
	char *name;
	char *state;  /* the server's words */
	bool well;    /* an endpoint is not known to be out of reach; a registration stands */
	double round_trip; /* seconds; negative: not measured */
};

struct peers {
	struct peer *v;
	size_t n;
	size_t drivers; /* how many the server has */
};

/* Make them empty before one of the questions; clear them in any case. */
void peers_clear(struct peers *p);

/* All endpoints, without round trips for PJSIP. */
int peers_endpoints(struct client *client, struct peers *p, struct err *err);

/* The first endpoint of that name: alice, or PJSIP/alice. Nothing is added where there is none. */
int peers_endpoint(struct client *client, struct peers *p, struct str name, struct err *err);

/* All outbound registrations. */
int peers_registrations(struct client *client, struct peers *p, struct err *err);

/* How many are not well. */
size_t peers_ill(const struct peers *p);

/* An item of SIPpeers or IAXpeerlist: views into the message. */
struct peer_entry {
	struct str name;
	struct str state; /* the OK of "OK (12 ms)" */
	long round_trip;  /* its 12, in milliseconds; negative: not measured */
	struct str address; /* empty: it never registered */
};

/* Read one; false: the message is none. */
bool peer_entry_read(struct peer_entry *e, const struct msg *m);

#endif
