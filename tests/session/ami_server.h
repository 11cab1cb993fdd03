/* SPDX-License-Identifier: ISC */
/* A manager for tests of the session: plays one conversation with one client, in a thread. */
#ifndef TESTS_AMI_AMI_SERVER_H
#define TESTS_AMI_AMI_SERVER_H

#include <stdatomic.h>

#include "../net/tls_server.h"
#include "base/buf.h"

/* The server's side of the conversation. It records what it receives; the test asserts, not the
 * thread. */
struct talk {
	int fd;
	SSL *ssl; /* NULL: plain */
	struct buf input;
	struct buf block;      /* the action that talk_hear took last, without its empty line */
	atomic_bool *blocked;  /* set once the client takes nothing for a while */
};

struct ami_server {
	void (*play)(struct talk *t, struct ami_server *s);
	bool tls;
	const char *version; /* in the banner; NULL: no banner and no login */
	atomic_bool blocked;
	atomic_bool finished; /* play has returned */
	size_t number;        /* play's own */
	struct buf log;       /* play's own; read it when the server has ended */
	struct server plain;
	struct tls_server secure;
	struct cert cert;
};

/* Start the server; after banner and login it calls play, then closes. */
void ami_server_start(struct ami_server *s);
const char *ami_server_port(const struct ami_server *s);
void ami_server_end(struct ami_server *s);

/* Read the next action. False at the end of the stream, or when none comes within ms. */
bool talk_hear(struct talk *t, int ms);

void talk_say(struct talk *t, const char *text);

/* Answer the action heard last: Response, its ActionID, more headers, the empty line. */
void talk_reply(struct talk *t, const char *response, const char *headers);

/* The value of a header of the action heard last. */
struct str talk_header(const struct talk *t, const char *name);

#endif
