/* SPDX-License-Identifier: ISC */
/*
 * Words in the wrong place: options of amsh after the command, a server where a command is
 * expected, what other programs' users type by habit. Each gets an answer that says what to type
 * instead.
 */
#ifndef LANG_MISPLACED_H
#define LANG_MISPLACED_H

#include "conf/options.h"
#include "lang/args.h"

/* Is words[i] of the command an option of amsh, short or long, and not quoted? Then err, ERR_USAGE,
 * says where it belongs. The command's own options were checked before. */
bool misplaced_option(const char *command, const struct words *words, size_t i, struct err *err);

/* The same for all words of the command line after the command, cmd if it is a row; err also when
 * the first word is a server instead of a command. */
bool misplaced_words(const struct options *o, const struct cmd *cmd, const struct words *words,
    struct err *err);

/* What to type instead of a first word that is not a command, or NULL. */
const char *misplaced_habit(const struct word *first);

#endif
