/* SPDX-License-Identifier: ISC */
/*
 * Libraries that not every run needs. They are opened on first use, so that everything else starts
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

/* A library that is opened once, and what came of it: the last two are not the caller's. */
struct library {
	const char *what;
	const char *const *names;
	const struct library_symbol *symbols;
	size_t n;
	void *table;
	bool tried;
	struct err failure;
};

/* library_load the first time; the same answer ever after. For any thread: while one opens a
 * library, others wait. */
int library_open(struct library *l, struct err *err);

#endif
