/* SPDX-License-Identifier: ISC */
/*
 * What can come next in a line. Pure: line and knowledge in, candidates out; the Tab key, the ? key
 * and `amsh --complete` share it.
 */
#ifndef CMD_COMPLETE_H
#define CMD_COMPLETE_H

#include "base/buf.h"
#include "base/pairs.h"
#include "cmd/cmd.h"
#include "cmd/names.h"

struct candidate {
	char *text;
	char *summary; /* may be empty */
	bool partial;  /* goes on without a blank behind it: Header= */
};

struct completion {
	struct candidate *v;
	size_t n;
	size_t start;      /* where the word begins that the candidates replace */
	struct str prefix; /* what is typed of it, unquoted; borrowed until completion_clear */
	char quote;        /* the quote it stands in, or 0 */
	const struct cmd *cmd; /* the command, once it is known */
	struct buf memory;
};

/* What is known; members may be NULL. */
struct complete_source {
	const struct names *names;
	const struct pairs *aliases;
	bool abbreviations;
};

/* Candidates for the last word of line (the text up to the cursor), sorted, each once. Clear it. */
void complete_line(struct completion *c, struct str line, const struct complete_source *source);

/* The same for the words behind `amsh`, options included; the last one is being typed. */
void complete_argv(struct completion *c, char *const *words, size_t n);

void completion_clear(struct completion *c);

/* How many bytes all candidates begin with. */
size_t completion_common(const struct completion *c);

#endif
