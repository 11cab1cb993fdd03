/* SPDX-License-Identifier: ISC */
/*
 * Requests to one server of ARI, one after another over a persistent connection. Only a GET may be
 * sent twice: any other request that a dying connection may have carried is lost.
 */
#ifndef ARI_EXCHANGE_H
#define ARI_EXCHANGE_H

#include "ari/path.h"
#include "session/http_curl.h"
#include "session/setup.h"

/* What an exchange asks while it waits. */
struct exchange_ops {
	/* Bytes of an answer that is no JSON. -1: nobody wants them. */
	int (*take)(void *arg, struct str bytes);
	/* wake_fd was readable: false, when nobody waits for the answer any more. */
	bool (*woken)(void *arg);
};

struct exchange {
	const struct http_curl *curl;
	const struct session_setup *setup;
	CURLM *multi;
	CURL *easy;
	struct curl_slist *list, *headers, *json_headers;
	char words[CURL_ERROR_SIZE]; /* libcurl's own */
	bool told_when_sent;         /* libcurl tells that */

	/* The request */
	const struct exchange_ops *ops;
	void *arg;
	bool may_repeat;
	unsigned sent; /* how often */
	msec moved;    /* when it began, was sent, or a byte of the answer came */

	/* The answer to the last one */
	long status;
	bool whole_head; /* the empty line after its headers has come */
	bool json;
	bool has_body;     /* its first byte has come */
	struct buf type;   /* of what it is */
	struct buf reason; /* the words after its status */
	struct buf body; /* of JSON, or of an error */
};

/* ERR_USAGE: no libcurl, or settings that it refuses. Close in any case. */
int exchange_open(struct exchange *x, const struct session_setup *setup, struct err *err);
void exchange_close(struct exchange *x);

/*
 * Send a request and wait for its answer. timeout: ms without a byte of it. -1: there is none:
 * ERR_CONNECT, ERR_LOST, ERR_TIMEOUT, ERR_USAGE, or ERR_INTERRUPTED: nobody waits.
 */
int exchange_run(struct exchange *x, const struct path_parts *request, msec timeout, int wake_fd,
    const struct exchange_ops *ops, void *arg, struct err *err);

#endif
