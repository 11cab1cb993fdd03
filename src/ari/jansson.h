/* SPDX-License-Identifier: ISC */
/*
 * Is a text JSON? jansson says so, which is opened for the first one. What is JSON is taken apart
 * where it stands (ari/cut.h), so that each value stays as it was written.
 */
#ifndef ARI_JANSSON_H
#define ARI_JANSSON_H

#include "base/err.h"

/* Is there a jansson? ERR_USAGE. */
int jansson_open(struct err *err);

#define JANSSON_WHY 160 /* bytes that a reason has */

/*
 * After jansson_open: is the text one value of JSON? unique: and no object in it has two members of
 * the same name. False, and why, in jansson's words. Nearly every text costs one piece of memory,
 * which is freed again; one that needs more than 1 GiB is refused.
 */
bool jansson_check(struct str text, bool unique, char why[JANSSON_WHY]);

#endif
