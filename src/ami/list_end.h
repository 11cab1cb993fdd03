/* SPDX-License-Identifier: ISC */
/* What the event that completes a list says about it. Pure. */
#ifndef AMI_LIST_END_H
#define AMI_LIST_END_H

#include "ami/msg.h"

/* Did the server cancel the list? */
bool list_end_is_cancelled(const struct msg *last);

/*
 * The server's count of the items of an action's list; false if there is none, or it counts
 * something else.
 */
bool list_end_count(struct str action, const struct msg *last, size_t *n);

#endif
