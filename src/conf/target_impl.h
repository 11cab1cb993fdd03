/* SPDX-License-Identifier: ISC */
/* The steps of target_resolve. For target.c and target_*.c. */
#ifndef CONF_TARGET_IMPL_H
#define CONF_TARGET_IMPL_H

#include "conf/target.h"

/* target_resolve, but for the secret and for missing users; the same for target_resolve_ari. */
int target_prepare(struct target *t, const struct options *given, const char *server,
    const char *present, struct err *err);
int target_prepare_ari(struct target *t, const struct options *given, const char *server,
    const char *present, struct err *err);

/* Who has set a member of o. */
enum source target_source(const struct options *o, const void *member);

/* Set what the local Asterisk's own file says, if it says it (value is not NULL) and nothing better
 * has. */
int target_take(struct target *t, const char *name, const char *value, const char *file,
    size_t line, struct err *err);

/* Do the options say where this server's ARI is? What is of lower rank than the server is for
 * another one. */
bool target_tells_ari(const struct target *t);

/* How to connect, if not over TCP. Empty words mean TCP, overriding a place of lower rank. */
int target_resolve_way(struct target *t, struct err *err);

/* The same for ARI at t->endpoint, if server's AMI is elsewhere: a command leads there only if the
 * options tell it where. ERR_USAGE. */
int target_check_way(const struct target *t, const struct endpoint *server, struct err *err);

/* Where the secret of an account is. */
struct secret_place target_find_secret(const struct target *t, enum account account);

/* Read t->account's secret from its place, unless a command gives it. ERR_USAGE. */
int target_read_secret(struct target *t, struct err *err);

#endif
