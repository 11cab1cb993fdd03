/* SPDX-License-Identifier: ISC */
/* Pins as digests and as text. Trusts and verifies nothing. */
#include "net/tls_pin.h"

#include <stdlib.h>

#include "base/mem.h"
#include "net/openssl.h"

int
tls_pin_parse(unsigned char pin[TLS_PIN_SIZE], struct str text, struct err *err)
{
	static const struct str kind = {"sha256:", 7};
	long size = 0;

	if (openssl_open_crypto(err) < 0)
		return -1;
	struct str hex = str_from_at(text, kind.n);
	char *copy = mem_strndup(hex);
	unsigned char *bytes = OPENSSL_hexstr2buf(copy, &size);
	bool good = bytes && size == TLS_PIN_SIZE && str_istarts(text, kind);

	if (good)
		memcpy(pin, bytes, TLS_PIN_SIZE);
	OPENSSL_free(bytes);
	free(copy);
	if (!good)
		return err_set(err, ERR_USAGE,
		    "TLS pin is not sha256: and 64 hexadecimal digits: %.*s", STR_ARG(text));
	return 0;
}

bool
tls_pin_of_certificate(const X509 *cert, unsigned char digest[TLS_PIN_SIZE])
{
	unsigned char long_digest[EVP_MAX_MD_SIZE];
	unsigned int size = 0;

	if (!X509_digest(cert, EVP_sha256(), long_digest, &size) || size != TLS_PIN_SIZE)
		return false;
	memcpy(digest, long_digest, TLS_PIN_SIZE);
	return true;
}

bool
tls_pin_of_key(const X509 *cert, unsigned char digest[TLS_PIN_SIZE])
{
	unsigned char *der = NULL;
	int n = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(cert), &der);
	bool done = n > 0 && EVP_Digest(der, (size_t)n, digest, NULL, EVP_sha256(), NULL);

	OPENSSL_free(der);
	return done;
}

void
tls_pin_print(struct buf *out, bool known, const unsigned char digest[TLS_PIN_SIZE])
{
	buf_addz(out, known ? "sha256:" : "unknown");
	for (size_t i = 0; known && i < TLS_PIN_SIZE; i++)
		buf_addf(out, "%02x", digest[i]);
}

int
tls_pin_of_file(struct buf *pin, const char *file, struct err *err)
{
	unsigned char digest[TLS_PIN_SIZE];

	if (openssl_open_crypto(err) < 0)
		return -1;
	BIO *bio = BIO_new_file(file, "r");
	X509 *cert = bio ? PEM_read_bio_X509(bio, NULL, NULL, NULL) : NULL;
	bool done = cert && tls_pin_of_certificate(cert, digest);

	X509_free(cert);
	BIO_free(bio);
	if (!done)
		return err_set(err, ERR_USAGE, "cannot read a certificate from %s", file);
	tls_pin_print(pin, true, digest);
	return 0;
}
