/* SPDX-License-Identifier: ISC */
/*
 * A certificate authority made for one run, and a server certificate from it for localhost,
 * 127.0.0.1 and ::1. The keys never leave the process.
 */
#ifndef PBXSIM_TLS_H
#define PBXSIM_TLS_H

#include <openssl/ssl.h>

#include "base/err.h"

struct tls {
	SSL_CTX *context;
	char fingerprint[65]; /* SHA-256 of the server's certificate, lower-case hex */
};

/* Make both certificates and write the authority's to ca_file, if that is not NULL. */
struct tls *sim_tls_new(const char *ca_file, struct err *err);
void sim_tls_free(struct tls *tls);

#endif
