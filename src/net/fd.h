/* SPDX-License-Identifier: ISC */
/* Descriptors: waiting with a deadline, and the system's errors. */
#ifndef NET_FD_H
#define NET_FD_H

#include "base/clock.h"
#include "base/err.h"

/* Wait until fd is ready for events. Fails with ERR_CONNECT "timed out" at the deadline, and with
 * ERR_INTERRUPTED once cancel_fd (-1: none) is readable. */
int fd_wait(int fd, short events, msec deadline, int cancel_fd, struct err *err);

/* Set err to the system's words for an errno, in lower case; returns -1. */
int fd_error(struct err *err, enum err_kind kind, int number);

#endif
