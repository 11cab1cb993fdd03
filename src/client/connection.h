/* SPDX-License-Identifier: ISC */
/* The state of the connection. client/connect opens and closes it. */
#ifndef CLIENT_CONNECTION_H
#define CLIENT_CONNECTION_H

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "client/loop.h"
#include "net/endpoint.h"

struct ari_feed;
struct item;
struct session;
struct options;

struct connection {
	struct session *session; /* NULL before connect and after disconnect */
	struct loop_source source;     /* of its items; */
	struct loop_source ari;        /* of the answers to requests of ARI, */
	struct loop_source ari_events; /* and of its events: client/ari begins and ends them */
	struct ari_feed *feed;         /* who wants those */
	bool online;
	bool retrying;  /* it is not, but the session tries again */
	bool asks;      /* the session has asked for the secret, and a caller waits to give it */
	bool answers;   /* a caller does */
	bool met;       /* the session was online once */
	bool reconnect; /* after a loss */
	bool patient;   /* and when the server is down at the start */
	bool due;       /* the first line that needs a server opens the connection */
	msec greeted;   /* until then FullyBooted belongs to the login */
	struct err offline; /* why it is not online */
	struct endpoint endpoint;
	char *ari_place; /* the URL of ARI: http://pbx:8088/ari/; NULL: not known yet */
	char *ari_why;   /* what the local files lack for ARI; NULL: nothing */
	bool ari_again;  /* its session for requests is of no more use */
	char *server;    /* a URL or section that a line has named; NULL: the options say it */
	struct buf version; /* AMI version of the banner */
	const char *section;      /* of amsh.conf that it is called by, borrowed; or NULL */
	const char *prompt;       /* what that says of the prompt; borrowed, or NULL */
	const char *prompt_color;
};

struct connection *connection_new(void);
void connection_free(struct connection *c);

/* Set whether to reconnect after a loss, and (patient) to wait at the start. */
void connection_preset(struct connection *c, bool reconnect, bool patient);

/* Set whether a line that needs a server opens the connection. */
void connection_put_off(struct connection *c, bool due);

/* A session to a server has begun; takes ownership. */
void connection_begin(struct connection *c, struct session *s, const struct endpoint *server);

/* A session with the ARI at this URL has begun; it is of no use from now on. */
void connection_ari(struct connection *c, struct str place);
void connection_end_ari(struct connection *c);

/* Lines name this server from now on; NULL: the options do. */
void connection_call(struct connection *c, const char *server);

/* How the server is called, and what the prompt looks like. */
void connection_dress(struct connection *c, const struct options *o);

/* The session did not get online: free it, keep the reason. */
void connection_give_up(struct connection *c);

/* Free the session; nobody is connected. */
void connection_end(struct connection *c);

/* Set whether a caller waits for the question for the secret. It has not been asked so far. */
void connection_answers(struct connection *c, bool answers);

/* The session reports: it asks for the secret; logged in; gone, or another attempt failed. */
void connection_asks(struct connection *c);
void connection_online(struct connection *c, const struct item *item);
void connection_offline(struct connection *c, const struct item *item);

/* Is it gone for good: not online, and not tried again? */
bool connection_is_gone(const struct connection *c);

/* If it is gone, set err to the reason, and return -1; the end of a recording is none, and 0. */
int connection_why_gone(const struct connection *c, struct err *err);

/* Is this server's AMI older than version 2, which came with Asterisk 12? False before its
 * banner. */
bool connection_is_old(const struct connection *c);

/* Append "hello@pbx.example.net", with the port if it is not the usual one. */
void connection_who(const struct connection *c, struct buf *out);

/* Append the prompt, without the blank after it. */
void connection_prompt(const struct connection *c, struct buf *out);

/* Set err to the reason why nothing can be sent; returns -1. */
int connection_refuse(const struct connection *c, struct err *err);

#endif
