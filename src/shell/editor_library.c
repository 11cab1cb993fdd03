/* SPDX-License-Identifier: ISC */
/* Opens libedit. */
#include "shell/editor_library.h"

#include <stddef.h>

#include "base/library.h"

#define SYMBOL(name) {#name, offsetof(struct editor_library, name##_)},

struct editor_library editor_library;

static const struct library_symbol symbols[] = {EDITOR_FUNCTIONS(SYMBOL)};

static struct library library = {
    .what = "libedit",
    .names = (const char *const[]){"libedit.so.2", "libedit.so.0", "libedit.so", NULL},
    .symbols = symbols,
    .n = sizeof(symbols) / sizeof(symbols[0]),
    .table = &editor_library,
};

int
editor_library_open(struct err *err)
{
	return library_open(&library, err);
}
