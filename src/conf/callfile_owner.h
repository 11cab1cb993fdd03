/* SPDX-License-Identifier: ISC */
/* Whose a call file is, so that Asterisk can read it and count its attempts in it. */
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
 * Choose by what was asked for and by the spool, whose owner Asterisk runs as: the file is his, or
 * of a group that he is in, who then may write it too. pbx_spool notes each attempt in the file and
 * calls for ever when it cannot (pbx/pbx_spool.c, safe_append(); seen on Asterisk 22).
 * ERR_USAGE: there is no such user or group, or Asterisk could not use the file.
 */
int callfile_choose_owner(struct callfile_owner *o, const struct callfile_place *place,
    const struct stat *spool, struct err *err);

/* Give the file to them. ERR_USAGE says who may. */
int callfile_give(int fd, const struct callfile_owner *o, struct err *err);

#endif
