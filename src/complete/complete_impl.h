/* SPDX-License-Identifier: ISC */
/* Shared by the files of completion; all others need only complete.h. */
#ifndef COMPLETE_COMPLETE_IMPL_H
#define COMPLETE_COMPLETE_IMPL_H

#include "complete/candidates.h"
#include "complete/source.h"
#include "lang/split.h"

/* Add the sections of amsh.conf, or of the file config, after the last comma of the word; only
 * those of single servers, for a word that is one. config "": there are none. */
void complete_servers(struct completion *c, const char *config);
void complete_server(struct completion *c, const char *config);

/* Add its aliases to these. */
void configured_aliases(struct pairs *aliases, const char *config);

/* The row that a line's first word names, maybe abbreviated; NULL: it is an action, or nothing. */
const struct cmd *complete_command(struct str name, const struct complete_source *source);

/* The place after the do that stands before the last of these words, or 0. */
size_t complete_after_do(const struct words *w);

/* Add the candidates for the last of these words, the first being the command. */
void complete_words(
    struct completion *c, const struct words *w, const struct complete_source *source);

/* Add the names of servers that the last one after @ can be. False: the line has none. */
bool complete_members(struct completion *c, struct str line, const struct members *members);

/* Add the actions of the server, or those we know of. */
void complete_actions(struct completion *c, const struct complete_source *source);

/* Complete a line of a raw block: one is open, or this line opens it. False: it is none. */
bool complete_block(struct completion *c, struct str line, const struct complete_source *source);

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

/* Add what a term can be: the headers of a list "A,B", or values of the header that it begins with,
 * as these events (a list, "A,B") have them. */
void complete_term_header(struct completion *c, struct str headers);
bool complete_term_value(
    struct completion *c, struct str events, const struct complete_source *source);

/* Hand the headers that the items of a line's list have, "A,B", to add, as far as known. */
typedef void complete_names_fn(struct completion *c, struct str names);
void complete_items(struct completion *c, const struct words *w, complete_names_fn *add);

/* Add what PATH, and a word after it, can be in "ari METHOD PATH NAME=VALUE…". */
void complete_ari_path(
    struct completion *c, const struct words *w, const struct complete_source *source);
void complete_ari_query(
    struct completion *c, const struct words *w, const struct complete_source *source);

/* Add the applications of ARI; the types of its events, after the last comma; what can follow ari
 * tail. */
void complete_ari_apps(struct completion *c, const struct complete_source *source);
void complete_ari_types(struct completion *c, const struct complete_source *source);
void complete_ari_event(
    struct completion *c, bool first, const struct complete_source *source);

/* The same for "help ari [METHOD] PATH". */
void complete_ari_help(
    struct completion *c, const struct words *w, const struct complete_source *source);

/* Append what can follow these words of ari, the last of which is being typed. */
enum share { SHARE_ALL, SHARE_REQUIRED, SHARE_NEXT, SHARES }; /* how much of what is lacking */
void hint_of_ari(struct buf *out, const struct words *w, enum share share,
    const struct complete_source *source);

/* Where the name in a ${NAME} begins that is being typed at the end of text, or 0. */
size_t variable_open(struct str text);

/* Add what the NAME of a ${NAME} in the last of these words can be. */
void complete_variable(
    struct completion *c, const struct words *w, const struct complete_source *source);

/* Add the candidates for the last of these words after an operator: the terms of where, files, or
 * none. False: it is not after one. */
bool complete_operator(
    struct completion *c, const struct words *w, const struct complete_source *source);

#endif
