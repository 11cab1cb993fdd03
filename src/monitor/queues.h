/* SPDX-License-Identifier: ISC */
/* What is going on in the server's queues. */
#ifndef MONITOR_QUEUES_H
#define MONITOR_QUEUES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct client;
struct err;

#define QUEUE_STATES 9 /* of a device, in words: words_device_state */

struct queue_facts {
	char *name;
	size_t waiting;
	double longest;  /* seconds that the first caller has waited; 0: nobody waits */
	size_t members;
	size_t free;     /* of them can take a call now */
	size_t paused;
	size_t by_state[QUEUE_STATES];
	double completed; /* calls since the queue's statistics began */
	double abandoned;
};

struct queues {
	struct queue_facts *v;
	size_t n;
	bool there; /* the server has queues, maybe none */
};

/* Make it empty before; clear it in any case. name: of one queue; empty: all of them. Unknown names
 * give nothing. */
int queues_ask(struct client *client, struct queues *q, struct str name, struct err *err);
void queues_clear(struct queues *q);

/* Could the queue ring a member now? The state (Status) unknown counts as not in use
 * (apps/app_queue.c, member_status_available()). */
bool queues_is_free(long status, bool paused);

/* The queue of that name (case ignored), or NULL. */
const struct queue_facts *queues_find(const struct queues *q, struct str name);

#endif
