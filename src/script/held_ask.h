/* SPDX-License-Identifier: ISC */
/* The question before a dangerous line is run for many rows: asked once, for all of them. */
#ifndef SCRIPT_HELD_ASK_H
#define SCRIPT_HELD_ASK_H

#include "script/items.h"

/* If the line after do is dangerous and there is a person to ask: show what would be run for the
 * items, or that it is for each row of the file, and ask. A yes counts for the lines themselves as
 * well (settings_agree). -1 with ERR_FAILED: no. */
int held_ask(struct client *client, const struct words *words, const struct items *items,
    struct str file, struct err *err);

#endif
