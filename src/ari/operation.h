/* SPDX-License-Identifier: ISC */
/*
 * The operations of ARI: what can be asked of which path, with which parameters. Those of
 * Asterisk 22 are known to this program; the server's own api-docs (ari/api_docs.h) say more.
 */
#ifndef ARI_OPERATION_H
#define ARI_OPERATION_H

#include "base/str.h"

/* Where a parameter goes. */
enum ari_place { ARI_IN_QUERY, ARI_IN_PATH, ARI_IN_BODY };

struct ari_parameter {
	const char *name;
	const char *type;    /* string, int, boolean, …; "" if not told */
	const char *choices; /* "in|out"; NULL: any value */
	const char *least, *most; /* of a number; NULL: not told */
	const char *otherwise;    /* the value if it is not given; NULL: none, or not told */
	const char *text;    /* may be empty */
	enum ari_place place;
	bool required;
	bool repeated;
};

/* When it is refused. */
struct ari_refusal {
	const char *code; /* 404 */
	const char *reason;
};

struct ari_operation {
	const char *method; /* GET */
	const char *path;   /* channels/{channelId}/play */
	const char *summary, *notes; /* may be empty */
	struct ari_parameter *v; /* required first, else as documented */
	size_t n;
	struct ari_refusal *refusals;
	size_t refusals_n;
};

/* A resource, or a type of event, and what it is about. */
struct ari_name {
	const char *name;
	const char *text; /* may be empty */
};

struct ari_docs {
	struct ari_operation *v;
	size_t n;
	struct ari_name *events;
	size_t events_n;
	struct ari_name *resources;
	size_t resources_n;
	char *memory; /* of the texts */
};

void ari_docs_clear(struct ari_docs *d);

/* Those of Asterisk 22: paths, methods, parameters, values and types of events; no texts.
 * For the main thread. */
const struct ari_docs *ari_known(void);

/* Is it a resource, the first part of a path, of one of those? */
bool ari_knows(struct str resource);

/* Take the part before the first slash off a path. */
bool ari_segment(struct str *path, struct str *segment);

/* Is this part of an operation's path a {name} that stands for any id? */
bool ari_is_open(struct str segment);

/* Does an operation's path fit one that has ids, or the names in braces? */
bool ari_path_fits(struct str operation, struct str path);

/* The operation that a server performs: one with the part itself, channels/create, comes before one
 * where the part is an id. Case counts in paths, not in methods. NULL: there is none. */
const struct ari_operation *ari_find(
    const struct ari_docs *d, struct str method, struct str path);

/* The parameter of that name, case ignored, or NULL. */
const struct ari_parameter *ari_parameter(const struct ari_operation *o, struct str name);

#endif
