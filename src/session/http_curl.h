/* SPDX-License-Identifier: ISC */
/*
 * libcurl, opened for the first server over HTTP, so that it costs nothing otherwise. The table has
 * the functions that are used here.
 */
#ifndef SESSION_HTTP_CURL_H
#define SESSION_HTTP_CURL_H

#include <curl/curl.h>

#include "base/err.h"

struct http_curl {
	CURLcode (*global_init)(long flags);
	CURL *(*easy_init)(void);
	CURLcode (*easy_setopt)(CURL *easy, CURLoption option, ...);
	CURLcode (*easy_getinfo)(CURL *easy, CURLINFO info, ...);
	void (*easy_reset)(CURL *easy);
	void (*easy_cleanup)(CURL *easy);
	const char *(*easy_strerror)(CURLcode code);
	CURLcode (*easy_send)(CURL *easy, const void *p, size_t n, size_t *sent);
	CURLcode (*easy_recv)(CURL *easy, void *p, size_t n, size_t *got);
	CURLM *(*multi_init)(void);
	CURLMcode (*multi_add)(CURLM *multi, CURL *easy);
	CURLMcode (*multi_remove)(CURLM *multi, CURL *easy);
	CURLMcode (*multi_setopt)(CURLM *multi, CURLMoption option, ...);
	CURLMcode (*multi_perform)(CURLM *multi, int *running);
	CURLMcode (*multi_poll)(
	    CURLM *multi, struct curl_waitfd extra[], unsigned extra_n, int ms, int *ready);
	CURLMsg *(*multi_info)(CURLM *multi, int *left);
	CURLMcode (*multi_cleanup)(CURLM *multi);
	struct curl_slist *(*slist_append)(struct curl_slist *list, const char *text);
	void (*slist_free)(struct curl_slist *list);
};

/* The table, ready to use; NULL with ERR_USAGE when there is no libcurl. For any thread. */
const struct http_curl *http_curl(struct err *err);

#endif
