/* SPDX-License-Identifier: ISC */
/* How it is with the connection. Opening and closing one is client/connect's. */
#ifndef CLIENT_CONNECTION_H
#define CLIENT_CONNECTION_H

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "net/endpoint.h"

struct session;
struct item;

struct connection {
	struct session *session; /* NULL before connect and after disconnect */
	bool online;
	bool retrying;  /* it is not, but the session tries again */
	bool asks;      /* the session has asked for the secret, and somebody waits to give it */
	bool answers;   /* somebody does */
	bool met;       /* the session was online once */
	bool reconnect; /* after a loss */
	bool patient;   /* and when the server is down at the start */
	bool due;       /* the first line that needs a server opens the connection */
	msec greeted;   /* until then FullyBooted belongs to the login */
	struct err offline; /* why it is not online */
	struct endpoint endpoint;
	struct buf version; /* AMI version of the banner */
};

struct connection *connection_new(void);
void connection_free(struct connection *c);

/* Is it to come back after a loss, and (patient) to be waited for at the start? */
void connection_preset(struct connection *c, bool reconnect, bool patient);

/* Is a line that needs a server to open the connection? */
void connection_put_off(struct connection *c, bool due);

/* A session to a server has begun, and is ours now. */
void connection_begin(struct connection *c, struct session *s, const struct endpoint *server);

/* The session did not come to be online: free it, keep why. */
void connection_give_up(struct connection *c);

/* Free the session; nobody is connected. */
void connection_end(struct connection *c);

/* Does somebody wait from now on to be asked for the secret? Nobody has asked so far. */
void connection_answers(struct connection *c, bool answers);

/* What the session says: it asks for the secret; logged in; gone, or another attempt failed. */
void connection_asks(struct connection *c);
void connection_online(struct connection *c, const struct item *item);
void connection_offline(struct connection *c, const struct item *item);

/* Is this server's AMI older than version 2, which came with Asterisk 12? No before its banner. */
bool connection_is_old(const struct connection *c);

/* Append "hello@pbx.example.net", for the prompt. */
void connection_who(const struct connection *c, struct buf *out);

/* Why nothing can be sent: sets err and returns -1. */
int connection_refuse(const struct connection *c, struct err *err);

#endif
