/* SPDX-License-Identifier: ISC */
/* Takes libmd's MD5, else OpenSSL's. */
#include "ami/md5.h"

#include <stddef.h>

#include "base/library.h"
#include "base/mem.h"
#include "net/openssl.h"

static struct {
	char *(*data)(const unsigned char *p, size_t n, char *hex);
} md;

static const struct library_symbol symbols[] = {{"MD5Data", offsetof(__typeof__(md), data)}};

static struct library library = {
    .what = "libmd",
    .names = (const char *const[]){"libmd.so.0", NULL},
    .symbols = symbols,
    .n = sizeof(symbols) / sizeof(symbols[0]),
    .table = &md,
};

static int
open_libmd(struct err *err)
{
	return library_open(&library, err);
}

static void
hex_libmd(struct str of, char hex[MD5_HEX + 1])
{
	md.data((const unsigned char *)of.p, of.n, hex);
}

static void
hex_openssl(struct str of, char hex[MD5_HEX + 1])
{
	static const char digits[] = "0123456789abcdef";
	unsigned char digest[MD5_DIGEST_LENGTH];
	MD5_CTX md5;

	MD5_Init(&md5);
	MD5_Update(&md5, of.p, of.n);
	MD5_Final(digest, &md5);
	mem_wipe(&md5, sizeof(md5));
	for (size_t i = 0; i < MD5_DIGEST_LENGTH; i++) {
		hex[2 * i] = digits[digest[i] >> 4];
		hex[2 * i + 1] = digits[digest[i] & 15];
	}
	hex[MD5_HEX] = '\0';
	mem_wipe(digest, sizeof(digest));
}

const struct md5_maker md5_makers[] = {
    {open_libmd, hex_libmd},
    {openssl_open_crypto, hex_openssl},
};

const size_t md5_makers_n = sizeof(md5_makers) / sizeof(md5_makers[0]);

static const struct md5_maker *
find(struct err *err)
{
	for (size_t i = 0; i < md5_makers_n; i++)
		if (md5_makers[i].open(err) == 0)
			return &md5_makers[i];
	return NULL;
}

int
md5_hex(struct str of, char hex[MD5_HEX + 1], struct err *err)
{
	struct err why;
	const struct md5_maker *maker = find(&why);

	if (!maker) {
		*err = why;
		return -1;
	}
	maker->hex(of, hex);
	return 0;
}
