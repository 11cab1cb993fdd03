/* SPDX-License-Identifier: ISC */
/* Throw-away certificates for the TLS tests, made when needed. */
#ifndef TESTS_NET_CERTS_H
#define TESTS_NET_CERTS_H

#include <openssl/x509.h>

#include "base/str.h"

struct cert {
	X509 *x509;
	EVP_PKEY *key;
};

struct cert_spec {
	const char *name;          /* CN of the subject */
	const char *names;         /* subjectAltName: "DNS:pbx,IP:127.0.0.1"; NULL: none */
	int from, until;           /* days from now */
	const struct cert *issuer; /* NULL: signs itself */
	bool ca;
};

void cert_make(struct cert *cert, const struct cert_spec *spec);
void cert_clear(struct cert *cert);

/* Write PEM files; the password may be NULL. */
void cert_write(const struct cert *cert, const char *file);
void cert_write_key(const struct cert *cert, const char *file, const char *password);

#endif
