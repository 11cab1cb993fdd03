/* SPDX-License-Identifier: ISC */
/* The program's own documentation, printed from the tables: help, man page sections. */
#ifndef COMPLETE_MANUAL_H
#define COMPLETE_MANUAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct buf;
struct cmd;
struct docs;
struct pairs;

/* The commands by group, a line each; or their names alone, so that all fit a small screen. */
void manual_commands(struct buf *out);
void manual_overview(struct buf *out, const struct pairs *aliases, size_t columns);

/* How a command is used, and its summary. */
void manual_usage(struct buf *out, const struct cmd *cmd, size_t columns);

/* The parameters of an action, as the server's docs have them or (NULL) the catalog. If neither has
 * it, nothing is appended and false is returned. */
bool manual_action(struct buf *out, struct str name, const struct docs *docs, size_t columns);

/* One command: usage, help, aliases; filled to columns. */
void manual_command(struct buf *out, const struct cmd *cmd, size_t columns);

/* A section of the man page as mdoc: options, commands, environment or status. False: there is none
 * of that name. */
bool manual_mdoc(struct buf *out, struct str section);

#endif
