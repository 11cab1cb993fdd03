/* SPDX-License-Identifier: ISC */
/* The inside of a tls_setup, for the TLS files alone. */
#ifndef NET_TLS_IMPL_H
#define NET_TLS_IMPL_H

#include "net/openssl.h"
#include "net/tls_setup.h"
#include "net/tls_verify.h"

struct tls_setup {
	SSL_CTX *ctx;
	char *name; /* of the server, as its certificate must have it */
	struct tls_check check;
};

#endif
