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

/* A library that is opened once, and what came of it: the last two are not the caller's. */
struct library {
	const char *what;         /* "libcurl" */
	const char *const *names; /* of its file: the first that is there; NULL ends them */
	const struct library_symbol *symbols;
	size_t n;
	void *table;
	int (*start)(struct err *err); /* what is to be done with it at first; NULL: nothing */
	bool tried;
	struct err failure;
};

/*
 * Open it, put the functions into its table and start it: the first time; the same answer ever
 * after. It stays open as long as the process lives. For any thread: while one opens a library,
 * others wait. ERR_USAGE names it, and says the reason.
 */
int library_open(struct library *l, struct err *err);

#endif
