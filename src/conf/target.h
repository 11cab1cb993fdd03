/* SPDX-License-Identifier: ISC */
/*
 * Which server, which user, which secret, and the way there. First that is set: what connect was
 * told, option, environment (AMSH_SERVER, AMSH_USER, AMSH_SECRET), the server's section of
 * amsh.conf, its [general], the local Asterisk's manager.conf, ami://127.0.0.1:5038.
 */
#ifndef CONF_TARGET_H
#define CONF_TARGET_H

#include "conf/manager.h"
#include "conf/options.h"
#include "net/endpoint.h"

struct target {
	struct options options;   /* with all that applies to this server; strings are borrowed */
	struct manager manager;
	struct endpoint endpoint; /* its user is the one to log in as */
	struct buf secret;        /* wiped when cleared */
	struct buf secret_from;   /* where it comes from, for a person; empty: ask */
	bool has_secret;          /* false: target_run_command, or ask */
	bool runs_command;        /* target_run_command gives the secret */
	bool other_login;         /* than the command line's, whose secret is not for it */
};

/*
 * Work out the target. server: what `connect` was told, a URL or the name of a section, or NULL for
 * the command line's. present: who is logged in, for a server that names no user, or NULL. The
 * command line's secret (AMSH_SECRET, --secret-file) is used for its own server and user alone, and
 * what it says of the certificate (--tls-pin, --tls-name, --insecure) for its own server alone.
 * secret_command is not run yet. ERR_USAGE says what is wrong or missing. Clear in any case.
 */
int target_resolve(struct target *t, const struct options *o, const char *server,
    const char *present, struct err *err);

/* Hand failed on; if it is not 0, add to err what was wrong with the local manager.conf. For what
 * fails for want of a server, a user or a secret. */
int target_explain(const struct target *t, int failed, struct err *err);

/* Run secret_command, which may ask on the terminal. ERR_USAGE. */
int target_run_command(struct target *t, struct err *err);

void target_clear(struct target *t);

/* Append a line for each setting: its name, its value and where that comes from. No secret is read
 * or shown. */
int target_show(struct buf *out, const struct options *o, struct err *err);

/* Take AMSH_SECRET out of the environment, so that no child process inherits it; call once, first.
 */
void target_take_environment(void);

/* Wipe what target_take_environment kept. */
void target_forget(void);

#endif
