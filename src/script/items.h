/* SPDX-License-Identifier: ISC */
/* What a line answers, as messages instead of as text. */
#ifndef SCRIPT_ITEMS_H
#define SCRIPT_ITEMS_H

#include "ami/msg.h"

struct client;
struct err;
struct words;

struct items {
	struct msg **v;
	size_t n;
};

/* Run words that are split already, and keep the items of the list that they answer, or the one
 * reply, or the events. Clear it in any case. */
int items_collect(struct items *items, struct client *client, const struct words *words,
    struct err *err);
void items_clear(struct items *items);

#endif
