/* SPDX-License-Identifier: ISC */
/* Writing to a descriptor until everything is written. */
#ifndef BASE_WRITE_H
#define BASE_WRITE_H

#include "base/str.h"

/* Write all of s, waiting for room. Returns 0, or -1 and errno: then a part may be written. EINTR:
 * a signal came that stops or ends what we do, and for a moment after that nothing was taken. */
int write_whole(int fd, struct str s);

#endif
