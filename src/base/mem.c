/* SPDX-License-Identifier: ISC */
/* Allocation that cannot fail, and the wiping of secrets. */
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

static void (*restore_terminal)(void);

void
mem_on_exhaustion(void (*restore)(void))
{
	restore_terminal = restore;
}

static _Noreturn void
exhausted(void)
{
	static const char text[] = "amsh: out of memory\n";

	if (restore_terminal)
		restore_terminal();
	ssize_t n = write(STDERR_FILENO, text, sizeof(text) - 1);
	(void)n;
	_exit(2);
}

void *
mem_must(void *p)
{
	if (!p)
		exhausted();
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
		exhausted();
	size_t bytes = count * size;
	return mem_must(realloc(old, bytes ? bytes : 1));
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
