/* SPDX-License-Identifier: ISC */
/* Writing to a descriptor until everything is written. */
#ifndef BASE_WRITE_H
#define BASE_WRITE_H

#include "base/str.h"

/* Write all of s, waiting for room. Returns 0, or -1 and errno; a part may have been written.
 * EINTR: a signal came that stops or ends what we do, and the reader took nothing for a moment
 * after it. */
int write_whole(int fd, struct str s);

#endif
