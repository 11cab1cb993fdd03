/* SPDX-License-Identifier: ISC */
/* Shared by the files of completion; all others need only complete.h. */
#ifndef COMPLETE_COMPLETE_IMPL_H
#define COMPLETE_COMPLETE_IMPL_H

#include "complete/candidates.h"
#include "complete/source.h"
#include "lang/split.h"

/* Add the sections of amsh.conf, or of the file config, after the last comma of the word. */
void complete_servers(struct completion *c, const char *config);

/* Add the candidates for the last of these words, the first being the command. */
void complete_words(
    struct completion *c, const struct words *w, const struct complete_source *source);

/* Add the names of servers that the last one after @ can be. False: the line has none. */
bool complete_members(struct completion *c, struct str line, const struct members *members);

/* Add what the last word can be after an action's name, where words[from..] are: the value of the
 * next parameter, or a header. */
void complete_action(struct completion *c, struct str action, const struct words *w, size_t from,
    const struct complete_source *source);

/* Add the headers that a row passes on to its action: those that none of its arguments sets. */
void complete_row_headers(
    struct completion *c, const struct words *w, const struct complete_source *source);

/* Add the console's words for a command that takes a console line, or for its last word. */
void complete_console(
    struct completion *c, const struct words *w, const struct complete_source *source);

/* Add each header of a list "A,B" as the beginning of a term. */
void completion_headers(struct completion *c, struct str headers);

/* Add the candidates for the last of these words after an operator: the terms of where, files, or
 * none. False: it is not after one. */
bool complete_operator(struct completion *c, const struct words *w);

#endif
