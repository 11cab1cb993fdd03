/* SPDX-License-Identifier: ISC */
/*
 * Which server, user and secret, and how to connect. The first that is set: the argument of
 * connect, option, environment (AMSH_SERVER, AMSH_USER, AMSH_SECRET), the server's section of
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
	struct buf secret_from;   /* where it comes from, as text; empty: ask */
	bool has_secret;          /* false: target_run_command, or ask */
	bool runs_command;        /* target_run_command gives the secret */
	bool other_login;         /* other than the command line's, whose secret is not for it */
};

/*
 * Find the target. server: the argument of `connect`, a URL or the name of a section, or NULL for
 * the command line's. present: who is logged in, for a server without a user, or NULL. The command
 * line's secret (AMSH_SECRET, --secret-file) is used only for its own server and user, and its
 * certificate options (--tls-pin, --tls-name, --insecure) only for its own server. secret_command
 * is not run yet. ERR_USAGE says what is wrong or missing. Clear in any case.
 */
int target_resolve(struct target *t, const struct options *o, const char *server,
    const char *present, struct err *err);

/* Return failed; if it is not 0, add to err what is wrong with the local manager.conf. For failures
 * due to a missing server, user or secret. */
int target_explain(const struct target *t, int failed, struct err *err);

/* Run secret_command, which may ask on the terminal. ERR_USAGE. */
int target_run_command(struct target *t, struct err *err);

void target_clear(struct target *t);

/* Append a line for each setting: its name, its value and its source. No secret is read or
 * shown. */
int target_show(struct buf *out, const struct options *o, struct err *err);

/* Remove AMSH_SECRET from the environment, so that no child process inherits it; call once,
 * first. */
void target_take_environment(void);

/* Wipe what target_take_environment kept. */
void target_forget(void);

#endif
