/* SPDX-License-Identifier: ISC */
/* The candidates for a word that is being typed. */
#ifndef COMPLETE_CANDIDATES_H
#define COMPLETE_CANDIDATES_H

#include "base/buf.h"
#include "lang/cmd.h"

/* In the order they are listed. */
enum candidate_kind {
	CANDIDATE_WORD,
	CANDIDATE_BEGINNING, /* continues without a blank after it: a directory */
	CANDIDATE_REQUIRED,  /* the same for the Header= of a required parameter */
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
	size_t start;      /* where the word that the candidates replace begins */
	struct str prefix; /* what is typed of it, unquoted; borrowed until completion_clear */
	size_t head;       /* bytes before prefix that each candidate begins with; mostly 0 */
	char quote;        /* the quote around it, or 0 */
	bool any_case;     /* those that differ in case alone are the same: commands */
	bool literal;      /* it is not a shell word: nothing in it is quoted */
	const struct cmd *cmd; /* the command, once it is known */
	struct buf memory;
};

void completion_clear(struct completion *c);

/* Have the candidates of other instead, which loses them. */
void completion_replace(struct completion *c, struct completion *other);

/* Add a candidate if it begins with the prefix; for the sources. Both are copied. */
void completion_add(
    struct completion *c, struct str text, struct str summary, enum candidate_kind kind);

/* What is added from here on follows the next n bytes of the word, Header= or --option=, until
 * completion_back with the same n. */
void completion_after(struct completion *c, size_t n);
void completion_back(struct completion *c, size_t n);

/* Nothing can follow it without a blank. */
bool candidate_ends_word(const struct candidate *candidate);

/* How many bytes all candidates begin with. */
size_t completion_common(const struct completion *c);

/* Add a candidate that is a word. */
void completion_word(struct completion *c, struct str text, struct str summary);

/* Keep only the candidates that fit, if any does. */
typedef bool candidate_fits_fn(const struct completion *c, struct str text, struct str arg);
void completion_prefer(struct completion *c, candidate_fits_fn *fits, struct str arg);

/* Add each of "a|b|c"; NULL is none. */
void complete_choices(struct completion *c, const char *choices);

/* Where the last part of the word, a list with commas, begins; is it in what stands before? */
size_t completion_last_part(const struct completion *c);
bool completion_is_listed(struct str list, struct str part);

/* Add what a mask of events can be: classes, after the last comma; at first, on and off too. */
void complete_mask(struct completion *c);

/* Add the names in the folder that the prefix names. */
void complete_files(struct completion *c);

/* Sort, and remove duplicates: with any_case, of a command and an action of the same name. */
void completion_tidy(struct completion *c);

#endif
