/* SPDX-License-Identifier: ISC */
/*
 * The MD5 of a login's challenge, from the smallest library that is there. libmd is the one of the
 * BSDs, which Debian's libedit brings along: libcrypto is a hundred times its size, and loading it
 * takes as long as all else of a ping.
 */
#ifndef AMI_MD5_H
#define AMI_MD5_H

#include "base/err.h"

#define MD5_HEX 32 /* digits */

/* What can compute it, the best first. */
struct md5_maker {
	int (*open)(struct err *err); /* ERR_USAGE: not here; for any thread */
	void (*hex)(struct str of, char hex[MD5_HEX + 1]); /* after open */
};

extern const struct md5_maker md5_makers[];
extern const size_t md5_makers_n;

/* Compute it: lower-case hex digits, and an end mark. Leaves no copy of what it is of. ERR_USAGE:
 * there is no library for it. */
int md5_hex(struct str of, char hex[MD5_HEX + 1], struct err *err);

#endif
