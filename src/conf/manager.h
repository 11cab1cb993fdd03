/* SPDX-License-Identifier: ISC */
/* How to connect to the Asterisk on this machine, from its own manager.conf. */
#ifndef CONF_MANAGER_H
#define CONF_MANAGER_H

#include "conf/local.h"

#define MANAGER_CONF "/etc/asterisk/manager.conf"

/* It owns every string; each may be NULL. Zeroed is empty; clearing wipes it. */
struct manager {
	char *file;
	struct local_port port; /* no URL: nobody listens */
	char *user;  /* of the account, or NULL */
	char *secret;
	char *read; /* the classes of events that it may read, as the file says it */
	char *filter; /* where the first eventfilter of the account is, "FILE:LINE" */
	size_t account_line;
	char *why;  /* why it gives no server, or no account with a secret; NULL: it does */
};

/*
 * Read it. user: the account's name; NULL: the first that may write. A file that is not enabled
 * gives no server; m->why says so, naming file and line. ERR_USAGE names file and line.
 */
int manager_read(struct manager *m, const char *file, const char *user, struct err *err);
void manager_clear(struct manager *m);

#endif
