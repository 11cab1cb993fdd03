/* SPDX-License-Identifier: ISC */
/*
 * Text that was pasted: what is put into the line for it. The terminal says where it begins and
 * ends (bracketed paste, xterm's control sequences); this file knows no terminal.
 */
#ifndef SHELL_PASTE_H
#define SHELL_PASTE_H

#include "base/str.h"

struct buf;

/*
 * Append pasted text with \n as its line end, where it came with CR LF, CR or LF. Some terminals
 * make CR CR of CR LF: then half of them go, if the empty lines would cut a raw block in pieces
 * that are none. NUL becomes U+FFFD.
 */
void paste_clean(struct buf *out, struct str pasted);

#endif
