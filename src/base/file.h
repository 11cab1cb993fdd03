/* SPDX-License-Identifier: ISC */
/* Opening and reading what may be a FIFO or a device that blocks: a signal gets us out of it. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <sys/types.h>

#include "base/err.h"

/* As open and read, closed on exec. EINTR: a signal came that stops or ends what we do; others are
 * waited through. */
int file_open(const char *name, int flags, mode_t mode);
ssize_t file_read(int fd, void *bytes, size_t n);

/* What kind of error errno is after one of them failed: ERR_INTERRUPTED or ERR_USAGE. */
enum err_kind file_error(void);

#endif
