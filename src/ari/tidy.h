/* SPDX-License-Identifier: ISC */
/* JSON text as amsh keeps it, before anybody has read it. */
#ifndef ARI_TIDY_H
#define ARI_TIDY_H

#include "base/buf.h"
#include "base/err.h"

#define TIDY_DEPTH 512 /* objects and arrays in each other; Asterisk sends some ten */

/*
 * Append the text without the blanks and line ends between its parts, with U+FFFD for what is no
 * character (bytes that are not UTF-8, halves of surrogate pairs), and with escapes for characters
 * that control a terminal or are invisible: \u202e, so that it can be shown as it is. Whether it is
 * JSON is another question. ERR_FAILED: it is nested too deep, or does not fit.
 */
int tidy(struct buf *out, struct str text, struct err *err);

#endif
