/* SPDX-License-Identifier: ISC */
/*
 * Decides about the certificate of a TLS server, and explains a refusal in words that say what to
 * do.
 */
#include "net/tls_verify.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include "net/openssl.h"
#include "net/tls_names.h"

bool
tls_is_address(const char *name)
{
	struct in6_addr address;

	return inet_pton(AF_INET, name, &address) == 1 || inet_pton(AF_INET6, name, &address) == 1;
}

/* Compare the certificate with the pin, in constant time. */
static int
verify_pin(const X509 *cert, struct tls_check *check)
{
	unsigned char digest[TLS_PIN_SIZE], key[TLS_PIN_SIZE];
	bool known = tls_pin_of_certificate(cert, digest), key_known = tls_pin_of_key(cert, key);
	bool match = known && CRYPTO_memcmp(digest, check->pin, TLS_PIN_SIZE) == 0;
	bool key_match = key_known && CRYPTO_memcmp(key, check->pin, TLS_PIN_SIZE) == 0;

	if (match || key_match)
		return 1;
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	buf_addz(&text, "certificate does not match the pin: it is ");
	tls_pin_print(&text, known, digest);
	buf_addz(&text, ", its key ");
	tls_pin_print(&text, key_known, key);
	err_set(&check->refusal, ERR_CONNECT, "%s", buf_z(&text));
	buf_clear(&text);
	return 0;
}

static void
explain_name(X509_STORE_CTX *store, struct tls_check *check)
{
	const X509 *cert = X509_STORE_CTX_get0_cert(store);
	struct buf names = BUF_INIT(BUF_MAX_LINE);

	tls_names(&names, cert);
	err_set(&check->refusal, ERR_CONNECT,
	    "certificate is for %s, not for %s: connect to the right name, or give it with "
	    "--tls-name",
	    buf_z(&names), check->name);
	buf_clear(&names);
}

static void
explain_self_signed(X509_STORE_CTX *store, struct tls_check *check)
{
	const X509 *cert = X509_STORE_CTX_get0_cert(store);
	unsigned char digest[TLS_PIN_SIZE];
	struct buf pin = BUF_INIT(BUF_MAX_LINE);
	bool known = check->key_pin ? tls_pin_of_key(cert, digest)
	                            : tls_pin_of_certificate(cert, digest);

	tls_pin_print(&pin, known, digest);
	err_set(&check->refusal, ERR_CONNECT,
	    "certificate is self-signed: trust it with --tls-ca FILE, or, after checking %s "
	    "fingerprint, with --tls-pin %s",
	    check->key_pin ? "its key's" : "its", buf_z(&pin));
	buf_clear(&pin);
}

static void
explain_unknown_ca(X509_STORE_CTX *store, struct tls_check *check)
{
	const X509 *cert = X509_STORE_CTX_get_current_cert(store);
	struct buf issuer = BUF_INIT(BUF_MAX_LINE);

	cert = cert ? cert : X509_STORE_CTX_get0_cert(store);
	tls_distinguished(&issuer, X509_get_issuer_name(cert));
	err_set(&check->refusal, ERR_CONNECT,
	    "certificate was issued by an unknown CA, %s: give the CA's certificate with --tls-ca",
	    buf_z(&issuer));
	buf_clear(&issuer);
}

/* Say which certificate of the chain is out of date, and since or until when. */
static void
explain_date(X509_STORE_CTX *store, struct tls_check *check)
{
	const X509 *cert = X509_STORE_CTX_get_current_cert(store);
	bool expired = X509_STORE_CTX_get_error(store) == X509_V_ERR_CERT_HAS_EXPIRED;
	struct buf subject = BUF_INIT(BUF_MAX_LINE);
	struct buf date = BUF_INIT(64);

	tls_date(&date, expired ? X509_get0_notAfter(cert) : X509_get0_notBefore(cert));
	if (X509_STORE_CTX_get_error_depth(store) > 0) {
		buf_addz(&subject, " of its CA, ");
		tls_distinguished(&subject, X509_get_subject_name(cert));
		buf_addc(&subject, ',');
	}
	err_set(&check->refusal, ERR_CONNECT, "certificate%s %s %s", buf_z(&subject),
	    expired ? "expired on" : "is not valid before", buf_z(&date));
	buf_clear(&date);
	buf_clear(&subject);
}

/* All other errors, in OpenSSL's words. */
static void
explain_other(X509_STORE_CTX *store, struct tls_check *check)
{
	err_set(&check->refusal, ERR_CONNECT, "certificate is not valid: %s",
	    X509_verify_cert_error_string(X509_STORE_CTX_get_error(store)));
}

static const struct {
	int code;
	void (*explain)(X509_STORE_CTX *store, struct tls_check *check);
} explanations[] = {
    {X509_V_ERR_HOSTNAME_MISMATCH, explain_name},
    {X509_V_ERR_IP_ADDRESS_MISMATCH, explain_name},
    {X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, explain_self_signed},
    {X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, explain_unknown_ca},
    {X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, explain_unknown_ca},
    {X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, explain_unknown_ca},
    {X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, explain_unknown_ca},
    {X509_V_ERR_CERT_HAS_EXPIRED, explain_date},
    {X509_V_ERR_CERT_NOT_YET_VALID, explain_date},
};

static void
explain(X509_STORE_CTX *store, struct tls_check *check)
{
	int code = X509_STORE_CTX_get_error(store);

	for (size_t i = 0; i < sizeof(explanations) / sizeof(explanations[0]); i++) {
		if (explanations[i].code == code) {
			explanations[i].explain(store, check);
			return;
		}
	}
	explain_other(store, check);
}

int
tls_verify(X509_STORE_CTX *store, void *arg)
{
	struct tls_check *check = arg;

	if (check->pinned) {
		/* What the server is told when we refuse. */
		X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION);
		return verify_pin(X509_STORE_CTX_get0_cert(store), check);
	}
	if (check->insecure || X509_verify_cert(store) > 0)
		return 1;
	explain(store, check);
	return 0;
}
