/* SPDX-License-Identifier: ISC */
/* SipHash with one round a word and three at the end; case is folded a word at a time. */
#include "base/hash.h"

#include <unistd.h>

#include "base/clock.h"
#include "base/scan.h"

void
hash_seed(uint64_t key[2])
{
	if (getentropy(key, 2 * sizeof(*key)) == 0)
		return;
	key[0] = (uint64_t)clock_now();
	key[1] = (uint64_t)(uintptr_t)&key ^ (uint64_t)getpid() << 32;
}

static uint64_t
turn(uint64_t x, int bits)
{
	return x << bits | x >> (64 - bits);
}

static void
mix(uint64_t v[4])
{
	v[0] += v[1];
	v[1] = turn(v[1], 13) ^ v[0];
	v[0] = turn(v[0], 32);
	v[2] += v[3];
	v[3] = turn(v[3], 16) ^ v[2];
	v[0] += v[3];
	v[3] = turn(v[3], 21) ^ v[0];
	v[2] += v[1];
	v[1] = turn(v[1], 17) ^ v[2];
	v[2] = turn(v[2], 32);
}

/* Set bit 0x20 of each byte that is an upper case letter. */
static uint64_t
lower(uint64_t word)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), high = ones * 0x80;
	uint64_t seven = word & ~high;
	uint64_t from_a = seven + ones * (0x80 - 'A'), beyond_z = seven + ones * (0x7f - 'Z');

	return word | (((from_a & ~beyond_z & ~word & high) >> 2));
}

static uint64_t
load(const char *p, size_t n, bool fold)
{
	uint64_t word = 0;

	memcpy(&word, p, n);
	return fold ? lower(word) : word;
}

uint64_t
hash_bytes(const uint64_t key[2], struct str s, bool fold)
{
	uint64_t v[4] = {
	    key[0] ^ UINT64_C(0x736f6d6570736575),
	    key[1] ^ UINT64_C(0x646f72616e646f6d),
	    key[0] ^ UINT64_C(0x6c7967656e657261),
	    key[1] ^ UINT64_C(0x7465646279746573),
	};
	size_t whole = s.n & ~(size_t)7;

	for (size_t i = 0; i <= whole; i += 8) {
		uint64_t word;
		if (i < whole)
			word = load(s.p + i, 8, fold);
		else
			word = (s.n > i ? load(s.p + i, s.n - i, fold) : 0) | (uint64_t)s.n << 56;
		v[3] ^= word;
		mix(v);
		v[0] ^= word;
	}
	v[2] ^= 0xff;
	for (int i = 0; i < 3; i++)
		mix(v);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}

/* The last eight bytes of s, or all of a shorter one. */
static uint64_t
last_word(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.p;

	if (s.n >= 8)
		return scan_word(s.p + s.n - 8);
	if (s.n >= 4)
		return scan_load(s.p, s.n);
	return s.n ? (uint64_t)p[0] << 16 | (uint64_t)p[s.n / 2] << 8 | p[s.n - 1] : 0;
}

uint32_t
hash_quick(struct str s)
{
	const uint64_t odd = UINT64_C(0x9e3779b97f4a7c15);
	uint64_t hash = s.n * odd;

	for (size_t i = 0; i + 8 < s.n; i += 8) {
		hash = (hash ^ scan_word(s.p + i)) * odd;
		hash ^= hash >> 32;
	}
	hash = (hash ^ last_word(s)) * odd;
	return (uint32_t)(hash >> 32);
}
