/* SPDX-License-Identifier: ISC */
/*
 * Converts pasted text for the line. The terminal says where it begins and ends (bracketed paste,
 * xterm's control sequences); this file uses no terminal.
 */
#ifndef SHELL_PASTE_H
#define SHELL_PASTE_H

#include "base/str.h"

struct buf;

/*
 * Append pasted text with \n as its line end, where it came with CR LF, CR or LF. Some terminals
 * turn CR LF into CR CR: then half of them are removed, if the empty lines would break up a raw
 * block. NUL becomes U+FFFD.
 */
void paste_clean(struct buf *out, struct str pasted);

#endif
