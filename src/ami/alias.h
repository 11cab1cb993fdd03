/* SPDX-License-Identifier: ISC */
/*
 * Header names that mean the same: Exten of current servers is Extension in a list of 1.8 and 11. A
 * value can be looked up under any of its names, in every version. A message that is shown in full
 * keeps the server's names. Sources: the captures of 11 to 22; apps/app_queue.c, main/features.c,
 * main/pbx.c of 1.8 to 13.
 */
#ifndef AMI_ALIAS_H
#define AMI_ALIAS_H

#include "ami/msg.h"

/* The name that this header has in the message: the name itself, unless the message lacks it and
 * has one that means the same. */
struct str alias_in(const struct msg *m, struct str name);

/* Does it have another name there? */
bool alias_is_other(const struct msg *m, struct str name);

/* The value of the header of that name, or of one that means the same; empty without any. */
struct str alias_get(const struct msg *m, struct str name);

#endif
