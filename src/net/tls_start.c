/* SPDX-License-Identifier: ISC */
/* The start of OpenSSL. */
#include "net/tls_start.h"

#include <openssl/ssl.h>

void
tls_start(void)
{
	OPENSSL_init_ssl(OPENSSL_INIT_NO_ATEXIT, NULL);
}
