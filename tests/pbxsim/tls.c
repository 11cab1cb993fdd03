/* SPDX-License-Identifier: ISC */
/* The throw-away authority and the server's certificate, by OpenSSL. */
#include "tls.h"

#include <errno.h>
#include <openssl/evp.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"

#define DAYS 30

static bool
add_extension(X509 *certificate, X509 *issuer, int nid, const char *value)
{
	X509V3_CTX context;
	X509_EXTENSION *extension;

	X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
	extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
	bool added = extension && X509_add_ext(certificate, extension, -1);
	X509_EXTENSION_free(extension);
	return added;
}

static bool
set_name(X509_NAME *name, const char *common_name)
{
	return X509_NAME_add_entry_by_txt(
	    name, "CN", MBSTRING_ASC, (const unsigned char *)common_name, -1, -1, 0);
}

/* A certificate without extensions, not signed yet. */
static X509 *
new_certificate(const char *common_name, EVP_PKEY *key, long serial)
{
	X509 *certificate = X509_new();
	X509_NAME *name = X509_NAME_new();

	X509_set_version(certificate, X509_VERSION_3);
	ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial);
	X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
	X509_gmtime_adj(X509_getm_notAfter(certificate), DAYS * 86400L);
	set_name(name, common_name);
	X509_set_subject_name(certificate, name);
	X509_set_pubkey(certificate, key);
	X509_NAME_free(name);
	return certificate;
}

static X509 *
make_authority(EVP_PKEY *key)
{
	X509 *authority = new_certificate("pbxsim test CA", key, 1);

	X509_set_issuer_name(authority, X509_get_subject_name(authority));
	if (add_extension(authority, authority, NID_basic_constraints, "critical,CA:TRUE") &&
	    add_extension(authority, authority, NID_key_usage, "critical,keyCertSign,cRLSign") &&
	    add_extension(authority, authority, NID_subject_key_identifier, "hash") &&
	    X509_sign(authority, key, EVP_sha256()))
		return authority;
	X509_free(authority);
	return NULL;
}

static X509 *
make_server(EVP_PKEY *key, X509 *authority, EVP_PKEY *authority_key)
{
	X509 *server = new_certificate("localhost", key, 2);

	X509_set_issuer_name(server, X509_get_subject_name(authority));
	if (add_extension(server, authority, NID_basic_constraints, "critical,CA:FALSE") &&
	    add_extension(server, authority, NID_authority_key_identifier, "keyid") &&
	    add_extension(
	        server, authority, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:::1") &&
	    X509_sign(server, authority_key, EVP_sha256()))
		return server;
	X509_free(server);
	return NULL;
}

static int
write_certificate(const char *path, X509 *certificate, struct err *err)
{
	FILE *file = fopen(path, "w");

	if (!file)
		return err_set(err, ERR_USAGE, "%s: %s", path, strerror(errno));
	bool written = PEM_write_X509(file, certificate);
	if (fclose(file) || !written)
		return err_set(err, ERR_USAGE, "%s: cannot be written", path);
	return 0;
}

static void
take_fingerprint(struct tls *tls, X509 *certificate)
{
	unsigned char digest[32];
	unsigned n = 0;

	X509_digest(certificate, EVP_sha256(), digest, &n);
	for (unsigned i = 0; i < n; i++)
		snprintf(tls->fingerprint + 2 * i, 3, "%02x", digest[i]);
}

static SSL_CTX *
make_context(X509 *server, EVP_PKEY *key)
{
	SSL_CTX *context = SSL_CTX_new(TLS_server_method());

	SSL_CTX_set_mode(
	    context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
	if (SSL_CTX_use_certificate(context, server) == 1 &&
	    SSL_CTX_use_PrivateKey(context, key) == 1)
		return context;
	SSL_CTX_free(context);
	return NULL;
}

struct tls *
sim_tls_new(const char *ca_file, struct err *err)
{
	struct tls *tls = mem_alloc(sizeof(*tls));
	EVP_PKEY *authority_key = EVP_EC_gen("P-256"), *server_key = EVP_EC_gen("P-256");
	X509 *authority = make_authority(authority_key);
	X509 *server = authority ? make_server(server_key, authority, authority_key) : NULL;
	int failed = 0;

	if (server)
		tls->context = make_context(server, server_key);
	if (!tls->context)
		failed = err_set(err, ERR_FAILED, "certificates cannot be made");
	else if (ca_file)
		failed = write_certificate(ca_file, authority, err);
	if (server)
		take_fingerprint(tls, server);
	X509_free(server);
	X509_free(authority);
	EVP_PKEY_free(server_key);
	EVP_PKEY_free(authority_key);
	if (!failed)
		return tls;
	sim_tls_free(tls);
	return NULL;
}

void
sim_tls_free(struct tls *tls)
{
	if (tls)
		SSL_CTX_free(tls->context);
	free(tls);
}
