/* SPDX-License-Identifier: ISC */
/* Which lines must not be stored. */
#ifndef LANG_SECRET_H
#define LANG_SECRET_H

#include "base/str.h"

/*
 * Does the line seem to contain a secret? A word is the name of a secret header or variable and
 * something follows it; or a URL has a password; or it is a login. In doubt it does: stored lines
 * are kept in a file.
 */
bool secret_in_line(struct str line);

#endif
