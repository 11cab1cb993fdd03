/* SPDX-License-Identifier: ISC */
/*
 * Which server, which user, which secret: the one place that decides. First that is set: option,
 * environment (AMSH_SERVER, AMSH_USER, AMSH_SECRET), ami://127.0.0.1:5038.
 */
#ifndef CONF_TARGET_H
#define CONF_TARGET_H

#include "base/buf.h"
#include "conf/options.h"
#include "net/endpoint.h"

struct target {
	struct endpoint endpoint; /* its user is the one to log in as */
	struct buf secret;        /* wiped when cleared */
	bool has_secret;          /* false: ask */
};

/*
 * Work out the target. server: what `connect` was told, or NULL for the command line's. ERR_USAGE
 * says what is wrong or missing. Clear in any case.
 */
int target_resolve(struct target *t, const struct options *o, const char *server, struct err *err);
void target_clear(struct target *t);

/* Take AMSH_SECRET out of the environment, so that no child process inherits it; call once, first.
 */
void target_take_environment(void);

/* Wipe what target_take_environment kept. */
void target_forget(void);

/* Read the first line of a file as a secret. Warns through *open when others can read the file. */
int target_read_secret(struct buf *secret, const char *file, bool *open, struct err *err);

#endif
