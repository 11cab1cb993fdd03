/* SPDX-License-Identifier: ISC */
/* Which server, user and secret, and where each of them comes from. */
#ifndef CHECKUP_ORIGINS_H
#define CHECKUP_ORIGINS_H

struct err;
struct report;
struct target;

/* Report them, of a target that could be resolved, or (err) not whole. */
void origins_tell(struct report *r, const struct target *t, const struct err *err);

#endif
