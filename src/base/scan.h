/* SPDX-License-Identifier: ISC */
/*
 * Finds the end of plain text a machine word at a time: nearly all bytes of nearly all messages are
 * printable ASCII, and escaping copies such runs at once.
 */
#ifndef BASE_SCAN_H
#define BASE_SCAN_H

#include <stdint.h>

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

/* The 4 to 8 bytes at p as one word; those in the middle may come twice. */
static inline uint64_t
scan_load(const char *p, size_t n)
{
	uint32_t head, tail;

	memcpy(&head, p, sizeof(head));
	memcpy(&tail, p + n - sizeof(tail), sizeof(tail));
	return (uint64_t)head << 32 | tail;
}

/* Length of the head of s that is printable ASCII and holds neither a nor b, where 0 stands for
 * none. */
static inline size_t
scan_plain(struct str s, char a, char b)
{
	size_t i = 0;

	for (size_t left = s.n; left >= 4; left = s.n - i) {
		size_t n = left < 8 ? left : 8;
		if (scan_word_stops(scan_load(s.p + i, n), a, b))
			break;
		i += n;
	}
	while (i < s.n && s.p[i] >= ' ' && s.p[i] <= '~' && s.p[i] != a && s.p[i] != b)
		i++;
	return i;
}

/* Copy the 4 to 8 bytes at p if all of them are plain. */
static inline bool
scan_copy_word(char *to, const char *p, size_t n, char a, char b)
{
	char head[4], tail[4];

	if (scan_word_stops(scan_load(p, n), a, b))
		return false;
	memcpy(head, p, sizeof(head));
	memcpy(tail, p + n - sizeof(tail), sizeof(tail));
	memcpy(to, head, sizeof(head));
	memcpy(to + n - sizeof(tail), tail, sizeof(tail));
	return true;
}

/* Copy that head to where there is room for all of s; returns its length. The last word begins in
 * the one before it, so that no bytes are left over. */
static inline size_t
scan_copy(char *to, struct str s, char a, char b)
{
	size_t i = 0;

	while (s.n - i >= 8 && scan_copy_word(to + i, s.p + i, 8, a, b))
		i += 8;
	if (s.n - i < 8 && s.n >= 8 && scan_copy_word(to + s.n - 8, s.p + s.n - 8, 8, a, b))
		return s.n;
	if (s.n >= 4 && s.n < 8 && scan_copy_word(to, s.p, s.n, a, b))
		return s.n;
	for (; i < s.n && s.p[i] >= ' ' && s.p[i] <= '~' && s.p[i] != a && s.p[i] != b; i++)
		to[i] = s.p[i];
	return i;
}

#endif
