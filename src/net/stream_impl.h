/* SPDX-License-Identifier: ISC */
/*
 * The ways to open a stream, one file each, for stream.c's table alone. Texts of errors do not name
 * the server yet: stream_open puts it in front.
 */
#ifndef NET_STREAM_IMPL_H
#define NET_STREAM_IMPL_H

#include <netdb.h>

#include "net/stream.h"

typedef int transport_fn(
    struct stream **out, const struct endpoint *e, msec deadline, int cancel_fd, struct err *err);

/* Those of net/schemes.inc, of which no_open is for what is not a stream of bytes. */
#define SCHEME(id, name, port, open, is) transport_fn open;
#include "net/schemes.inc"
#undef SCHEME
transport_fn proc_open; /* runs e->proxy, which ends with the stream */

/* The same with two sockets that are connected already: see stream_open_command. */
int proc_start(struct stream **out, const struct endpoint *e, int ours, int theirs, msec deadline,
    struct err *err);

/*
 * Connect to the first address of list that answers, IPv4 and IPv6 in turn, each with its share of
 * the remaining time. Returns a socket that does not block, or -1 with the reason of each.
 * steps is told of each, or NULL.
 */
int tcp_connect(const struct addrinfo *list, const struct stages *stages, msec deadline,
    int cancel_fd, struct err *err);

struct tls_setup;

/*
 * Speak TLS through *s, a stream with a descriptor: shake hands and verify the server. On success
 * *s is the TLS stream, which owns the first one and setup; on failure nothing changes. e's
 * steps are told what was agreed on.
 */
int tls_wrap(struct stream **s, struct tls_setup *setup, const struct endpoint *e, msec deadline,
    int cancel_fd, struct err *err);

#endif
