/* SPDX-License-Identifier: ISC */
/*
 * Event masks. The server takes class names case-sensitively and without blanks, and silently
 * understands anything else as "off" (main/manager.c, strings_to_mask; capture events-masks), so
 * they are checked here.
 */
#ifndef LANG_MASK_H
#define LANG_MASK_H

#include "base/buf.h"
#include "base/err.h"

/* Append the mask as the server wants it: on, off or classes. ERR_USAGE names a wrong class. */
int mask_read(struct buf *out, struct str text, struct err *err);

/* Does a mask let events of this class through? */
bool mask_has(struct str mask, struct str class);

#endif
