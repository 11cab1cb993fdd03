/* SPDX-License-Identifier: ISC */
/*
 * AMI over HTTP as a server does it, for tests: sessions by cookie or digest, WaitEvent, actions.
 * What a test wants otherwise its answer function does. Nothing waits longer than PATIENCE.
 */
#ifndef TESTS_AMI_WEB_SERVER_H
#define TESTS_AMI_WEB_SERVER_H

#include <pthread.h>

#include "../net/server.h"
#include "base/buf.h"

struct web_server;

struct web_request {
	struct web_server *server;
	int fd;
	struct buf head;   /* the request line and headers */
	struct buf form;   /* the body as it came */
	char action[64];
	char id[128];      /* its ActionID */
	bool close;        /* the connection, without another word */
};

struct web_server {
	/* Answer a request otherwise than usual: true if that was done. */
	bool (*answer)(struct web_request *r);
	unsigned number; /* the answer function's own */
	bool digest;
	bool mxml; /* and rawman where that is asked for */
	const char *path; /* NULL: /rawman */

	/* Under the lock. */
	pthread_mutex_t lock;
	pthread_cond_t change;
	struct buf log;     /* the action of each request that was understood: "Login Ping " */
	struct buf wire;    /* all that came */
	struct buf events;  /* that the next WaitEvent brings */
	unsigned session;   /* number of the only session; a request with another one begins it anew */
	unsigned waiting;   /* number of the WaitEvent that is held back, 0: none */
	unsigned waits;
	unsigned refusals;  /* 401s */
	bool logged_in;
	bool ends;

	int fd;
	char port[8];
	pthread_t thread;
	pthread_t clients[64];
	int fds[64];
	size_t n;
};

void web_start(struct web_server *w);
void web_end(struct web_server *w);

/* Answer with a status and a body; the session's cookie comes with it. */
void web_reply(struct web_request *r, const char *status, const char *body);

/* Answer with messages of AMI, in the encoding of the server: lines end with \n, and an @ at their
 * end stands for the ActionID of the request. */
void web_say(struct web_request *r, const char *messages);

/* Raise an event, as lines that end with \n and an empty one. */
void web_raise(struct web_server *w, const char *event);

/* Forget the session, as after httptimeout. */
void web_expire(struct web_server *w);

/* Wait until the log holds a text; false if that does not happen. */
bool web_await(struct web_server *w, const char *text);

/* How often the log holds a text. */
size_t web_count(struct web_server *w, const char *text);

#endif
