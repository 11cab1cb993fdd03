/* SPDX-License-Identifier: ISC */
/*
 * Finds the end of plain text a block at a time: nearly all bytes of nearly all messages are
 * printable ASCII, and escaping copies such runs at once. A block is a vector of SSE2, elsewhere
 * (and with SCAN_PORTABLE) a machine word.
 */
#ifndef BASE_SCAN_H
#define BASE_SCAN_H

#include <stdint.h>

#if defined(__SSE2__) && !defined(SCAN_PORTABLE)
#include <emmintrin.h>
#define SCAN_BLOCK 16
#else
#define SCAN_BLOCK 8
#endif

#include "base/str.h"

/* Does the word hold a byte that is not printable ASCII, or is a or b? Only such a byte can cause a
 * borrow or carry between the bytes. */
static inline bool
scan_word_stops(uint64_t word, char a, char b)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), high = ones * 0x80;
	uint64_t low = word - ones * 0x20, del = word + ones;
	uint64_t is_a = (word ^ (ones * (unsigned char)a)) - ones;
	uint64_t is_b = (word ^ (ones * (unsigned char)b)) - ones;

	return ((word | low | del | is_a | is_b) & high) != 0;
}

static inline uint64_t
scan_word(const char *p)
{
	uint64_t word;

	memcpy(&word, p, sizeof(word));
	return word;
}

/* The 4 to 8 bytes at p as one word; those in the middle may come twice. */
static inline uint64_t
scan_load(const char *p, size_t n)
{
	uint32_t head, tail;

	memcpy(&head, p, sizeof(head));
	memcpy(&tail, p + n - sizeof(tail), sizeof(tail));
	return (uint64_t)head << 32 | tail;
}

/* Copy the 4 to 8 bytes at p. */
static inline void
scan_put(char *to, const char *p, size_t n)
{
	char head[4], tail[4];

	memcpy(head, p, sizeof(head));
	memcpy(tail, p + n - sizeof(tail), sizeof(tail));
	memcpy(to, head, sizeof(head));
	memcpy(to + n - sizeof(tail), tail, sizeof(tail));
}

static inline bool
scan_is_plain(char c, char a, char b)
{
	return c >= ' ' && c <= '~' && c != a && c != b;
}

/* Copy a block, unless to is NULL; returns how many bytes stand before its first one that is not
 * plain. */
static inline size_t
scan_block(char *to, const char *p, char a, char b)
{
#if SCAN_BLOCK == 16
	__m128i block = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i printable = _mm_cmpgt_epi8(block, _mm_set1_epi8(' ' - 1)); /* 0x80.. are negative */
	__m128i stops = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8(0x7f)),
	    _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8(a)),
	        _mm_cmpeq_epi8(block, _mm_set1_epi8(b))));
	unsigned plain = (unsigned)_mm_movemask_epi8(_mm_andnot_si128(stops, printable));
	if (to)
		_mm_storeu_si128((__m128i *)(void *)to, block);
	return (size_t)__builtin_ctz(~plain); /* bit 16 at the latest */
#else
	size_t n = 0;
	if (to)
		memcpy(to, p, SCAN_BLOCK);
	if (!scan_word_stops(scan_word(p), a, b))
		return SCAN_BLOCK;
	while (scan_is_plain(p[n], a, b))
		n++;
	return n;
#endif
}

/* Copy less than a block, unless to is NULL; returns the same. */
static inline size_t
scan_short(char *to, struct str s, char a, char b)
{
	size_t i = 0;

	for (size_t left = s.n; left >= 4; left = s.n - i) {
		size_t n = left < 8 ? left : 8;
		if (scan_word_stops(scan_load(s.p + i, n), a, b))
			break;
		if (to)
			scan_put(to + i, s.p + i, n);
		i += n;
	}
	for (; i < s.n && scan_is_plain(s.p[i], a, b); i++)
		if (to)
			to[i] = s.p[i];
	return i;
}

/* Copy the head of s that is printable ASCII and holds neither a nor b, where 0 stands for none, to
 * where there is room for all of s; returns its length. To NULL: only its length. */
static inline size_t
scan_copy(char *to, struct str s, char a, char b)
{
	size_t i = 0, n;

	if (s.n < SCAN_BLOCK)
		return scan_short(to, s, a, b);
	for (; s.n - i >= SCAN_BLOCK; i += SCAN_BLOCK)
		if ((n = scan_block(to ? to + i : NULL, s.p + i, a, b)) < SCAN_BLOCK)
			return i + n;
	if (i == s.n)
		return i;
	i = s.n - SCAN_BLOCK; /* the last block begins in the one before it */
	return i + scan_block(to ? to + i : NULL, s.p + i, a, b);
}

/* The length of that head. */
static inline size_t
scan_plain(struct str s, char a, char b)
{
	return scan_copy(NULL, s, a, b);
}

/* As scan_copy, where a block more than s can be read and written: no byte is taken alone. */
static inline size_t
scan_copy_over(char *to, struct str s, char a, char b)
{
	size_t i = 0, n;

	do {
		n = scan_block(to + i, s.p + i, a, b);
		i += n;
	} while (n == SCAN_BLOCK && i < s.n);
	return i < s.n ? i : s.n;
}

/* Are the n bytes the same? For names, which are short. */
static inline bool
scan_same(const char *a, const char *b, size_t n)
{
	size_t i = 0;

	if (n >= 8) {
		for (; i + 8 < n; i += 8)
			if (scan_word(a + i) != scan_word(b + i))
				return false;
		return scan_word(a + n - 8) == scan_word(b + n - 8);
	}
	if (n >= 4)
		return scan_load(a, n) == scan_load(b, n);
	while (i < n && a[i] == b[i])
		i++;
	return i == n;
}

#endif
