/* SPDX-License-Identifier: ISC */
/*
 * Puts a file where another may be, in one step: whoever looks finds the old one, the new one, or
 * none, but never a part. The new one has mode 0600. Only a regular file is replaced: not a device,
 * a link or a pipe.
 */
#ifndef BASE_REPLACE_H
#define BASE_REPLACE_H

#include "base/err.h"

/* Could it be done, as far as can be known before there is something to write? ERR_USAGE.
 * what: "the report". */
int replace_check(const char *what, const char *file, struct err *err);

/* Do it; it is on the disk then. */
int replace_file(const char *what, const char *file, struct str text, struct err *err);

/* Have the names in the directory of a file written to the disk. */
void replace_sync_names(const char *file);

#endif
