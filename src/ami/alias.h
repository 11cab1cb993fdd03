/* SPDX-License-Identifier: ISC */
/*
 * Header names that mean the same: what a server of today calls Exten is Extension in a list of 1.8
 * and 11. Whoever looks for a value by name finds it under any of them, in every version. A message
 * that is shown whole keeps the server's names.
 * Sources: the captures of 11 to 22; apps/app_queue.c, main/features.c, main/pbx.c of 1.8 to 13.
 */
#ifndef AMI_ALIAS_H
#define AMI_ALIAS_H

#include "ami/msg.h"

/* What the header of that name is called in this message: the name itself, unless the message lacks
 * it and has one that means the same. */
struct str alias_in(const struct msg *m, struct str name);

/* Is it called something else there? */
bool alias_is_other(const struct msg *m, struct str name);

/* The value of the header of that name, or of one that means the same; empty without any. */
struct str alias_get(const struct msg *m, struct str name);

#endif
