/* SPDX-License-Identifier: ISC */
/* What target.c does before it reads the secret. For target_show.c too. */
#ifndef CONF_TARGET_PARTS_H
#define CONF_TARGET_PARTS_H

#include "conf/target.h"

/* target_resolve, but for the secret and for missing users. */
int target_prepare(struct target *t, const struct options *given, const char *server,
    struct err *err);

/* Where the secret comes from: the name of the setting, or NULL for the environment if *from says
 * so, else nowhere. */
const char *target_find_secret(const struct options *o, struct origin *from);

#endif
