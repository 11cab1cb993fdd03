/* SPDX-License-Identifier: ISC */
/*
 * A line that another one holds after do (lang/split), and what ${…} in it means: a column of the
 * row that it runs for, a variable, or a header of a message.
 */
#ifndef SCRIPT_HELD_H
#define SCRIPT_HELD_H

#include "lang/split.h"

struct client;

/* What ${…} means now. */
struct split_source held_source(struct client *client);

/* Find the do in words that a shell has split, if their command has one. */
void held_find(struct client *client, struct words *words);

/* Can the line after do be split, with what ${…} means now? */
int held_check(struct client *client, const struct words *words, struct err *err);

/* Append it as it could be typed for what ${…} means now, or as it is when that cannot be. */
void held_show(struct client *client, const struct words *words, struct buf *out);

/* The flags of a line's row, CMD_SESSION for an action; of one that holds others, of all. */
unsigned held_flags(struct client *client, const struct words *words);

/* Does the line after do need a connection? */
bool held_needs_server(struct client *client, const struct words *words);

/* Has the word a value between slashes, of which one is from ${…}? *value is that. */
bool held_makes_expression(const struct word *word, struct str *value);

/* A row's value is data: ERR_USAGE if a word that is nothing else would be taken for a regular
 * expression, and reach more than the row says. */
int held_check_values(struct client *client, const struct words *words, struct err *err);

#endif
