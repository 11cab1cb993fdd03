/* SPDX-License-Identifier: ISC */
/* What the program says of itself, printed from the tables: help, man page sections. */
#ifndef CMD_MANUAL_H
#define CMD_MANUAL_H

#include "base/buf.h"
#include "cmd/cmd.h"

/* The commands by group, a line each. */
void manual_commands(struct buf *out);

/* One command: usage, help, aliases; filled to columns. */
void manual_command(struct buf *out, const struct cmd *cmd, size_t columns);

/* A section of the man page as mdoc: options, commands, environment or status. False: there is none
 * of that name. */
bool manual_mdoc(struct buf *out, struct str section);

/* Append text filled to columns, each line indented. */
void manual_fill(struct buf *out, struct str text, size_t indent, size_t columns);

#endif
