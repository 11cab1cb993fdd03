/* SPDX-License-Identifier: ISC */
/*
 * How a WebSocket begins: a request of HTTP/1.1 and its answer (RFC 6455, section 4). Without I/O.
 */
#ifndef ARI_HANDSHAKE_H
#define ARI_HANDSHAKE_H

#include "base/buf.h"
#include "base/err.h"

#define HANDSHAKE_RANDOM 16                 /* bytes that the key is made of */
#define HANDSHAKE_MAX    ((size_t)64 << 10) /* bytes of the answer's headers */

/* What is asked for. The views are borrowed. */
struct handshake_options {
	struct str host;   /* with its port, as a URL has it */
	struct str target; /* path and query, encoded: /ari/events?app=… */
	struct str url;    /* the place without the query, for errors */
	struct str user;
	struct str secret;
	struct str secret_from; /* for the error of a refusal; may be empty */
};

/* Append the key: new random bytes for each connection. */
void handshake_key(struct buf *key, const unsigned char random[HANDSHAKE_RANDOM]);

/* Append the request. It holds the secret: out should be a secret buffer. ERR_USAGE: the user's
 * name holds a colon, which Basic authentication cannot say, or there is a line break in what is
 * sent. */
int handshake_request(
    struct buf *out, const struct handshake_options *o, struct str key, struct err *err);

/*
 * Read what came of the answer. 1: the connection is a WebSocket now, *used bytes were the answer;
 * 0: it is not whole yet; -1: it is none. ERR_LOGIN: this account is refused; ERR_USAGE: the
 * request is wrong; else ERR_CONNECT.
 */
int handshake_answer(struct str came, const struct handshake_options *o, struct str key,
    size_t *used, struct err *err);

#endif
