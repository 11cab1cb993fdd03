/* SPDX-License-Identifier: ISC */
/*
 * HTTP, as much as ARI needs: a connection reads one request after another, hands each to sim_ari_run
 * and writes what that answers; or it is upgraded, and then carries frames (websocket.h).
 */
#ifndef PBXSIM_HTTP_H
#define PBXSIM_HTTP_H

#include <openssl/ssl.h>

#include "base/str.h"
#include "sim.h"

struct http {
	struct http *next;
	struct sim *sim;
	int fd;
	SSL *ssl; /* NULL: plain */
	bool handshaking;
	bool dead;     /* to be freed */
	bool closing;  /* dead when all is written; nothing is read any more */
	bool upgraded; /* frames from now on */
	struct buf in;
	struct buf out; /* from out.p + written on not yet written */
	size_t written;
};

/* A request; all views are good until the answer is begun. */
struct http_request {
	struct str method;
	struct str path; /* without the query, as it came */
	struct str query;
	struct str headers; /* lines */
	struct str body;
};

/* Take over a connected socket. */
void sim_http_new(struct sim *sim, int fd, bool tls);

short sim_http_wants(const struct http *h);
void sim_http_ready(struct http *h, short revents);

/* Free those that are dead; end all. */
void sim_http_reap(struct sim *sim);
void sim_http_end_all(struct sim *sim);

/* The value of a request's header, empty without it. */
struct str sim_http_header(const struct http_request *request, const char *name);

/* Write a whole answer; extra is further headers, each with its line end. Without a type there is no
 * body. */
void sim_http_answer(struct http *h, int status, const char *reason, const char *extra,
    const char *type, struct str body);

/* The same for what is answered in HTML, as the server's own pages are. */
void sim_http_page(
    struct http *h, int status, const char *reason, const char *extra, const char *text);

const char *sim_http_reason(int status);

/* End the connection when all is written. */
void sim_http_close(struct http *h);

#endif
