/* SPDX-License-Identifier: ISC */
/*
 * What can come next in a line. Pure: line and knowledge in, candidates out; the Tab key, the ? key
 * and `amsh --complete` share it.
 */
#ifndef COMPLETE_COMPLETE_H
#define COMPLETE_COMPLETE_H

#include "base/buf.h"
#include "base/pairs.h"
#include "client/knowledge.h"
#include "conf/members.h"
#include "lang/cmd.h"
#include "lang/names.h"
#include "state/channels.h"

/* In the order they are listed. */
enum candidate_kind {
	CANDIDATE_WORD,
	CANDIDATE_BEGINNING, /* goes on without a blank behind it: a folder */
	CANDIDATE_REQUIRED,  /* so does Header=, here of one that the action requires */
	CANDIDATE_OPTIONAL,
};

struct candidate {
	char *text;
	char *summary; /* may be empty */
	enum candidate_kind kind;
};

struct completion {
	struct candidate *v;
	size_t n;
	size_t start;      /* where the word begins that the candidates replace */
	struct str prefix; /* what is typed of it, unquoted; borrowed until completion_clear */
	char quote;        /* the quote it stands in, or 0 */
	bool literal;      /* it is no shell word: nothing in it is quoted */
	const struct cmd *cmd; /* the command, once it is known */
	struct buf memory;
};

/* What is known; members may be NULL. */
struct complete_source {
	const struct names *names;
	const struct pairs *aliases;
	const struct channels *channels; /* that live */
	const struct members *members;   /* whom @NAMES in front of the line picks */
	bool abbreviations;
	/* What the server tells of a topic and of an action; NULL while it has not. */
	const struct names *(*tell)(void *arg, enum topic topic, struct str key);
	const struct docs *(*docs)(void *arg, struct str action);
	void *arg;
};

/* Candidates for the last word of line (the text up to the cursor), sorted within their kinds, each
 * once. Clear it. */
void complete_line(struct completion *c, struct str line, const struct complete_source *source);

/* The same for the words behind `amsh`, options included; the last one is being typed. */
void complete_argv(struct completion *c, char *const *words, size_t n);

void completion_clear(struct completion *c);

/* Add a candidate if it begins with the prefix; for those who know some. Both are copied. */
void completion_add(
    struct completion *c, struct str text, struct str summary, enum candidate_kind kind);

/* Nothing can stand behind it without a blank. */
bool candidate_ends_word(const struct candidate *candidate);

/* How many bytes all candidates begin with. */
size_t completion_common(const struct completion *c);

#endif
