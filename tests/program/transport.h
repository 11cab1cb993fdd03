/* SPDX-License-Identifier: ISC */
/* Ways in which a case can be played: TCP, TLS with right and wrong certificates, a closed door. */
#ifndef TESTS_PROGRAM_TRANSPORT_H
#define TESTS_PROGRAM_TRANSPORT_H

#include <openssl/ssl.h>

#include "base/buf.h"
#include "base/err.h"

struct transport {
	const char *name; /* as a case says it */
	bool tls;
	bool closed;      /* connections are refused */
	bool other_name, expired, stranger; /* what is wrong with the certificate */
};

/* The transport of that name, or NULL. */
const struct transport *transport_find(struct str name);

/* Make the authority once; its certificate is written to the file, for the program to trust. */
void transport_init(const char *ca_file);
void transport_clear(void);

/* A context with a certificate of its own, NULL without TLS. */
SSL_CTX *transport_context(const struct transport *t);

/* A socket on a free port of 127.0.0.1, or -1. */
int transport_listen(const struct transport *t, char port[8], struct err *err);

#endif
