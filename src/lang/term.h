/* SPDX-License-Identifier: ISC */
/*
 * Which events: a comma list of event names or globs, and terms on their headers. All terms must
 * hold: Header=glob, Header!=glob, Header~regex, Header!~regex. Case is ignored. A repeated header
 * matches if one of its values does, and so does an array of ARI if one of its elements does; a
 * missing header is empty. A name that begins with "ari:" is that of an event of ARI, every other
 * of one of AMI.
 */
#ifndef LANG_TERM_H
#define LANG_TERM_H

#include "ami/msg.h"
#include "base/buf.h"
#include "base/err.h"

struct term;

/* The parts of a term, views into its word. */
struct term_parts {
	struct str header; /* may be empty, which is none */
	struct str value;
	bool regex; /* the value is a regular expression, else a glob */
	bool negated;
};

/* Parse a term. False: it has no operator. */
bool term_split(struct term_parts *t, struct str word);

/* What events come from. */
enum terms_origin {
	TERMS_AMI = 1,
	TERMS_ARI = 2,
};

#define TERMS_ARI_PREFIX "ari:"

struct terms {
	char *names;  /* "Hangup,Dial*", or NULL: every event */
	struct term *v;
	size_t n;
};

/* Add one word: the first without an operator is the names, every other a term. ERR_USAGE names
 * what is wrong. Start with zeroed terms; clear them in any case. */
int terms_add(struct terms *all, struct str word, struct err *err);
void terms_clear(struct terms *all);

bool terms_match(const struct terms *all, const struct msg *m);

/* Where the names of a list are from, a set of TERMS_…; without names: TERMS_AMI. And where an
 * event is from. */
unsigned terms_origins(struct str names);
enum terms_origin terms_origin_of(const struct msg *m);

/* Can an event of this name match? */
bool terms_match_name(const struct terms *all, enum terms_origin origin, struct str name);

/* The header of term i. */
struct str terms_header(const struct terms *all, size_t i);

/* Append them as they could be typed. */
void terms_print(struct buf *out, const struct terms *all);

#endif
