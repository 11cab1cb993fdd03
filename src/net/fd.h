/* SPDX-License-Identifier: ISC */
/* Descriptors as streams use them: waiting with a deadline, reading, writing, closing. */
#ifndef NET_FD_H
#define NET_FD_H

#include "net/stream.h"

/* Wait until fd is ready for events. Fails with ERR_CONNECT "timed out" at the deadline, and with
 * ERR_INTERRUPTED once cancel_fd (-1: none) is readable. */
int fd_wait(int fd, short events, msec deadline, int cancel_fd, struct err *err);

/* A stream that is nothing but a descriptor, which it owns; and the operations of such a stream. */
struct stream *fd_stream_new(const struct stream_ops *ops, int fd);
ssize_t fd_stream_read(struct stream *s, char *p, size_t n, struct err *err);
ssize_t fd_stream_write(struct stream *s, const char *p, size_t n, struct err *err);
bool fd_stream_pending(const struct stream *s);
short fd_stream_wants(const struct stream *s);
void fd_stream_close(struct stream *s);
bool fd_stream_why(struct stream *s, bool heard, struct err *err); /* no command: no */

/* Set err to the system's words for an errno, in lower case; returns -1. */
int fd_error(struct err *err, enum err_kind kind, int number);

#endif
