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

struct local_ari;

/* Whose secret: of each there is a variable of the environment, and three settings. */
enum account {
	ACCOUNT_AMI, /* secret, secret_file, secret_command */
	ACCOUNT_ARI, /* ari_secret, … */
	ACCOUNTS
};

/* Where a secret is. */
enum secret_kind { SECRET_NONE, SECRET_TEXT, SECRET_FILE, SECRET_COMMAND, SECRET_VARIABLE };

struct secret_place {
	enum secret_kind kind;
	const char *name;  /* of the setting, or of the variable */
	const char *value; /* of the setting, borrowed */
	struct origin from;
};

struct target {
	struct options options;   /* with all that applies to this server; strings are borrowed */
	struct manager manager;
	struct local_ari *ari;    /* what the local files say of ARI; NULL: not asked */
	struct endpoint endpoint; /* its user is the one to log in as */
	bool elsewhere;           /* the local Asterisk's own files were not asked */
	const char *why;          /* what is wrong with them, or NULL; borrowed */
	enum account account;     /* whose secret it is */
	struct origin user_from;  /* of ARI: SOURCE_DEFAULT where the user is the server's */
	struct secret_place place;
	struct buf secret;        /* wiped when cleared */
	struct buf secret_from;   /* where it comes from, as text; empty: ask */
	bool has_secret;          /* false: target_run_command, or ask */
	bool runs_command;        /* target_run_command gives the secret */
	bool padded;              /* the secret begins or ends with a blank */
	bool same_server;         /* connect was told the command line's */
	/* Other logins than the command line's, whose secrets are not for them. */
	bool other_login[ACCOUNTS];
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

/*
 * The same for the ARI of that server: where it is, and who logs in there. The first that is set:
 * ari, ari_user and ari_secret with its kin; at the local Asterisk its http.conf and ari.conf; else
 * below the prefix of a server over HTTP, or at HTTP's usual port of the server's host, and the
 * account of the server. That account's secret goes to no other host, unless a file of ours names
 * both. Basic authentication shows the secret to whoever listens: ERR_LOGIN, unless the endpoint is
 * private (endpoint_is_private) or --auth plain asks for it. Of a recording it is the same one.
 */
int target_resolve_ari(struct target *t, const struct options *o, const char *server,
    const char *present, struct err *err);

/* Set the error for a secret when nobody can be asked: what can give it. */
int target_refuse(const struct target *t, struct err *err);

/* Return failed; if it is not 0, add to err what is wrong with the local Asterisk's files. For
 * failures due to a missing server, user or secret. */
int target_explain(const struct target *t, int failed, struct err *err);

/* Run secret_command, which may ask on the terminal. ERR_USAGE. */
int target_run_command(struct target *t, struct err *err);

/* Say in secret_from that the secret begins or ends with a blank, if it does: Asterisk reads its
 * own without. For a secret that was asked for; those of other places are looked at already. */
void target_note_blanks(struct target *t);

void target_clear(struct target *t);

/* Append a line for each setting: its name, its value and its source. No secret is read or
 * shown. */
int target_show(struct buf *out, const struct options *o, struct err *err);

/* Remove AMSH_SECRET and AMSH_ARI_SECRET from the environment, so that no child process inherits
 * them; call once, first. */
void target_take_environment(void);

/* Wipe what target_take_environment kept. */
void target_forget(void);

#endif
