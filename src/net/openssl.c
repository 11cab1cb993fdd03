/* SPDX-License-Identifier: ISC */
/* Opens OpenSSL's two libraries: those whose headers this was compiled with. */
#include "net/openssl.h"

#include <stddef.h>

#include "base/library.h"

#define TEXT_OF(version) #version
#define TEXT(version)    TEXT_OF(version)
#if defined(OPENSSL_SHLIB_VERSION)
#define VERSION "." TEXT(OPENSSL_SHLIB_VERSION)
#elif defined(SHLIB_VERSION_NUMBER)
#define VERSION "." SHLIB_VERSION_NUMBER
#else
#define VERSION ""
#endif

#define SYMBOL(name) {#name, offsetof(struct openssl, name##_)},

struct openssl openssl;

static const struct library_symbol of_crypto[] = {OPENSSL_OF_CRYPTO(SYMBOL)};
static const struct library_symbol of_ssl[] = {OPENSSL_OF_SSL(SYMBOL)};

static struct library crypto = {
    .what = "OpenSSL's libcrypto",
    .names = (const char *const[]){"libcrypto.so" VERSION, NULL},
    .symbols = of_crypto,
    .n = sizeof(of_crypto) / sizeof(of_crypto[0]),
    .table = &openssl,
};

static struct library ssl = {
    .what = "OpenSSL's libssl",
    .names = (const char *const[]){"libssl.so" VERSION, NULL},
    .symbols = of_ssl,
    .n = sizeof(of_ssl) / sizeof(of_ssl[0]),
    .table = &openssl,
};

int
openssl_open_crypto(struct err *err)
{
	return library_open(&crypto, err);
}

int
openssl_open(struct err *err)
{
	return library_open(&crypto, err) < 0 ? -1 : library_open(&ssl, err);
}
