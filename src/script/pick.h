/* SPDX-License-Identifier: ISC */
/* While a line runs, only the items of its list that match are shown. */
#ifndef SCRIPT_PICK_H
#define SCRIPT_PICK_H

#include "lang/where.h"
#include "view/render.h"

struct client;

struct pick {
	struct where where;
	struct render_pick outer;
	size_t limit; /* of actions in flight; such a line waits for its answer */
	bool begun;
};

/* Words[at] is `where`, and terms follow. End it in any case, with what the line before it came
 * to; it returns that, or ERR_USAGE if the items were for a line to be run for each, and none had a
 * header of a term. */
int pick_begin(struct pick *p, struct client *client, const struct words *words, size_t at,
    struct err *err);
int pick_end(struct pick *p, struct client *client, int failed, struct err *err);

#endif
