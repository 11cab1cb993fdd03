/* SPDX-License-Identifier: ISC */
/*
 * Libraries that few users need. They are opened on first use, so that everything else starts
 * without them and runs where they are not installed.
 */
#ifndef BASE_LIBRARY_H
#define BASE_LIBRARY_H

#include <stddef.h>

#include "base/err.h"

/* A function of the library, and the place of its pointer in the caller's table. */
struct library_symbol {
	const char *name;
	size_t at;
};

/*
 * Open the first of the libraries that is there (NULL ends the names) and put the functions into
 * table. It stays open as long as the process lives. ERR_USAGE: what names it ("libcurl"), and the
 * reason.
 */
int library_load(const char *what, const char *const *names, const struct library_symbol *symbols,
    size_t n, void *table, struct err *err);

#endif
