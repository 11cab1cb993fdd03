/* SPDX-License-Identifier: ISC */
/* What completion knows about the server, the script and the fleet. */
#ifndef COMPLETE_SOURCE_H
#define COMPLETE_SOURCE_H

#include "ami/docs.h"
#include "base/pairs.h"
#include "client/cache.h"
#include "lang/names.h"

struct ari_docs;
struct channels;
struct members;
struct messages;

/* What is known; members may be NULL. */
struct complete_source {
	const struct names *names;
	const struct pairs *aliases;
	const struct pairs *variables;   /* of ${NAME}; may be NULL */
	const struct messages *messages; /* of ${Header}; may be NULL */
	const struct channels *channels; /* that live */
	const struct members *members;   /* the servers that @NAMES before the line selects */
	const char *config; /* the file to read instead of amsh.conf; "": neither; NULL: that */
	struct str block; /* the lines of the raw block that is open; no p: none is */
	bool abbreviations;
	/* What the server tells about a topic and an action; NULL while unknown. */
	const struct names *(*tell)(void *arg, enum topic topic, struct str key);
	const struct docs *(*docs)(void *arg, struct str action);
	/* What ARI says of a resource in its api-docs, or, of "resources", which there are. */
	const struct ari_docs *(*ari_docs)(void *arg, struct str resource);
	void *arg;
};

static inline const struct names *
source_names(const struct complete_source *s, enum topic topic, struct str key)
{
	return s->tell ? s->tell(s->arg, topic, key) : NULL;
}

static inline const struct docs *
source_docs(const struct complete_source *s, struct str action)
{
	return s->docs ? s->docs(s->arg, action) : NULL;
}

static inline const struct ari_docs *
source_ari(const struct complete_source *s, struct str resource)
{
	return s->ari_docs ? s->ari_docs(s->arg, resource) : NULL;
}

#endif
