/* SPDX-License-Identifier: ISC */
/* Opens and reads files that may be FIFOs or devices that block: a signal interrupts the wait. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <sys/types.h>

#include "base/err.h"

/* As open and read, closed on exec. EINTR: a signal came that stops or ends what we do. Other
 * signals are ignored. */
int file_open(const char *name, int flags, mode_t mode);
ssize_t file_read(int fd, void *bytes, size_t n);

/* What kind of error errno is after one of them failed: ERR_INTERRUPTED or ERR_USAGE. */
enum err_kind file_error(void);

#endif
