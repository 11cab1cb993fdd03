/* SPDX-License-Identifier: ISC */
/* Why a server is not trusted, in the words that TLS without HTTP has for it. */
#ifndef SESSION_HTTP_TRUST_H
#define SESSION_HTTP_TRUST_H

#include "base/clock.h"
#include "net/endpoint.h"

/* libcurl has refused the certificate of a server and said so in err: look at it ourselves, on a
 * connection of its own, and say what it is and what can be done, fingerprint included. Where that
 * finds nothing err stays as it is. Stops at the deadline, or once cancel_fd is readable. */
void http_explain_distrust(
    const struct endpoint *e, msec deadline, int cancel_fd, struct err *err);

#endif
