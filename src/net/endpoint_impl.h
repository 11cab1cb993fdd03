/* SPDX-License-Identifier: ISC */
/* What the files of endpoint share. Only for them. */
#ifndef NET_ENDPOINT_IMPL_H
#define NET_ENDPOINT_IMPL_H

#include "net/endpoint.h"

/* What a URL is to name. */
enum place_kind {
	PLACE_SERVER,
	PLACE_ARI,
};

/*
 * Read what follows the host of an http or https URL, "" or from the slash on: e->path and e->http.
 * Other schemes have nothing there. A query is refused, with words for what was meant; no error
 * shows a secret. ERR_USAGE.
 */
int endpoint_read_path(struct endpoint *e, struct str path, enum place_kind kind, struct err *err);

/* Refuse ws:// and wss://, with words for what was meant: rest comes after the slashes. */
int endpoint_refuse_websocket(bool tls, struct str rest, enum place_kind kind, struct err *err);

/* How to give the secret, for a message. */
const char *endpoint_safe_ways(enum place_kind kind);

/* Are there blanks, control characters or NUL, which a URL cannot contain? */
bool endpoint_has_controls(struct str s);

#endif
