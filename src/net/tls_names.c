/* SPDX-License-Identifier: ISC */
/* Names and dates of a certificate, made printable. */
#include "net/tls_names.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <time.h>

#include "base/text.h"
#include "net/endpoint.h"
#include "net/openssl.h"
#include "net/tls_pin.h"

#define NAMES_SHOWN 4u  /* of a certificate */
#define NAME_SHOWN  80u /* bytes of each */

/* Append a name of the certificate, made printable, after a comma where it is not the first. */
static void
add_name(struct buf *out, const unsigned char *p, int n)
{
	if (out->n)
		buf_addz(out, ", ");
	text_escape(out, str_head(str_from((const char *)p, (size_t)n), NAME_SHOWN));
}

static void
add_address(struct buf *out, const ASN1_OCTET_STRING *ip)
{
	int n = ASN1_STRING_length(ip);
	char text[INET6_ADDRSTRLEN];

	if (n != 4 && n != 16)
		return;
	inet_ntop(n == 4 ? AF_INET : AF_INET6, ASN1_STRING_get0_data(ip), text, sizeof(text));
	add_name(out, (const unsigned char *)text, (int)strlen(text));
}

/* Append the names and addresses that the certificate is for; false when it lists none. */
static bool
add_alternative_names(struct buf *out, const X509 *cert)
{
	GENERAL_NAMES *names = X509_get_ext_d2i(cert, NID_subject_alt_name, NULL, NULL);
	int n = sk_GENERAL_NAME_num(names);

	for (int i = 0; i < n; i++) {
		const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, i);
		if (i == NAMES_SHOWN) {
			buf_addz(out, ", ...");
			break;
		}
		if (name->type == GEN_DNS)
			add_name(out, ASN1_STRING_get0_data(name->d.dNSName),
			    ASN1_STRING_length(name->d.dNSName));
		else if (name->type == GEN_IPADD)
			add_address(out, name->d.iPAddress);
	}
	GENERAL_NAMES_free(names);
	return out->n > 0;
}

void
tls_distinguished(struct buf *out, const X509_NAME *name)
{
	BIO *bio = BIO_new(BIO_s_mem());
	char *text = NULL;

	if (bio && X509_NAME_print_ex(bio, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) >= 0) {
		long n = BIO_get_mem_data(bio, &text);
		text_escape(out, str_head(str_from(text, (size_t)n), 2 * NAME_SHOWN));
	}
	BIO_free(bio);
}

void
tls_names(struct buf *out, const X509 *cert)
{
	struct buf names = BUF_INIT(BUF_MAX_LINE);

	if (!add_alternative_names(&names, cert))
		tls_distinguished(&names, X509_get_subject_name(cert));
	buf_adds(out, buf_str(&names));
	buf_clear(&names);
}

void
tls_date(struct buf *out, const ASN1_TIME *date)
{
	struct tm tm = {0};
	char text[32];

	ASN1_TIME_to_tm(date, &tm);
	strftime(text, sizeof(text), "%Y-%m-%d %H:%M UTC", &tm);
	buf_addz(out, text);
}

int
tls_facts(struct buf *out, const X509 *cert)
{
	unsigned char digest[TLS_PIN_SIZE];
	int days = -1, seconds = -1;

	buf_addz(out, "certificate for ");
	tls_names(out, cert);
	buf_addz(out, " by ");
	tls_distinguished(out, X509_get_issuer_name(cert));
	buf_addz(out, " until ");
	tls_date(out, X509_get0_notAfter(cert));
	buf_addz(out, ", fingerprint ");
	tls_pin_print(out, tls_pin_of_certificate(cert, digest), digest);
	if (!ASN1_TIME_diff(&days, &seconds, NULL, X509_get0_notAfter(cert)))
		days = 0;
	return seconds < 0 || days < 0 ? -1 : days;
}

/* The first certificate; NULL: there is none, or no OpenSSL. The caller frees it. */
static X509 *
read_pem(struct str pem)
{
	struct err ignored;

	if (openssl_open_crypto(&ignored) < 0)
		return NULL;
	BIO *bio = BIO_new_mem_buf(pem.p, (int)pem.n);
	X509 *cert = bio ? PEM_read_bio_X509(bio, NULL, NULL, NULL) : NULL;
	BIO_free(bio);
	return cert;
}

int
tls_facts_of_pem(struct buf *out, struct str pem)
{
	X509 *cert = read_pem(pem);

	if (!cert) {
		buf_addz(out, "TLS");
		return TLS_SOON;
	}
	int days = tls_facts(out, cert);
	X509_free(cert);
	return days;
}

void
tls_trust(struct buf *out, const struct tls_options *o, const char *name)
{
	if (o->pin)
		buf_addz(out, ", pinned");
	else if (o->insecure)
		buf_addz(out, ", not verified (--insecure)");
	else
		buf_addf(out, ", verified for %s", name);
}

bool
tls_is_doubtful(const struct tls_options *o, int days)
{
	return !o->pin && (o->insecure || days < TLS_SOON);
}
