/* SPDX-License-Identifier: ISC */
/* An endpoint as options of libcurl: the URL, TLS, the login. */
#ifndef SESSION_HTTP_SETUP_H
#define SESSION_HTTP_SETUP_H

#include "session/http_curl.h"
#include "session/setup.h"

/* Append the URL of the endpoint's prefix: http://pbx:8088/prefix/. */
void http_place(struct buf *out, const struct endpoint *e, const char *name);

/* The same for libcurl: if the certificate must have another name, the URL has that name, but the
 * connection goes to the host. */
void http_place_sent(struct buf *out, const struct endpoint *e);

/* Append the URL that actions are sent to: http://pbx:8088/prefix/rawman. name: the host in it,
 * NULL for the endpoint's own. */
void http_url(struct buf *out, const struct endpoint *e, const char *name);

/* The same for libcurl. */
void http_url_sent(struct buf *out, const struct endpoint *e);

/* ERR_USAGE: the endpoint has something that HTTP does not support, or an option that makes no
 * sense. */
int http_check(const struct endpoint *e, struct err *err);

/* Set the options of every request to the server, on a handle that was just made or reset: how it
 * is reached and trusted. The handle borrows list: for slist_free, after the handle's end. */
CURLcode http_connection(const struct http_curl *curl, CURL *easy,
    const struct session_setup *setup, struct curl_slist **list);

/* Set who logs in, by this method: CURLAUTH_…. */
CURLcode http_account(
    const struct http_curl *curl, CURL *easy, const struct session_setup *setup, long method);

/* The same and what sends an action: its URL, POST, the login. */
CURLcode http_settings(const struct http_curl *curl, CURL *easy, const struct session_setup *setup,
    struct curl_slist **list);

#endif
