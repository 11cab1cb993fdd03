/* SPDX-License-Identifier: ISC */
/* Where the Asterisk on this machine has ARI, and who may use it, from its own http.conf and
 * ari.conf. */
#ifndef CONF_LOCAL_ARI_H
#define CONF_LOCAL_ARI_H

#include "conf/local.h"

/* It owns every string; each may be NULL. Zeroed is empty; clearing wipes it. */
struct local_ari {
	char *http_conf; /* the files */
	char *ari_conf;
	char *url; /* NULL: nobody listens */
	struct local_port port;
	char *user;
	char *secret;
	size_t user_line;
	char *why; /* why there is no ARI, or no account with a secret; NULL: there is */
};

/*
 * Read the two files of a folder. user: whom to look for; NULL, or not there and not required: the
 * first whose password is not encrypted, one that may write before one that may only read. An
 * ari.conf that is not there says nothing. ERR_USAGE names file and line.
 */
int local_ari_read(struct local_ari *a, const char *folder, const char *user, bool required,
    struct err *err);
void local_ari_clear(struct local_ari *a);

#endif
