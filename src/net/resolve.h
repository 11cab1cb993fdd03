/* SPDX-License-Identifier: ISC */
/* Host names to addresses, with a deadline for the name server. */
#ifndef NET_RESOLVE_H
#define NET_RESOLVE_H

#include <netdb.h>

#include "base/clock.h"
#include "base/err.h"

/* Has the type of getaddrinfo, which it is outside tests. */
typedef int resolve_fn(
    const char *host, const char *port, const struct addrinfo *hints, struct addrinfo **list);

/*
 * Find the addresses of host for TCP. localhost and names below it are this machine's loopback
 * addresses, with or without /etc/hosts (RFC 6761, section 6.3). The caller frees *list with
 * freeaddrinfo. ERR_CONNECT: no such name (lasting), or no answer until deadline; ERR_INTERRUPTED
 * once cancel_fd (-1: none) is readable. A lookup that is given up ends by itself, in a thread of
 * its own.
 */
int resolve(struct addrinfo **list, resolve_fn *lookup, const char *host, const char *port,
    msec deadline, int cancel_fd, struct err *err);

#endif
