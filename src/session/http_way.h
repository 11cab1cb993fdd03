/* SPDX-License-Identifier: ISC */
/*
 * The command that leads to a server over HTTP (ssh -W, a proxy command): each connection that
 * libcurl makes goes to a command of its own, and only the first of them may ask the user. Owned by
 * the thread of the session, and there until that has closed all of libcurl's handles.
 */
#ifndef SESSION_HTTP_WAY_H
#define SESSION_HTTP_WAY_H

#include "session/http_curl.h"
#include "session/setup.h"

/* For a setup whose endpoint has a command; else NULL, which the others allow. */
struct http_way *http_way_new(const struct session_setup *setup);
void http_way_free(struct http_way *w);

/* Set libcurl's options: connections go to commands, and no name is looked up. */
CURLcode http_way_set(struct http_way *w, const struct http_curl *curl, CURL *easy);

/*
 * Start the commands for which libcurl has made connections: call it after curl_multi_perform,
 * before the thread sleeps. Returns a deadline, which moves while a command asks the user; *soon,
 * if it is not NULL, is when to look again if that is so, and else CLOCK_NEVER.
 */
msec http_way_tend(struct http_way *w, msec deadline, msec *soon);

/* The server has answered: a terminal that was lent to a command is ours again. */
void http_way_settle(struct http_way *w);

/* Has a command failed since the last call? Then err says so: ERR_LOST if the server had answered,
 * else ERR_CONNECT or ERR_USAGE. */
bool http_way_why(struct http_way *w, struct err *err);

#endif
