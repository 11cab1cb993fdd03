/* SPDX-License-Identifier: ISC */
/*
 * Where a byte is among 64, as the bits of a word: bit i stands for byte i. Line ends and colons
 * are found by words of such marks, not by a search for each.
 *
 * With SSE2 16 bytes are compared at once, with AVX2 32; else, or with MARKS_PORTABLE defined, 8.
 * All forms give the same word (tests/base/test_marks.c).
 */
#ifndef BASE_MARKS_H
#define BASE_MARKS_H

#include <stdint.h>

#include "base/str.h"

#define MARKS_BYTES 64u

/* Eight bytes, the first one lowest. */
static inline uint64_t
marks_load(const char *p)
{
	uint64_t word = 0;

	for (unsigned i = 0; i < 8; i++)
		word |= (uint64_t)(unsigned char)p[i] << 8 * i;
	return word;
}

/* The portable form. */
static inline uint64_t
marks_by_words(const char *p, char c)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), low = ones * 0x7f;
	uint64_t marks = 0;

	for (unsigned i = 0; i < MARKS_BYTES; i += 8) {
		uint64_t other = marks_load(p + i) ^ (ones * (unsigned char)c);
		uint64_t is = ~(((other & low) + low) | other | low) >> 7;
		marks |= (is * UINT64_C(0x0102040810204080)) >> 56 << i;
	}
	return marks;
}

#if defined(__SSE2__) && !defined(MARKS_PORTABLE)
#include <immintrin.h>

static inline uint64_t
marks_of_16(const char *p, __m128i sought)
{
	__m128i bytes;

	memcpy(&bytes, p, sizeof(bytes));
	return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, sought));
}

/* Which of the 64 bytes at p are c? */
static inline uint64_t
marks_of(const char *p, char c)
{
	const __m128i sought = _mm_set1_epi8(c);

	return marks_of_16(p, sought) | marks_of_16(p + 16, sought) << 16 |
	       marks_of_16(p + 32, sought) << 32 | marks_of_16(p + 48, sought) << 48;
}

/* AVX2 is not part of every x86-64: only functions declared MARKS_WIDE may use the next form, and
 * they may be called only if marks_wide(). */
#define MARKS_WIDE __attribute__((target("avx2")))

static inline bool
marks_wide(void)
{
	return __builtin_cpu_supports("avx2");
}

MARKS_WIDE static inline uint64_t
marks_of_32(const char *p, __m256i sought)
{
	__m256i bytes;

	memcpy(&bytes, p, sizeof(bytes));
	return (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, sought));
}

/* As marks_of. */
MARKS_WIDE static inline uint64_t
marks_of_wide(const char *p, char c)
{
	const __m256i sought = _mm256_set1_epi8(c);

	return marks_of_32(p, sought) | marks_of_32(p + 32, sought) << 32;
}
#else
static inline uint64_t
marks_of(const char *p, char c)
{
	return marks_by_words(p, c);
}

#define MARKS_WIDE
#define marks_of_wide marks_of

static inline bool
marks_wide(void)
{
	return false;
}
#endif

/* The same for the last bytes of s, from at on: fewer than 64. */
static inline uint64_t
marks_of_last(struct str s, size_t at, char c)
{
	char last[MARKS_BYTES] = {0};
	size_t left = s.n - at;

	if (s.n >= MARKS_BYTES)
		return marks_of(s.p + s.n - MARKS_BYTES, c) >> (MARKS_BYTES - left);
	memcpy(last, s.p + at, left);
	return marks_of(last, c) & ((UINT64_C(1) << left) - 1);
}

/* The same for the bytes of s from at on, at < s.n; what is beyond s has no marks. */
static inline uint64_t
marks_in(struct str s, size_t at, char c)
{
	return s.n - at >= MARKS_BYTES ? marks_of(s.p + at, c) : marks_of_last(s, at, c);
}

/* The number of the lowest mark; there must be one. */
static inline size_t
marks_first(uint64_t marks)
{
	return (size_t)__builtin_ctzll(marks);
}

#endif
