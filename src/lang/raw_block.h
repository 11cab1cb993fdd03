/* SPDX-License-Identifier: ISC */
/*
 * The text of raw blocks, as in a telnet session: "Action: NAME" opens one, "Header: value" lines
 * follow, an empty line sends it. Other headers may come before the Action line.
 */
#ifndef LANG_RAW_BLOCK_H
#define LANG_RAW_BLOCK_H

#include <stdbool.h>

#include "base/str.h"

struct header;

/* Does this line open a block? */
bool raw_block_opens(struct str line);

/* Is it the one that names the action? */
bool raw_block_names_action(struct str line);

/* Is this line the empty one that ends it? */
bool raw_block_ends(struct str line);

/* "Header: value" as the server reads it: blanks before the value do not count. Blanks before the
 * header may come from indented text. */
bool raw_block_header(struct str line, struct header *h);

/* The first value of a header in the lines of a block. False: none has it, *value is empty. */
bool raw_block_find(struct str block, struct str name, struct str *value);

#endif
