/* SPDX-License-Identifier: ISC */
/* Writing to a descriptor until everything is written. */
#ifndef BASE_WRITE_H
#define BASE_WRITE_H

#include "base/str.h"

/* Write all of s, waiting for room where fd does not block. Returns 0, or -1 and errno: then a part
 * may be written. */
int write_whole(int fd, struct str s);

#endif
