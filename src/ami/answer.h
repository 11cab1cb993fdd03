/* SPDX-License-Identifier: ISC */
/* What the answer to one call is made of: where it begins and goes on, and what ends it. Pure. */
#ifndef AMI_ANSWER_H
#define AMI_ANSWER_H

#include "ami/msg.h"
#include "ami/ring.h"

/* SHAPE_PLAIN for an action that the catalog does not know. */
enum shape answer_shape(const struct call *c);

/* Does the answer go on after this Response? */
bool answer_goes_on(const struct call *c, const struct msg *m);

/* Is this event part of the open answer? */
bool answer_has(const struct call *c, const struct msg *m);

/* Does this part of the open answer complete it? */
bool answer_ends(const struct call *c, const struct msg *m);

#endif
