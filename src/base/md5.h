/* SPDX-License-Identifier: ISC */
/*
 * MD5 (RFC 1321), which Asterisk's challenge is answered with; it is good for nothing else. Made
 * here, since a crypto library takes a millisecond to get ready for it, and may refuse.
 */
#ifndef BASE_MD5_H
#define BASE_MD5_H

#include <stdint.h>

#include "base/str.h"

#define MD5_SIZE 16

struct md5 {
	uint32_t state[4];
	uint64_t bytes; /* taken so far; those that fill no block yet are in block */
	unsigned char block[64];
};

void md5_init(struct md5 *m);
void md5_add(struct md5 *m, struct str s);

/* Write the digest, and wipe m. */
void md5_end(struct md5 *m, unsigned char digest[MD5_SIZE]);

#endif
