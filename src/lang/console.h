/* SPDX-License-Identifier: ISC */
/*
 * What the server's console would complete: the hidden console command `_command matchesarray`,
 * there in every version (main/cli.c, handle_commandmatchesarray; captures command-complete). Pure.
 */
#ifndef LANG_CONSOLE_H
#define LANG_CONSOLE_H

#include "base/buf.h"
#include "lang/names.h"

/* Do console lines often begin with this word? No action has this name. */
bool console_begins(struct str word);

/* The unfinished word at the end of a console line, empty after a blank. */
struct str console_last_word(struct str line);

/* Append the console command that lists what can follow. */
void console_ask_matches(struct buf *out, struct str line);

/* Append the console command that lists the entries of a family of the key-value store, or of all;
 * add those that its output has: "family/key", and the value as the summary. */
void console_ask_database(struct buf *out, struct str family);
void console_read_database(struct names *entries, struct str output);

/* The entry, "/family/key", and its value in a line of that output. False: the line has none. */
bool console_database_entry(struct str line, struct str *entry, struct str *value);

/* A family as the store has it: without the slash that the console prints in front of one, and
 * without one at the end. */
struct str console_family(struct str word);

/* Add the matches that its output names; none if the output is anything else. */
void console_read_matches(struct names *matches, struct str output);

#endif
