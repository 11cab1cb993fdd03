/* SPDX-License-Identifier: ISC */
/*
 * The text of raw blocks, as one would type them into telnet: "Action: NAME" opens one, "Header:
 * value" lines follow, an empty line sends it. Another header may stand first, if the Action comes
 * before that.
 */
#ifndef LANG_RAW_BLOCK_H
#define LANG_RAW_BLOCK_H

#include <stdbool.h>

#include "base/str.h"

struct header;

/* Does this line open a block? */
bool raw_block_opens(struct str line);

/* Is it the one that says which action it is? */
bool raw_block_names_action(struct str line);

/* Is this line the empty one that ends it? */
bool raw_block_ends(struct str line);

/* "Header: value" as the server reads it: the blanks in front of the value do not count. Those in
 * front of the header come from the book that the block was copied from. */
bool raw_block_header(struct str line, struct header *h);

#endif
