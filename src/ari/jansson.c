/* SPDX-License-Identifier: ISC */
/* The only file that knows jansson. It builds a tree of a text, which is dropped as a whole. */
#include "ari/jansson.h"

#include <jansson.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/library.h"
#include "base/mem.h"

#define ARENA_LEAST 8192 /* bytes, beside those for the text */
#define ARENA_TIMES 8    /* bytes for each of the text: enough for nearly all */
#define ARENA_MOST  ((size_t)1 << 30)

static struct {
	json_t *(*loadb)(const char *text, size_t n, size_t flags, json_error_t *error);
	void (*set_alloc_funcs)(json_malloc_t take, json_free_t give_back);
} lib;

#define AT(member) offsetof(__typeof__(lib), member)

static const struct library_symbol symbols[] = {
    {"json_loadb", AT(loadb)},
    {"json_set_alloc_funcs", AT(set_alloc_funcs)},
};

/* Memory of which parts are taken one after the other, and which is freed as a whole. */
struct arena {
	struct chunk {
		struct chunk *older;
		max_align_t bytes[];
	} *chunk;
	size_t used, size; /* of the chunk */
	size_t left;       /* that further chunks may have */
};

/* Of the text that this thread is looking at. */
static _Thread_local struct arena *arena;

/* Make room for n more bytes. */
static bool
add_chunk(struct arena *a, size_t n)
{
	size_t size = a->size > n ? a->size : n;

	if (size > a->left)
		return false;
	struct chunk *chunk = mem_grow(NULL, sizeof(*chunk) + size, 1);
	chunk->older = a->chunk;
	a->chunk = chunk;
	a->left -= size;
	a->size = size;
	a->used = 0;
	return true;
}

static void *
take(size_t n)
{
	const size_t unit = _Alignof(max_align_t);

	n = (n + unit - 1) / unit * unit;
	if (arena->size - arena->used < n && !add_chunk(arena, n))
		return NULL;
	char *p = (char *)arena->chunk->bytes + arena->used;
	arena->used += n;
	return p;
}

static void
give_back(void *p)
{
	(void)p;
}

static void
arena_clear(struct arena *a)
{
	while (a->chunk) {
		struct chunk *older = a->chunk->older;
		free(a->chunk);
		a->chunk = older;
	}
}

static int
start(struct err *err)
{
	(void)err;
	lib.set_alloc_funcs(take, give_back);
	return 0;
}

static struct library library = {
    .what = "libjansson",
    .names = (const char *const[]){"libjansson.so.4", "libjansson.so", NULL},
    .symbols = symbols,
    .n = sizeof(symbols) / sizeof(symbols[0]),
    .table = &lib,
    .start = start,
};

int
jansson_open(struct err *err)
{
	return library_open(&library, err);
}

bool
jansson_check(struct str text, bool unique, char why[JANSSON_WHY])
{
	size_t flags = JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL | JSON_DECODE_ANY;
	size_t first = ARENA_LEAST + ARENA_TIMES * text.n;
	struct arena own = {.used = first, .size = first, .left = ARENA_MOST};
	json_error_t error = {.text = ""};

	arena = &own;
	bool good = lib.loadb(text.p, text.n, flags | (unique ? JSON_REJECT_DUPLICATES : 0),
	                &error) != NULL;
	arena = NULL;
	snprintf(why, JANSSON_WHY, "%s", good || error.text[0] ? error.text : "it is too big");
	arena_clear(&own);
	return good;
}
