/* SPDX-License-Identifier: ISC */
/* Which lines may not be kept. */
#ifndef LANG_SECRET_H
#define LANG_SECRET_H

#include "base/str.h"

/*
 * Does the line hold a secret, as far as one can see? A word is the name of a secret header or
 * variable and something follows it; or a URL has a password; or it is a login. Rather once too
 * often: what is kept is kept in a file.
 */
bool secret_in_line(struct str line);

#endif
