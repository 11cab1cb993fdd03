/* SPDX-License-Identifier: ISC */
/* MD5 as RFC 1321 describes it, step by step. */
#include "base/md5.h"

#include "base/mem.h"

#define BLOCK sizeof(((struct md5 *)0)->block)

/* Of step i: 2^32 times the sine of i + 1, without its sign and fraction. */
static const uint32_t sines[64] = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a,
    0xa8304613, 0xfd469501, 0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be,
    0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821, 0xf61e2562, 0xc040b340,
    0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8,
    0x676f02d9, 0x8d2a4c8a, 0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c,
    0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70, 0x289b7ec6, 0xeaa127fa,
    0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92,
    0xffeff47d, 0x85845dd1, 0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1,
    0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
};

static uint32_t
rotate(uint32_t x, unsigned bits)
{
	return x << bits | x >> (32 - bits);
}

static uint32_t
get_word(const unsigned char *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static void
put_word(unsigned char *p, uint32_t word)
{
	for (int i = 0; i < 4; i++)
		p[i] = (unsigned char)(word >> (8 * i));
}

/* Mix three words as round 0 to 3 does, and say which word of the block step i takes. */
static uint32_t
mix(size_t i, uint32_t b, uint32_t c, uint32_t d, size_t *word)
{
	switch (i / 16) {
	case 0:
		*word = i;
		return (b & c) | (~b & d);
	case 1:
		*word = (5 * i + 1) % 16;
		return (b & d) | (c & ~d);
	case 2:
		*word = (3 * i + 5) % 16;
		return b ^ c ^ d;
	default:
		*word = 7 * i % 16;
		return c ^ (b | ~d);
	}
}

static void
take_block(struct md5 *m)
{
	static const unsigned char turns[4][4] = {
	    {7, 12, 17, 22},
	    {5, 9, 14, 20},
	    {4, 11, 16, 23},
	    {6, 10, 15, 21},
	};
	uint32_t a = m->state[0], b = m->state[1], c = m->state[2], d = m->state[3];

	for (size_t i = 0; i < 64; i++) {
		size_t word;
		uint32_t sum = a + mix(i, b, c, d, &word) + sines[i];
		sum += get_word(m->block + 4 * word);
		a = d;
		d = c;
		c = b;
		b += rotate(sum, turns[i / 16][i % 4]);
	}
	m->state[0] += a;
	m->state[1] += b;
	m->state[2] += c;
	m->state[3] += d;
}

void
md5_init(struct md5 *m)
{
	*m = (struct md5){.state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476}};
}

void
md5_add(struct md5 *m, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		m->block[m->bytes++ % BLOCK] = (unsigned char)s.p[i];
		if (m->bytes % BLOCK == 0)
			take_block(m);
	}
}

void
md5_end(struct md5 *m, unsigned char digest[MD5_SIZE])
{
	uint64_t bits = m->bytes * 8;
	char length[8];

	for (int i = 0; i < 8; i++)
		length[i] = (char)(bits >> (8 * i));
	md5_add(m, STR("\x80"));
	while (m->bytes % BLOCK != BLOCK - sizeof(length))
		md5_add(m, str_from("", 1));
	md5_add(m, str_from(length, sizeof(length)));
	for (size_t i = 0; i < 4; i++)
		put_word(digest + 4 * i, m->state[i]);
	mem_wipe(m, sizeof(*m));
}
