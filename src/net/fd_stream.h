/* SPDX-License-Identifier: ISC */
/* A stream that is nothing but a descriptor, and its operations, which other transports share. */
#ifndef NET_FD_STREAM_H
#define NET_FD_STREAM_H

#include "net/stream.h"

/* The stream then owns the descriptor. */
struct stream *fd_stream_new(const struct stream_ops *ops, int fd);
ssize_t fd_stream_read(struct stream *s, char *p, size_t n, struct err *err);
ssize_t fd_stream_write(struct stream *s, const char *p, size_t n, struct err *err);
bool fd_stream_pending(const struct stream *s);
short fd_stream_wants(const struct stream *s);
void fd_stream_close(struct stream *s);
bool fd_stream_why(struct stream *s, bool heard, struct err *err); /* no command: no */

#endif
