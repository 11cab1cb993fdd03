/* SPDX-License-Identifier: ISC */
/* The steps of target_resolve. For target.c, target_secret.c and target_show.c. */
#ifndef CONF_TARGET_IMPL_H
#define CONF_TARGET_IMPL_H

#include "conf/target.h"

/* target_resolve, but for the secret and for missing users. */
int target_prepare(struct target *t, const struct options *given, const char *server,
    const char *present, struct err *err);

/* Where the secret comes from: the name of the setting, or NULL for the environment if *from says
 * so, else nowhere. */
const char *target_find_secret(const struct target *t, struct origin *from);

/* Read the secret from there, unless a command gives it. ERR_USAGE. */
int target_read_secret(struct target *t, struct err *err);

#endif
