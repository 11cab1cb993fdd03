/* SPDX-License-Identifier: ISC */
/* A message of our own, built header by header, for output in the form of messages. */
#ifndef AMI_COMPOSE_H
#define AMI_COMPOSE_H

#include "ami/msg.h"
#include "base/buf.h"

struct compose {
	struct buf raw;
	struct field *fields;
	size_t n, cap;
	enum msg_kind kind;
};

void compose_init(struct compose *c);
void compose_clear(struct compose *c);

/* Begin an event of that name, which replaces the previous one. */
void compose_event(struct compose *c, struct str name);

/* Begin a reply: a message without an event's name. */
void compose_reply(struct compose *c);

/* Begin with a copy of a message, but for the headers whose names are dropped; it may have a
 * header added to it. One of ARI is copied whole, its hidden fields as the last ones. */
void compose_copy(struct compose *c, const struct msg *m, bool (*dropped)(struct str name));

/* Add a header. The value may be anything: it is not parsed again. Headers beyond the message's
 * limit are left out. */
void compose_add(struct compose *c, struct str name, struct str value);

/* End the message: good until the next one begins. */
struct msg compose_msg(struct compose *c);

#endif
