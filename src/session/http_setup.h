/* SPDX-License-Identifier: ISC */
/* What an endpoint says, as settings of libcurl: the URL, TLS, who logs in. */
#ifndef SESSION_HTTP_SETUP_H
#define SESSION_HTTP_SETUP_H

#include "session/http_curl.h"
#include "session/setup.h"

/* Append the URL that actions are sent to: http://pbx:8088/prefix/rawman. name: the host it holds,
 * NULL for the endpoint's own. */
void http_url(struct buf *out, const struct endpoint *e, const char *name);

/* Append the one that libcurl is given: where the certificate must hold another name, that one
 * stands in it, and the host is connected to all the same. */
void http_url_sent(struct buf *out, const struct endpoint *e);

/* ERR_USAGE: something about the endpoint that HTTP cannot do, or an option that makes no sense. */
int http_check(const struct endpoint *e, struct err *err);

/* Set what holds for every request to the server, on a handle that was just made or reset. list
 * becomes what the handle borrows: for slist_free, after the handle's end. */
CURLcode http_settings(const struct http_curl *curl, CURL *easy, const struct session_setup *setup,
    struct curl_slist **list);

#endif
