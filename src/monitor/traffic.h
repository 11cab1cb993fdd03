/* SPDX-License-Identifier: ISC */
/* How much is being telephoned. */
#ifndef MONITOR_TRAFFIC_H
#define MONITOR_TRAFFIC_H

#include <stddef.h>

struct client;
struct err;

struct traffic {
	size_t channels;
	size_t calls;
	double longest; /* seconds that the oldest call has lasted; 0: there is none */
};

/* Ask the server. In a dry run the action is printed. */
int traffic_ask(struct client *client, struct traffic *t, struct err *err);

#endif
