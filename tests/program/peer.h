/* SPDX-License-Identifier: ISC */
/*
 * The server's end of a connection, plain or TLS. It waits in program_wait and so never keeps the
 * program from writing. Knows nothing of AMI but that a message ends with an empty line.
 */
#ifndef TESTS_PROGRAM_PEER_H
#define TESTS_PROGRAM_PEER_H

#include <openssl/ssl.h>

#include "program.h"

struct peer {
	struct program *program;
	int fd; /* -1: nobody is connected */
	SSL *ssl;
	struct buf in; /* came, not taken yet */
	size_t fragment; /* bytes a write; 0: no limit */
	bool may_leave;  /* a client that closes while it is written to is no failure */
};

void peer_init(struct peer *p, struct program *program);
void peer_clear(struct peer *p);

/* Wait for a client; with a context do the TLS handshake as well. */
int peer_accept(struct peer *p, int listener, SSL_CTX *ctx, struct err *err);

int peer_write(struct peer *p, struct str bytes, struct err *err);

/* Read a message up to its empty line, into message without that. 1: here it is; 0: the client has
 * closed, and message holds what came before; -1: err is set. */
int peer_message(struct peer *p, struct buf *message, struct err *err);

/* Read that many bytes and append them. */
int peer_bytes(struct peer *p, struct buf *bytes, size_t n, struct err *err);

/* Drop what comes until the client closes. */
int peer_ignore(struct peer *p, struct err *err);

/* Say that no more will be sent: politely, or without TLS's farewell. */
void peer_finish(struct peer *p, bool polite);

/* Break the connection off with a reset. */
void peer_reset(struct peer *p);

#endif
