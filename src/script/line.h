/* SPDX-License-Identifier: ISC */
/* Running a line: a raw block, a local command, an alias, a row of the table, or any action. */
#ifndef SCRIPT_LINE_H
#define SCRIPT_LINE_H

#include "lang/split.h"

struct client;
struct cmd;

/* Run one line as it was typed. err says what went wrong; it is not printed here. */
int line_run(struct client *client, struct str line, struct err *err);

/* Run words that are split already. */
int line_run_words(struct client *client, const struct words *words, struct err *err);

/* Run the line after do, with what ${…} means now. */
int line_run_held(struct client *client, const struct words *words, struct err *err);

/* Run an action of the server, whatever commands there are, with what words[from..] say. */
int line_run_action(struct client *client, struct str name, const struct words *words, size_t from,
    struct err *err);

/* Which row would run for a line that begins with this word? NULL: an alias, an action or none. */
const struct cmd *line_command(const struct client *client, struct str name);

#endif
