/* SPDX-License-Identifier: ISC */
/*
 * What a request of ARI asks for, from words as they are typed: the path below /ari/, its query, a
 * body of JSON. What ${…} brings is data wherever it stands: one part of the path, one value of the
 * query, one value in the body, whatever bytes it has. Pure.
 */
#ifndef ARI_PATH_H
#define ARI_PATH_H

#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"

#define PATH_MAX_TARGET ((size_t)4000) /* bytes: of a line the server reads 4,096 */
#define PATH_MAX_BODY ((size_t)40960) /* bytes (main/http.c, MAX_CONTENT_LENGTH) */

/* Zeroed it has no path, no query and no body. */
struct path {
	const char *method; /* "GET" */
	struct buf target;  /* below /ari/, encoded: channels/1.2?x=y; secret */
	struct buf body;    /* secret */
	bool has_query, has_body;
	bool open; /* a dry run: a ${…} that is not known stays as it is */
};

void path_init(struct path *p, bool open);
void path_clear(struct path *p);

/* The method, in any case. ERR_USAGE: there is none of that name. */
int path_method(struct path *p, struct str name, struct err *err);

/*
 * The path, typed as a path or with what stands before it in a URL: /channels, ari/channels, a
 * whole URL. place is that of the server's ARI, http://pbx:8088/ari/, or empty where it is not
 * known. What a path cannot hold is encoded; %41, if it is typed, is so already. ERR_USAGE: a part
 * of it is empty, . or .., or there is a line break or NUL in it; the URL is another server's.
 */
int path_set(struct path *p, const struct mixed *text, struct str place, struct err *err);

/* A parameter of the query. ERR_USAGE: a line break or NUL is in the value. */
int path_add(struct path *p, struct str name, const struct mixed *value, struct err *err);

/* The body, as it is typed: it begins with {. What ${…} brings is what a string in it holds, or a
 * number, true, false or null. ERR_USAGE: it is another thing; it has a body already; it is too
 * long; GET has none. */
int path_json(struct path *p, const struct mixed *text, struct err *err);

/* The same from a file, as it is. */
int path_body(struct path *p, struct str text, struct err *err);

/* Append all of it as text, and read it again: a line "GET channels?x=y", then the body. */
void path_write(const struct path *p, struct buf *wire);

struct path_parts {
	struct str method, target, body;
};

void path_read(struct str wire, struct path_parts *parts);

#endif
