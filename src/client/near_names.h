/* SPDX-License-Identifier: ISC */
/* What somebody may have meant who looked up a name that no message has. */
#ifndef CLIENT_NEAR_NAMES_H
#define CLIENT_NEAR_NAMES_H

#include "base/buf.h"

struct messages;
struct msg;

/* Append " (did you mean caller.number, connected.number?)": up to three names of where ${name} is
 * looked for, the message of that NAME, the row, or the last messages. First those that end like
 * it, else those that are spelt like it; nothing if there is none. Only of messages of ARI, whose
 * names are long. */
void near_names(struct buf *out, const struct messages *m, struct str name);

/* The same for a name that this message does not have; NULL has none. */
void near_names_in(struct buf *out, const struct msg *m, struct str name);

#endif
