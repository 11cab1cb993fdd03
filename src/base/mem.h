/* SPDX-License-Identifier: ISC */
/*
 * Allocation that cannot fail: out of memory ends the process in one place, after the terminal has
 * been restored. Nothing above this file checks an allocation.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include "base/str.h"

/* The caller frees all of these with free(). */
void *mem_alloc(size_t size);                   /* zeroed */
void *mem_array(size_t count, size_t size);     /* zeroed, overflow checked */
void *mem_grow(void *old, size_t count, size_t size); /* realloc, overflow checked */

/* v, which has n elements of that size and grows by this alone, with room for one more: its
 * memory is doubled each time that n is a power of two. NULL is empty. */
void *mem_more(void *v, size_t n, size_t size);

char *mem_strdup(const char *text);
char *mem_strndup(struct str s); /* NUL-terminated copy */

/* Replace *text (from malloc, or NULL) with a copy of s, which may be a part of it. */
void mem_replace(char **text, struct str s);

/* Return p, which a library allocated; ends the process if it is NULL. */
void *mem_must(void *p);

/* Overwrite a secret so that the compiler cannot leave it out. */
void mem_wipe(void *p, size_t n);

/* End the process because something necessary is missing: "out of memory". Allocates nothing. */
_Noreturn void mem_exhausted(const char *text);

/* Called once before the process ends because there is no memory; must not allocate. */
void mem_on_exhaustion(void (*restore)(void));

#endif
