/* SPDX-License-Identifier: ISC */
/* Opens and starts libcurl, once per process. */
#include "session/http_curl.h"

#include "base/library.h"
#include "net/tls_setup.h"

#define AT(member) offsetof(struct http_curl, member)

static const struct library_symbol symbols[] = {
    {"curl_global_init", AT(global_init)},
    {"curl_easy_init", AT(easy_init)},
    {"curl_easy_setopt", AT(easy_setopt)},
    {"curl_easy_getinfo", AT(easy_getinfo)},
    {"curl_easy_reset", AT(easy_reset)},
    {"curl_easy_cleanup", AT(easy_cleanup)},
    {"curl_easy_strerror", AT(easy_strerror)},
    {"curl_easy_send", AT(easy_send)},
    {"curl_easy_recv", AT(easy_recv)},
    {"curl_multi_init", AT(multi_init)},
    {"curl_multi_add_handle", AT(multi_add)},
    {"curl_multi_remove_handle", AT(multi_remove)},
    {"curl_multi_setopt", AT(multi_setopt)},
    {"curl_multi_perform", AT(multi_perform)},
    {"curl_multi_poll", AT(multi_poll)},
    {"curl_multi_info_read", AT(multi_info)},
    {"curl_multi_cleanup", AT(multi_cleanup)},
    {"curl_slist_append", AT(slist_append)},
    {"curl_slist_free_all", AT(slist_free)},
};

static struct http_curl table;

static int
start(struct err *err)
{
	CURLcode code = table.global_init(CURL_GLOBAL_ALL);

	if (code != CURLE_OK)
		return err_set(
		    err, ERR_USAGE, "libcurl cannot be used: %s", table.easy_strerror(code));
	return 0;
}

static struct library library = {
    .what = "libcurl",
    .names = (const char *const[]){
        "libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.so", NULL},
    .symbols = symbols,
    .n = sizeof(symbols) / sizeof(symbols[0]),
    .table = &table,
    .start = start,
};

/* The process can end while a connection is open in its thread: prepare OpenSSL for that before
 * libcurl starts it. */
const struct http_curl *
http_curl(struct err *err)
{
	tls_start(&(struct err){0}); /* libcurl may have another library */
	return library_open(&library, err) == 0 ? &table : NULL;
}
