/* SPDX-License-Identifier: ISC */
/*
 * The names of a group of amsh.conf: in its line, with commas between them, or after "@FILE" in
 * that file, one a line, where ; and # at the start or after a blank begin a comment.
 */
#ifndef CONF_GROUP_H
#define CONF_GROUP_H

#include "base/err.h"
#include "conf/profile.h"

/* Is given each name in turn; -1 and an error ends that. */
typedef int group_take(void *arg, struct str name, struct err *err);

/*
 * Give take the names of the group p. Returns what take did, whose error gets the place in front:
 * file and line. ERR_USAGE also when the file cannot be read. Says on stderr when others can write
 * to it.
 */
int group_walk(const struct profiles *profiles, const struct profile *p, group_take *take,
    void *arg, struct err *err);

#endif
