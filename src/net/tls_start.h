/* SPDX-License-Identifier: ISC */
/* OpenSSL for the whole process, whoever uses it. */
#ifndef NET_TLS_START_H
#define NET_TLS_START_H

/* Start OpenSSL so that it does not clean up at exit: a connection may still be open in its thread.
 * Only the first start counts; it may be called again. */
void tls_start(void);

#endif
