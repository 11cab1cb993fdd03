/* SPDX-License-Identifier: ISC */
/* Converts errors of libcurl and HTTP to ours. Pure. */
#ifndef SESSION_HTTP_ERROR_H
#define SESSION_HTTP_ERROR_H

#include "session/http_curl.h"

/* The error of a request that got no answer. detail: libcurl's own words, or "" for reason.
 * ERR_USAGE: an option or file of ours; ERR_CONNECT: no connection; ERR_LOST: it ended before the
 * answer. */
int http_curl_error(struct err *err, CURLcode code, const char *detail, const char *reason);

/* The error of an answer whose status is not 200. url is where it came from. ERR_LOGIN for 401 and
 * 403, ERR_USAGE for what is wrong with the request, else ERR_CONNECT. */
int http_status_error(struct err *err, long status, const char *url);

#endif
