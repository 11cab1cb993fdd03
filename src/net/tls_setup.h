/* SPDX-License-Identifier: ISC */
/* OpenSSL, and what the TLS options of an endpoint are to it. */
#ifndef NET_TLS_SETUP_H
#define NET_TLS_SETUP_H

#include "base/err.h"
#include "net/endpoint.h"

/* Start OpenSSL so that it does not clean up at exit: a connection may still be open in its thread.
 * Only the first start counts; it may be called again. ERR_USAGE: there is no OpenSSL. */
int tls_start(struct err *err);

/* What e's TLS options say, read and checked, files included, before anything is connected. */
struct tls_setup;

/* ERR_USAGE. The caller frees it (NULL is fine), unless tls_wrap took it. */
int tls_setup_new(struct tls_setup **out, const struct endpoint *e, struct err *err);
void tls_setup_free(struct tls_setup *setup);

#endif
