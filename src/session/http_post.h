/* SPDX-License-Identifier: ISC */
/*
 * POSTs to one server, one at a time on each of a few persistent connections. Never sends one
 * twice: libcurl may repeat a request only when the server has refused it (401).
 */
#ifndef SESSION_HTTP_POST_H
#define SESSION_HTTP_POST_H

#include "session/http_curl.h"
#include "session/setup.h"

#define HTTP_POSTS 2

struct http_client;

/* One connection, and the answer to the last request on it. */
struct http_post {
	bool busy;      /* sent, and no answer yet */
	bool done;      /* an answer, or an error: the next http_post_start forgets it */
	struct err err; /* why there is no answer: ERR_CONNECT, ERR_LOST, ERR_TIMEOUT, ERR_USAGE */
	bool mxml;      /* the answer is XML, not rawman */
	long status;    /* of HTTP; 0: no answer */
	bool distrusted; /* there is none because its certificate was refused */
	bool whole_head; /* the empty line after the answer's headers has come */
	struct buf answer;
	struct buf cookie; /* mansession_id that the answer sets, as sent; empty: none */
	struct buf used;   /* the one that the request was sent with */
	long max_age;      /* seconds that the cookie lives, as the server says; 0: unknown */

	struct http_client *client;
	CURL *easy;
	struct curl_slist *list;
	struct buf form;
	size_t read_at; /* of form, by libcurl */
	msec timeout;
	msec sent;                   /* when its first byte was */
	msec moved;                  /* when a byte of it was sent or of the answer came */
	char words[CURL_ERROR_SIZE]; /* libcurl's own */
};

struct http_client {
	const struct http_curl *curl;
	const struct session_setup *setup;
	CURLM *multi;
	struct curl_slist *headers;
	const struct stages *stages; /* told those of connecting; NULL: nobody is */
	bool staged;              /* they were */
	struct http_post posts[HTTP_POSTS];
};

/* ERR_USAGE: no libcurl, or settings that it refuses. Close in any case. */
int http_client_open(struct http_client *c, const struct session_setup *setup,
    const struct stages *stages, struct err *err);
void http_client_close(struct http_client *c);

/* Send a form with a cookie (empty: none). timeout: milliseconds without a byte of the answer. */
void http_post_start(struct http_post *p, struct str form, struct str cookie, msec timeout);

/* The same, with the answer in AMI's text whatever the endpoint says. */
void http_post_start_raw(struct http_post *p, struct str form, struct str cookie, msec timeout);

/* Give up on the answer: the connection is closed, and the post is neither busy nor done. */
void http_post_stop(struct http_post *p);

/* Give up on the answer after this many ms: the post ends with ERR_TIMEOUT. */
void http_post_expire(struct http_post *p, msec timeout);

/* Forget a digest login, so that the next request begins with a new one. */
void http_post_renew(struct http_post *p);

/* Run the posts until one is done, wake_fd is readable, or the deadline. */
void http_client_drive(struct http_client *c, int wake_fd, msec deadline);

#endif
