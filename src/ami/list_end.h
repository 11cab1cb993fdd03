/* SPDX-License-Identifier: ISC */
/* What the event that completes a list says of it. Pure. */
#ifndef AMI_LIST_END_H
#define AMI_LIST_END_H

#include "ami/msg.h"

/* Did the server give the list up? */
bool list_end_is_cancelled(const struct msg *last);

/*
 * How many items the list of an action has, as the server counts them; false where it does not
 * tell, or counts something else.
 */
bool list_end_count(struct str action, const struct msg *last, size_t *n);

#endif
