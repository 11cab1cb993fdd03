/* SPDX-License-Identifier: ISC */
/* Checks that a TLS server is the right one, and says what is wrong and what can be done. */
#ifndef NET_TLS_VERIFY_H
#define NET_TLS_VERIFY_H

#include "net/tls_pin.h"

struct x509_store_ctx_st; /* OpenSSL's X509_STORE_CTX */

struct tls_check {
	const char *name; /* what the certificate must be for; borrowed */
	bool insecure;
	bool pinned;
	bool key_pin; /* an advised pin must be that of the key */
	unsigned char pin[TLS_PIN_SIZE];
	struct err refusal; /* why tls_verify said no, ERR_CONNECT */
};

/* Is name an IP address rather than a host name? */
bool tls_is_address(const char *name);

/* Decide about a server's certificate; for SSL_CTX_set_cert_verify_callback, with a tls_check. */
int tls_verify(struct x509_store_ctx_st *store, void *check);

#endif
