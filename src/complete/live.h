/* SPDX-License-Identifier: ISC */
/* Candidates from what the server of a client tells, as far as it has told it. */
#ifndef COMPLETE_LIVE_H
#define COMPLETE_LIVE_H

#include "complete/candidates.h"

struct client;
struct members;

/* As complete_line; members: the servers that @NAMES before the line selects, or NULL. Asks the
 * server for what the line needs. True: there may be more when it has answered, see
 * cache_on_answers. */
bool complete_live(struct completion *c, struct str line, struct client *client,
    const struct members *members);

/* As complete_hint; asks the server for nothing. */
void complete_live_hint(struct buf *out, struct str line, size_t columns,
    const struct client *client, const struct members *members);

#endif
