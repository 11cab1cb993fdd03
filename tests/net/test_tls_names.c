/* SPDX-License-Identifier: ISC */
/* What a certificate says, in words; and whether somebody should look at it. */
#include "net/tls_names.h"

#include <check.h>

#include "../expect.h"
#include "certs.h"
#include "net/endpoint.h"

Suite *suite_tls_names(void);

static const struct {
	struct cert_spec spec;
	int days;
	const char *text; /* up to the date */
} rows[] = {
    {{.name = "pbx", .names = "DNS:pbx.example.net,IP:192.0.2.1", .from = -1, .until = 30}, 29,
        "certificate for pbx.example.net, 192.0.2.1 by CN=pbx until 20"},
    {{.name = "only a name", .from = -1, .until = 15}, 14,
        "certificate for CN=only a name by CN=only a name until 20"},
    {{.name = "old", .from = -3, .until = -1}, -1, "certificate for CN=old by CN=old until 20"},
    {{.name = "\x1b[31mred", .from = -1, .until = 1}, 0,
        "certificate for CN=\\1B[31mred by CN=\\1B[31mred until 20"},
};

START_TEST(facts)
{
	struct buf out = BUF_INIT(BUF_MAX_LINE);
	struct cert cert;

	tls_facts_of_pem(&out, STR("no PEM")); /* opens libcrypto, as whoever has a certificate did */
	buf_reset(&out);
	cert_make(&cert, &rows[_i].spec);
	int days = tls_facts(&out, cert.x509);
	/* A second may pass since it was made. */
	ck_assert_int_ge(days, rows[_i].days);
	ck_assert_int_le(days, rows[_i].days < 0 ? -1 : rows[_i].days + 1);
	EXPECT_STR(str_head(buf_str(&out), strlen(rows[_i].text)), str_of(rows[_i].text));
	struct str end = STR(" UTC, fingerprint sha256:");
	size_t at = str_find(buf_str(&out), end);
	ck_assert_uint_eq(out.n, at + end.n + 64);
	cert_clear(&cert);
	buf_clear(&out);
}
END_TEST

START_TEST(no_certificate)
{
	struct buf out = BUF_INIT(BUF_MAX_LINE);

	ck_assert_int_eq(tls_facts_of_pem(&out, STR("no PEM")), TLS_SOON);
	EXPECT_STR(buf_str(&out), STR("TLS"));
	buf_clear(&out);
}
END_TEST

static void
expect_trust(const struct tls_options *o, int days, const char *text, bool doubtful)
{
	struct buf out = BUF_INIT(BUF_MAX_LINE);

	tls_trust(&out, o, "pbx");
	EXPECT_STR(buf_str(&out), str_of(text));
	ck_assert(tls_is_doubtful(o, days) == doubtful);
	buf_clear(&out);
}

START_TEST(trust)
{
	char pin[] = "sha256:00";

	expect_trust(&(struct tls_options){0}, TLS_SOON, ", verified for pbx", false);
	expect_trust(&(struct tls_options){0}, TLS_SOON - 1, ", verified for pbx", true);
	expect_trust(&(struct tls_options){.insecure = true}, 100, ", not verified (--insecure)", true);
	expect_trust(&(struct tls_options){.pin = pin}, -1, ", pinned", false);
}
END_TEST

Suite *
suite_tls_names(void)
{
	Suite *suite = suite_create("tls_names");
	TCase *t = tcase_create("tls_names");

	tcase_add_loop_test(t, facts, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_test(t, no_certificate);
	tcase_add_test(t, trust);
	suite_add_tcase(suite, t);
	return suite;
}
