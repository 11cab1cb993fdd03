/* SPDX-License-Identifier: ISC */
/* Allocation that cannot fail, and the wiping of secrets. */
#include "base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void (*restore_terminal)(void);

void
mem_on_exhaustion(void (*restore)(void))
{
	restore_terminal = restore;
}

void
mem_exhausted(const char *text)
{
	char line[256];
	int n = snprintf(line, sizeof(line), "amsh: %s\n", text);

	if (restore_terminal)
		restore_terminal();
	ssize_t written = write(STDERR_FILENO, line, (size_t)n);
	(void)written;
	_exit(2);
}

void *
mem_must(void *p)
{
	if (!p)
		mem_exhausted("out of memory");
	return p;
}

void *
mem_alloc(size_t size)
{
	return mem_must(calloc(1, size ? size : 1));
}

void *
mem_array(size_t count, size_t size)
{
	return mem_must(calloc(count ? count : 1, size));
}

void *
mem_grow(void *old, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		mem_exhausted("out of memory");
	size_t bytes = count * size;
	return mem_must(realloc(old, bytes ? bytes : 1));
}

void *
mem_more(void *v, size_t n, size_t size)
{
	return v && (n & (n - 1)) ? v : mem_grow(v, n ? 2 * n : 1, size);
}

char *
mem_strdup(const char *text)
{
	return mem_strndup(str_of(text));
}

char *
mem_strndup(struct str s)
{
	char *copy = mem_must(malloc(s.n + 1));

	if (s.n)
		memcpy(copy, s.p, s.n);
	copy[s.n] = '\0';
	return copy;
}

void
mem_replace(char **text, struct str s)
{
	char *copy = mem_strndup(s);

	free(*text);
	*text = copy;
}

void
mem_wipe(void *p, size_t n)
{
	volatile unsigned char *byte = p;

	while (n--)
		*byte++ = 0;
}
