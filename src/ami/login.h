/* SPDX-License-Identifier: ISC */
/*
 * From the banner to an accepted login, as a state machine without I/O or clock.
 * MD5: Challenge, then Login with the lower-case hex MD5 of challenge and secret (main/manager.c,
 * authenticate(); captures login-md5-*). Plain: Login with Secret.
 */
#ifndef AMI_LOGIN_H
#define AMI_LOGIN_H

#include "ami/msg.h"
#include "base/buf.h"
#include "base/err.h"

enum auth { AUTH_AUTO, AUTH_MD5, AUTH_PLAIN };

struct login_options {
	struct str user;
	struct str secret;
	struct str secret_from; /* its source, for the text of a refusal; empty: not shown */
	struct str events; /* mask for the Events header; empty: do not send one */
	enum auth auth;
	bool private;      /* encrypted or loopback: auto may fall back to plain */
	struct str id;     /* ActionID prefix of this connection */
};

enum login_step {
	LOGIN_WAIT,   /* nothing to send, feed the next message */
	LOGIN_SEND,   /* send out, then feed the next message */
	LOGIN_DONE,   /* accepted */
	/* err says why: ERR_LOGIN refused; ERR_CONNECT no AMI, or "try again" (shutting down);
	 * ERR_USAGE: user, secret or events cannot be sent */
	LOGIN_FAILED,
};

struct login {
	const struct login_options *options; /* borrowed until the login ends */
	int state;
	bool challenged; /* the server gave a challenge, and got the MD5 of it and the secret */
};

void login_init(struct login *l, const struct login_options *options);

/* Take the next message of the server (the banner first); the block to send is appended to out, a
 * secret buffer. Events that arrive meanwhile are skipped with LOGIN_WAIT. */
enum login_step login_feed(struct login *l, const struct msg *m, struct buf *out, struct err *err);

/* How the secret was proved, once the login is accepted: "MD5 challenge". */
const char *login_way(const struct login *l);

/* The server closed the stream in the middle of it: the error to report, ERR_CONNECT. Only a reply
 * is a refusal; an end without one is a loss, even right after the Login. */
int login_eof(const struct login *l, struct err *err);

#endif
