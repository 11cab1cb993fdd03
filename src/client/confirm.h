/* SPDX-License-Identifier: ISC */
/* The question before something is done that cannot be taken back. */
#ifndef CLIENT_CONFIRM_H
#define CLIENT_CONFIRM_H

#include "base/str.h"
#include "client/ask.h"

struct client;
struct fleet_plan;

/*
 * Show what is going to be done, and ask: "Delete these 3?", or the other question if that is not
 * NULL. In a fleet the front asks, once for all servers that are going to do the same, and reports
 * a no itself. *yes: it may be done, which needs ANSWER_GIVEN.
 */
enum answer confirm(const struct client *client, const struct fleet_plan *plan, struct str shown,
    const char *question, bool *yes);

#endif
