/* SPDX-License-Identifier: ISC */
/* Chooses the owner of a call file, so that Asterisk can read it and count its attempts in it. */
#ifndef CONF_CALLFILE_OWNER_H
#define CONF_CALLFILE_OWNER_H

#include <sys/stat.h>

#include "conf/callfile.h"

struct callfile_owner {
	uid_t uid;
	gid_t gid;
	mode_t mode;
};

/*
 * Choose from the options and the spool, whose owner Asterisk runs as: the file belongs to that
 * user, or to a group of that user, with write permission. pbx_spool notes each attempt in the file
 * and calls forever when it cannot (pbx/pbx_spool.c, safe_append(); seen on Asterisk 22).
 * ERR_USAGE: there is no such user or group, or Asterisk could not use the file.
 */
int callfile_choose_owner(struct callfile_owner *o, const struct callfile_place *place,
    const struct stat *spool, struct err *err);

/* Give the file to them. ERR_USAGE says who may. */
int callfile_give(int fd, const struct callfile_owner *o, struct err *err);

#endif
