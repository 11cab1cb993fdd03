/* SPDX-License-Identifier: ISC */
/* Pins: the SHA-256 of a certificate or of its public key, by which a server is known. */
#ifndef NET_TLS_PIN_H
#define NET_TLS_PIN_H

#include "base/buf.h"
#include "base/err.h"

#define TLS_PIN_SIZE 32 /* a SHA-256 */

struct x509_st; /* OpenSSL's X509 */

/* Read sha256:HEX, with or without colons between the bytes. ERR_USAGE. */
int tls_pin_parse(unsigned char pin[TLS_PIN_SIZE], struct str text, struct err *err);

/* The digest of the certificate, which openssl x509 -fingerprint prints; and that of its public key
 * with its algorithm, which stays the same in a renewed certificate. */
bool tls_pin_of_certificate(const struct x509_st *cert, unsigned char digest[TLS_PIN_SIZE]);
bool tls_pin_of_key(const struct x509_st *cert, unsigned char digest[TLS_PIN_SIZE]);

/* Append sha256:HEX, or "unknown". */
void tls_pin_print(struct buf *out, bool known, const unsigned char digest[TLS_PIN_SIZE]);

/* Append sha256:HEX of the first certificate in a PEM file. ERR_USAGE when there is none. */
int tls_pin_of_file(struct buf *pin, const char *file, struct err *err);

#endif
