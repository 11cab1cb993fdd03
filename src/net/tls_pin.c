/* SPDX-License-Identifier: ISC */
/* Reads a certificate and prints its digest. Trusts and verifies nothing. */
#include "net/tls_pin.h"

#include <openssl/pem.h>

int
tls_pin_of_file(struct buf *pin, const char *file, struct err *err)
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned int size = 0;
	BIO *bio = BIO_new_file(file, "r");
	X509 *cert = bio ? PEM_read_bio_X509(bio, NULL, NULL, NULL) : NULL;
	bool done = cert && X509_digest(cert, EVP_sha256(), digest, &size);

	X509_free(cert);
	BIO_free(bio);
	if (!done)
		return err_set(err, ERR_USAGE, "cannot read a certificate from %s", file);
	buf_addz(pin, "sha256:");
	for (unsigned int i = 0; i < size; i++)
		buf_addf(pin, "%02x", digest[i]);
	return 0;
}
