/* SPDX-License-Identifier: ISC */
/* A TLS server for tests, and what it has seen of its client. */
#ifndef TESTS_NET_TLS_SERVER_H
#define TESTS_NET_TLS_SERVER_H

#include <openssl/ssl.h>

#include "certs.h"
#include "server.h"

struct tls_server {
	struct server server;
	SSL_CTX *ctx;
	const char *greeting; /* sent after the handshake, as one SSL_write */
	void (*speak)(SSL *ssl, int client, int gate); /* called then, where it is set */
	int gate;    /* read from the client only once this is readable; -1: at once */
	bool abrupt; /* close after the greeting, without a farewell */

	/* Good after tls_server_join. */
	bool shaken;          /* the handshake succeeded */
	bool farewell;        /* the client said close_notify */
	char name[64];        /* server name that the client asked for, or "" */
	struct buf heard;     /* what the client wrote… */
	size_t records[4096]; /* …and in records of which size */
	size_t n_records;
	size_t n_headers; /* record headers of application data that came in meanwhile */
};

/* Prepare a server with a certificate; change what is to be different, then start it. It gives no
 * session tickets: those that reach a client which has left would reset the connection. */
void tls_server_init(struct tls_server *t, const struct cert *cert);
void tls_server_start(struct tls_server *t);

/* Wait until the client is gone. */
void tls_server_join(struct tls_server *t);
void tls_server_clear(struct tls_server *t);

#endif
