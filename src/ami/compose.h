/* SPDX-License-Identifier: ISC */
/* A message of our own making, header by header, for what is shown the way messages are. */
#ifndef AMI_COMPOSE_H
#define AMI_COMPOSE_H

#include "ami/msg.h"
#include "base/buf.h"

struct compose {
	struct buf raw;
	struct field *fields;
	size_t n, cap;
};

void compose_init(struct compose *c);
void compose_clear(struct compose *c);

/* Begin an event of that name; one before it is gone. */
void compose_event(struct compose *c, struct str name);

/* Add a header. The value may be anything: nobody parses it again. Headers of a message that grows
 * beyond its limit are left out. */
void compose_add(struct compose *c, struct str name, struct str value);

/* End the message: good until the next one begins. */
struct msg compose_msg(struct compose *c);

#endif
