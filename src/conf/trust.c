/* SPDX-License-Identifier: ISC */
/* Owners and permission bits. */
#include "conf/trust.h"

#include <unistd.h>

const char *
trust_risk(const struct stat *st, bool secret)
{
	if (!S_ISREG(st->st_mode))
		return NULL;
	if (st->st_uid != geteuid() && st->st_uid != 0)
		return "another user owns";
	if (st->st_mode & (S_IWGRP | S_IWOTH))
		return "others can write to";
	return secret && (st->st_mode & (S_IRGRP | S_IROTH)) ? "others can read" : NULL;
}
