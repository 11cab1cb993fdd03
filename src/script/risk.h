/* SPDX-License-Identifier: ISC */
/* Would a line that is to be run many times do what is asked about first? */
#ifndef SCRIPT_RISK_H
#define SCRIPT_RISK_H

#include <stdbool.h>
#include <stddef.h>

struct client;
struct words;

/* Is the line dangerous that is words from this one on? What it says after the names of servers,
 * after as, watch or action, after another do, or by an alias, counts as well. */
bool risk_is_dangerous(struct client *client, const struct words *words, size_t from);

#endif
