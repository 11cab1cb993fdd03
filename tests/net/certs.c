/* SPDX-License-Identifier: ISC */
/* Makes certificates with keys on P-256, which is quick enough to do it for every run. Needs no
 * libcheck, so that other rings' servers can have them too. */
#include "certs.h"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>

/* End the process with an error that should be impossible. */
static void
need(bool done, const char *what)
{
	if (done)
		return;
	fprintf(stderr, "certs: cannot %s\n", what);
	abort();
}

static EVP_PKEY *
make_key(void)
{
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_id(EVP_PKEY_EC, NULL);
	EVP_PKEY *key = NULL;

	need(EVP_PKEY_keygen_init(ctx) == 1 &&
	        EVP_PKEY_CTX_set_ec_paramgen_curve_nid(ctx, NID_X9_62_prime256v1) == 1 &&
	        EVP_PKEY_keygen(ctx, &key) == 1,
	    "make a key");
	EVP_PKEY_CTX_free(ctx);
	return key;
}

static void
add_extension(X509 *x509, int nid, const char *value)
{
	X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, NULL, nid, value);

	need(extension && X509_add_ext(x509, extension, -1) == 1, value);
	X509_EXTENSION_free(extension);
}

void
cert_make(struct cert *cert, const struct cert_spec *spec)
{
	static long serial;
	X509 *x509 = X509_new();
	EVP_PKEY *key = make_key();
	const struct cert self = {x509, key}, *issuer = spec->issuer ? spec->issuer : &self;

	ASN1_INTEGER_set(X509_get_serialNumber(x509), ++serial);
	X509_set_version(x509, 2);
	X509_time_adj_ex(X509_getm_notBefore(x509), spec->from, 0, NULL);
	X509_time_adj_ex(X509_getm_notAfter(x509), spec->until, 0, NULL);
	X509_set_pubkey(x509, key);
	X509_NAME_add_entry_by_txt(X509_get_subject_name(x509), "CN", MBSTRING_UTF8,
	    (const unsigned char *)spec->name, -1, -1, 0);
	X509_set_issuer_name(x509, X509_get_subject_name(issuer->x509));
	add_extension(x509, NID_basic_constraints, spec->ca ? "critical,CA:TRUE" : "CA:FALSE");
	if (spec->names)
		add_extension(x509, NID_subject_alt_name, spec->names);
	need(X509_sign(x509, issuer->key, EVP_sha256()) > 0, "sign a certificate");
	*cert = self;
}

void
cert_clear(struct cert *cert)
{
	X509_free(cert->x509);
	EVP_PKEY_free(cert->key);
	*cert = (struct cert){0};
}

void
cert_write(const struct cert *cert, const char *file)
{
	FILE *f = fopen(file, "w");

	need(f && PEM_write_X509(f, cert->x509) == 1, file);
	fclose(f);
}

void
cert_write_key(const struct cert *cert, const char *file, const char *password)
{
	FILE *f = fopen(file, "w");

	need(f && PEM_write_PKCS8PrivateKey(f, cert->key, password ? EVP_aes_128_cbc() : NULL, password,
	        password ? (int)strlen(password) : 0, NULL, NULL) == 1,
	    file);
	fclose(f);
}
