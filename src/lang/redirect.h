/* SPDX-License-Identifier: ISC */
/*
 * Where a line says that its results go: LINE | CMD, LINE > FILE, LINE >> FILE. The operators are
 * bare words of what was typed, so no value can be one. They are for the whole line, also after
 * `do`; only what a local command gets (do !CMD) is not searched for them.
 */
#ifndef LANG_REDIRECT_H
#define LANG_REDIRECT_H

#include "base/err.h"

enum redirect_kind { REDIRECT_NONE, REDIRECT_PIPE, REDIRECT_FILE, REDIRECT_APPEND };

struct word;

struct redirect {
	enum redirect_kind kind;
	struct str line;   /* LINE */
	struct str target; /* CMD, or the word FILE with its quotes */
};

/* Cut a line; the views are of it. ERR_USAGE: a part is missing, or there is one too many. */
int redirect_cut(struct redirect *r, struct str line, struct err *err);

/* The operator of a kind: "|". Which of them is a word? */
const char *redirect_operator(enum redirect_kind kind);
enum redirect_kind redirect_kind_of(const struct word *word);

#endif
