/* SPDX-License-Identifier: ISC */
/* What a certificate says, in words. All of it is untrusted text, and made printable. */
#ifndef NET_TLS_NAMES_H
#define NET_TLS_NAMES_H

#include "base/buf.h"

struct tls_options;

struct X509_name_st; /* OpenSSL's X509_NAME, */
struct x509_st;      /* X509 */
struct asn1_string_st; /* and ASN1_TIME */

#define TLS_SOON 14 /* days that a certificate should at least be good for */

/* Append the names and addresses that a certificate is for, or else its subject. */
void tls_names(struct buf *out, const struct x509_st *cert);

/* Append a distinguished name: CN=pbx,O=Example. */
void tls_distinguished(struct buf *out, const struct X509_name_st *name);

/* Append a date: 2026-11-28 10:00 UTC. */
void tls_date(struct buf *out, const struct asn1_string_st *date);

/* Append "certificate for pbx by CN=Example CA until 2027-01-01 10:00 UTC, fingerprint sha256:…".
 * Returns the days until then, or a negative number. */
int tls_facts(struct buf *out, const struct x509_st *cert);

/* The same for the first certificate of a PEM text; without one, "TLS" and TLS_SOON days. */
int tls_facts_of_pem(struct buf *out, struct str pem);

/* Append why a server with these options is trusted under that name: ", verified for pbx". */
void tls_trust(struct buf *out, const struct tls_options *o, const char *name);

/* Should somebody look at it: it is not verified, or not for long? */
bool tls_is_doubtful(const struct tls_options *o, int days);

#endif
