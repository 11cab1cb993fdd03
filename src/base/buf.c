/* SPDX-License-Identifier: ISC */
/* Owned bytes with a maximum. */
#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"

void
buf_init(struct buf *b, size_t max)
{
	*b = BUF_INIT(max);
}

void
buf_init_secret(struct buf *b, size_t max)
{
	buf_init(b, max);
	b->secret = true;
}

static void
give_back(const struct buf *b, char *p)
{
	if (b->secret && p)
		mem_wipe(p, b->cap);
	free(p);
}

void
buf_clear(struct buf *b)
{
	give_back(b, b->p);
	b->p = NULL;
	b->n = b->cap = 0;
	b->full = false;
}

void
buf_reset(struct buf *b)
{
	if (b->secret && b->p)
		mem_wipe(b->p, b->cap);
	b->n = 0;
	b->full = false;
}

/* Grow to hold n bytes and a NUL. A secret is moved by hand, since realloc leaves copies. */
static void
grow(struct buf *b, size_t n)
{
	size_t cap = b->cap ? b->cap : 64;

	while (cap < n + 1)
		cap *= 2;
	if (b->secret) {
		char *p = mem_alloc(cap);
		if (b->n)
			memcpy(p, b->p, b->n);
		give_back(b, b->p);
		b->p = p;
	} else {
		b->p = mem_grow(b->p, cap, 1);
	}
	b->cap = cap;
}

char *
buf_room(struct buf *b, size_t n)
{
	if (n > b->max || b->n > b->max - n) {
		b->full = true;
		return NULL;
	}
	if (b->n + n + 1 > b->cap)
		grow(b, b->n + n);
	return b->p + b->n;
}

int
buf_add(struct buf *b, const void *p, size_t n)
{
	char *room = buf_room(b, n);

	if (!room)
		return -1;
	if (n)
		memcpy(room, p, n);
	b->n += n;
	return 0;
}

int
buf_adds(struct buf *b, struct str s)
{
	return buf_add(b, s.p, s.n);
}

int
buf_addz(struct buf *b, const char *text)
{
	return buf_add(b, text, strlen(text));
}

int
buf_addc(struct buf *b, char c)
{
	return buf_add(b, &c, 1);
}

bool
buf_add_decoded(struct buf *b, struct str text)
{
	bool good = true;

	for (size_t i = 0; i < text.n; i++) {
		bool encoded = text.p[i] == '%';
		int byte = encoded ? str_hex_byte(str_from_at(text, i + 1)) : -1;
		good &= !encoded || byte >= 0;
		buf_addc(b, byte >= 0 ? (char)byte : text.p[i]);
		i += byte >= 0 ? 2 : 0;
	}
	return good;
}

int
buf_pad(struct buf *b, char c, size_t count)
{
	char *room = buf_room(b, count);

	if (!room)
		return -1;
	memset(room, c, count);
	b->n += count;
	return 0;
}

int
buf_addvf(struct buf *b, const char *format, va_list ap)
{
	va_list again;

	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, format, ap);
	char *room = n < 0 ? NULL : buf_room(b, (size_t)n);
	if (room) {
		vsnprintf(room, (size_t)n + 1, format, again);
		b->n += (size_t)n;
	}
	va_end(again);
	return room ? 0 : -1;
}

int
buf_addf(struct buf *b, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	int result = buf_addvf(b, format, ap);
	va_end(ap);
	return result;
}

void
buf_drop(struct buf *b, size_t n)
{
	if (n >= b->n) {
		b->n = 0;
		return;
	}
	memmove(b->p, b->p + n, b->n - n);
	b->n -= n;
}

struct str
buf_str(const struct buf *b)
{
	return str_from(b->p ? b->p : "", b->n);
}

const char *
buf_z(struct buf *b)
{
	if (!b->p)
		return "";
	b->p[b->n] = '\0';
	return b->p;
}

bool
buf_full(const struct buf *b)
{
	return b->full;
}
