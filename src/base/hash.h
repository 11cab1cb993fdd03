/* SPDX-License-Identifier: ISC */
/*
 * SipHash-1-3 of bytes under a key (J.-P. Aumasson, D. J. Bernstein: SipHash, a fast short-input
 * PRF): without the key nobody can find names that share a hash.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdint.h>

#include "base/str.h"

/* Fill the key with random bits. */
void hash_seed(uint64_t key[2]);

/* fold: upper case ASCII letters count as lower case. */
uint64_t hash_bytes(const uint64_t key[2], struct str s, bool fold);

/* A quicker one, eight bytes at a time, for few names, where collisions cost little. Names differ
 * in any byte (Line-000017-000003). */
uint32_t hash_quick(struct str s);

#endif
