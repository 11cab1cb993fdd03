/* SPDX-License-Identifier: ISC */
/* Which TLS servers are trusted, and the errors for the others; unusable files. */
#include <check.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "net/tls_verify.h"
#include "tls_server.h"

enum which {
	CA,
	OTHER_CA,
	OLD_CA,
	GOOD,
	ELSEWHERE,
	ONLY_CN,
	SELF,
	EXPIRED,
	FUTURE,
	OF_OLD_CA,
	EVIL,
	CERTS
};

static struct cert certs[CERTS];
static char dates[CERTS][32]; /* when it begins or ends, whichever is wrong */
static char folder[] = "/tmp/amsh-test-XXXXXX";

/* The name of a file in the folder; the caller frees it. */
static char *
in_folder(const char *name)
{
	char *path = malloc(sizeof(folder) + strlen(name) + 1);

	sprintf(path, "%s/%s", folder, name);
	return path;
}

static void
write_cert(enum which which, const char *name)
{
	char *path = in_folder(name);

	cert_write(&certs[which], path);
	free(path);
}

static void
write_key(enum which which, const char *name, const char *password)
{
	char *path = in_folder(name);

	cert_write_key(&certs[which], path, password);
	free(path);
}

static void
write_text(const char *name, const char *text)
{
	char *path = in_folder(name);
	FILE *f = fopen(path, "w");

	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	fclose(f);
	free(path);
}

/* Write a folder of CAs, each under its hash, as openssl rehash leaves it. */
static void
write_hashed(void)
{
	char *hashed = in_folder("hashed"), name[64];

	ck_assert_int_eq(mkdir(hashed, 0700), 0);
	snprintf(name, sizeof(name), "hashed/%08lx.0", X509_subject_name_hash(certs[CA].x509));
	write_cert(CA, name);
	free(hashed);
}

static void
show_date(enum which which, const ASN1_TIME *time)
{
	struct tm tm;

	ck_assert_int_eq(ASN1_TIME_to_tm(time, &tm), 1);
	strftime(dates[which], sizeof(dates[which]), "%Y-%m-%d %H:%M UTC", &tm);
}

static void
make_certs(void)
{
	static const char *const local = "DNS:localhost,IP:127.0.0.1";
	const struct cert *ca = &certs[CA], *old = &certs[OLD_CA];
	const struct cert_spec specs[CERTS] = {
	    [CA] = {"amsh test CA", NULL, -9, 9, NULL, true},
	    [OTHER_CA] = {"other CA", NULL, -9, 9, NULL, true},
	    [OLD_CA] = {"old CA", NULL, -9, -4, NULL, true},
	    [GOOD] = {"pbx", local, -1, 1, ca, false},
	    [ELSEWHERE] = {"pbx",
	        "DNS:a.example,DNS:b.example,IP:192.0.2.7,IP:2001:db8::7,DNS:c.example", -1, 1, ca,
	        false},
	    [ONLY_CN] = {"localhost", NULL, -1, 1, ca, false},
	    [SELF] = {"pbx", local, -1, 1, NULL, false},
	    [EXPIRED] = {"pbx", local, -3, -2, ca, false},
	    [FUTURE] = {"pbx", local, 2, 3, ca, false},
	    [OF_OLD_CA] = {"pbx", local, -1, 1, old, false},
	    [EVIL] = {"pbx", "DNS:evil\033[2J\n\302\233m.example", -1, 1, ca, false},
	};

	for (size_t i = 0; i < CERTS; i++)
		cert_make(&certs[i], &specs[i]);
	show_date(EXPIRED, X509_get0_notAfter(certs[EXPIRED].x509));
	show_date(OLD_CA, X509_get0_notAfter(certs[OLD_CA].x509));
	show_date(FUTURE, X509_get0_notBefore(certs[FUTURE].x509));
	ck_assert_ptr_nonnull(mkdtemp(folder));
	write_cert(CA, "ca.pem");
	write_cert(OTHER_CA, "other-ca.pem");
	write_cert(OLD_CA, "old-ca.pem");
	write_cert(SELF, "self.pem");
	write_cert(GOOD, "good.pem");
	write_key(GOOD, "good.key", NULL);
	write_key(SELF, "self.key", NULL);
	write_key(GOOD, "locked.key", "open sesame");
	write_text("empty.pem", "");
	write_text(
	    "garbage.pem", "-----BEGIN CERTIFICATE-----\nhello\n-----END CERTIFICATE-----\n");
	write_hashed();
}

static void
remove_certs(void)
{
	char command[64];

	snprintf(command, sizeof(command), "rm -r %s", folder);
	ck_assert_int_eq(system(command), 0);
	for (size_t i = 0; i < CERTS; i++)
		cert_clear(&certs[i]);
}

/* The pin of a certificate or of its key. */
static void
pin_of(enum which which, bool of_key, char pin[128])
{
	unsigned char digest[EVP_MAX_MD_SIZE], *der = NULL;
	int n = of_key ? i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certs[which].x509), &der)
	               : i2d_X509(certs[which].x509, &der);

	ck_assert_int_eq(EVP_Digest(der, (size_t)n, digest, NULL, EVP_sha256(), NULL), 1);
	OPENSSL_free(der);
	pin += sprintf(pin, "sha256:");
	for (size_t i = 0; i < TLS_PIN_SIZE; i++)
		pin += sprintf(pin, "%02x", digest[i]);
}

/* How a server with this certificate is received, reached by 127.0.0.1. */
struct meeting {
	enum which cert;
	const char *ca; /* in the folder */
	const char *name;
	bool insecure;
	const char *text; /* of the refusal; NULL: it is trusted. %s: a date, a pin */
	enum which shown;
};

static const struct meeting meetings[] = {
    {GOOD, "ca.pem", NULL, false, NULL, 0},
    {GOOD, "ca.pem", "localhost", false, NULL, 0},
    {GOOD, "ca.pem", "LOCALHOST", false, NULL, 0},
    {GOOD, "hashed", NULL, false, NULL, 0},
    {GOOD, "good.pem", NULL, false, NULL, 0},
    {SELF, "self.pem", NULL, false, NULL, 0},
    {ONLY_CN, "ca.pem", "localhost", false, NULL, 0},
    {ELSEWHERE, "ca.pem", "b.example", false, NULL, 0},
    {ELSEWHERE, "ca.pem", "2001:db8::7", false, NULL, 0},
    {EXPIRED, "other-ca.pem", "wrong.example", true, NULL, 0},
    {GOOD, "ca.pem", "pbx", false,
        "certificate is for localhost, 127.0.0.1, not for pbx: connect to the right name, or give "
        "it with --tls-name",
        0},
    {GOOD, "ca.pem", "127.0.0.2", false,
        "certificate is for localhost, 127.0.0.1, not for 127.0.0.2: connect to the right name, or "
        "give it with --tls-name",
        0},
    {ELSEWHERE, "ca.pem", NULL, false,
        "certificate is for a.example, b.example, 192.0.2.7, 2001:db8::7, ..., not for 127.0.0.1: "
        "connect to the right name, or give it with --tls-name",
        0},
    {ONLY_CN, "ca.pem", NULL, false,
        "certificate is for CN=localhost, not for 127.0.0.1: connect to the right name, or give it "
        "with --tls-name",
        0},
    {EVIL, "ca.pem", NULL, false,
        "certificate is for evil\\x1b[2J\\n\\u009bm.example, not for 127.0.0.1: connect to the "
        "right name, or give it with --tls-name",
        0},
    {GOOD, "other-ca.pem", NULL, false,
        "certificate was issued by an unknown CA, CN=amsh test CA: give the CA's certificate with "
        "--tls-ca",
        0},
    {GOOD, NULL, NULL, false,
        "certificate was issued by an unknown CA, CN=amsh test CA: give the CA's certificate with "
        "--tls-ca",
        0},
    {SELF, "ca.pem", NULL, false,
        "certificate is self-signed: trust it with --tls-ca FILE, or, after checking its "
        "fingerprint, with --tls-pin %s",
        SELF},
    {EXPIRED, "ca.pem", NULL, false, "certificate expired on %s", EXPIRED},
    {FUTURE, "ca.pem", NULL, false, "certificate is not valid before %s", FUTURE},
    {OF_OLD_CA, "old-ca.pem", NULL, false, "certificate of its CA, CN=old CA, expired on %s",
        OLD_CA},
};

/* Connect to a server with a certificate; the text of the failure without the server, or "". */
static void
meet(enum which which, struct tls_options *options, struct err *err)
{
	static char host[] = "127.0.0.1";
	struct tls_server t;
	struct stream *s;

	tls_server_init(&t, &certs[which]);
	tls_server_start(&t);
	struct endpoint e = {
	    .scheme = SCHEME_AMIS, .host = host, .port = t.server.port, .tls = *options};
	int status = stream_open(&s, &e, clock_now() + PATIENCE, -1, err);
	ck_assert((status == 0) == (s != NULL));
	stream_close(s);
	tls_server_join(&t);
	tls_server_clear(&t);
	if (status == 0)
		err_clear(err);
	else
		ck_assert_int_eq(err->kind, ERR_CONNECT);
}

/* The text after "127.0.0.1:PORT: ". */
static const char *
reason(const struct err *err)
{
	const char *colon = strstr(err->text, ": ");

	return colon ? colon + 2 : err->text;
}

static void
expect_reason(const struct meeting *m, const struct err *err)
{
	char want[1024], pin[128];
	const char *shown = dates[m->shown];

	if (m->shown == SELF) {
		pin_of(SELF, false, pin);
		shown = pin;
	}
	const char *hole = strstr(m->text, "%s");
	int head = hole ? (int)(hole - m->text) : (int)strlen(m->text);
	snprintf(
	    want, sizeof(want), "%.*s%s%s", head, m->text, hole ? shown : "", hole ? hole + 2 : "");
	ck_assert_str_eq(reason(err), want);
}

START_TEST(servers_are_verified)
{
	const struct meeting *m = &meetings[_i];
	struct tls_options options = {.insecure = m->insecure};
	struct err err = {0};

	options.ca = m->ca ? in_folder(m->ca) : NULL;
	options.name = m->name ? strdup(m->name) : NULL;
	meet(m->cert, &options, &err);
	if (m->text)
		expect_reason(m, &err);
	else
		ck_assert_msg(err.kind == ERR_NONE, "meeting %d: %s", _i, err.text);
	free(options.ca);
	free(options.name);
}
END_TEST

/* Only the pin counts: neither CA nor date nor name. */
START_TEST(the_right_pin_is_enough)
{
	char pin[128], file[] = "/no/such/file";
	struct tls_options options = {.pin = pin, .ca = file};
	struct err err = {0};

	pin_of(EXPIRED, _i % 2, pin);
	if (_i >= 2)
		for (char *p = pin + 7; *p; p++)
			*p = *p >= 'a' ? (char)(*p - 'a' + 'A') : *p;
	meet(EXPIRED, &options, &err);
	ck_assert_msg(err.kind == ERR_NONE, "%s", err.text);
}
END_TEST

START_TEST(a_pin_may_have_colons)
{
	char pin[128], with[200] = "sha256";
	struct tls_options options = {.pin = with};
	struct err err = {0};

	pin_of(GOOD, false, pin);
	for (size_t i = 0; i < TLS_PIN_SIZE; i++)
		sprintf(with + 6 + 3 * i, ":%.2s", pin + 7 + 2 * i);
	meet(GOOD, &options, &err);
	ck_assert_msg(err.kind == ERR_NONE, "%s", err.text);
}
END_TEST

START_TEST(a_wrong_pin_refuses_even_the_best)
{
	char wrong[128], right[128], key[128], want[512], *ca = in_folder("ca.pem");
	struct tls_options options = {.pin = wrong, .ca = ca, .insecure = _i};
	struct err err = {0};

	pin_of(SELF, false, wrong);
	pin_of(GOOD, false, right);
	pin_of(GOOD, true, key);
	meet(GOOD, &options, &err);
	snprintf(want, sizeof(want), "certificate does not match the pin: it is %s, its key %s",
	    right, key);
	ck_assert_str_eq(reason(&err), want);
	free(ca);
}
END_TEST

#define HEX "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde"

static const char *const bad_pins[] = {
    "",
    "sha256",
    "sha256:",
    HEX "f",
    "sha1:" HEX "f",
    "sha256:" HEX,
    "sha256:" HEX "ff1",
    "sha256:" HEX "g",
    "sha256:" HEX "f\n",
};

START_TEST(bad_pins_are_refused)
{
	unsigned char pin[TLS_PIN_SIZE];
	struct err err = {0};
	char want[256];

	ck_assert_int_eq(tls_pin_parse(pin, str_of(bad_pins[_i]), &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	snprintf(want, sizeof(want), "TLS pin is not sha256: and 64 hexadecimal digits: %s",
	    bad_pins[_i]);
	ck_assert_str_eq(err.text, want);
}
END_TEST

/* Options that cannot be used, and the error, whose %s is the folder. */
static const struct {
	const char *ca, *cert, *key, *pin, *text;
} unusable[] = {
    {"none.pem", NULL, NULL, NULL, "CA certificates %s/none.pem: no such file or directory"},
    {"empty.pem", NULL, NULL, NULL, "CA certificates %s/empty.pem: no PEM certificate in it"},
    {"garbage.pem", NULL, NULL, NULL, "CA certificates %s/garbage.pem: no PEM certificate in it"},
    {NULL, "none.pem", NULL, NULL, "TLS certificate %s/none.pem: no such file or directory"},
    {NULL, "empty.pem", NULL, NULL, "TLS certificate %s/empty.pem: no PEM certificate in it"},
    {NULL, NULL, "good.key", NULL,
        "TLS key %s/good.key: it needs a certificate, see --tls-cert"},
    {NULL, "good.pem", "none.key", NULL, "TLS key %s/none.key: no such file or directory"},
    {NULL, "good.pem", NULL, NULL, "TLS key %s/good.pem: no PEM key in it"},
    {NULL, "good.pem", "empty.pem", NULL, "TLS key %s/empty.pem: no PEM key in it"},
    {NULL, "good.pem", "self.key", NULL,
        "TLS key %s/self.key: it does not match the certificate"},
    {NULL, "good.pem", "locked.key", NULL,
        "TLS key %s/locked.key: it has a password, which amsh never asks for: remove it with "
        "openssl pkey"},
    {NULL, NULL, NULL, "sha256:12", "TLS pin is not sha256: and 64 hexadecimal digits: sha256:12"},
};

/* Nothing is connected then: the error would be another one, of a port that refuses. */
START_TEST(unusable_options_are_told_before_connecting)
{
	static char host[] = "127.0.0.1";
	char port[8], want[256];
	int closed = server_refuse(port);
	struct endpoint e = {.scheme = SCHEME_AMIS, .host = host, .port = port};
	struct stream *s;
	struct err err = {0};

	e.tls.ca = unusable[_i].ca ? in_folder(unusable[_i].ca) : NULL;
	e.tls.cert = unusable[_i].cert ? in_folder(unusable[_i].cert) : NULL;
	e.tls.key = unusable[_i].key ? in_folder(unusable[_i].key) : NULL;
	e.tls.pin = unusable[_i].pin ? strdup(unusable[_i].pin) : NULL;
	ck_assert_int_eq(stream_open(&s, &e, CLOCK_NEVER, -1, &err), -1);
	const char *hole = strstr(unusable[_i].text, "%s");
	int head = hole ? (int)(hole - unusable[_i].text) : (int)strlen(unusable[_i].text);
	snprintf(want, sizeof(want), "%.*s%s%s", head, unusable[_i].text, hole ? folder : "",
	    hole ? hole + 2 : "");
	ck_assert_str_eq(err.text, want);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	free(e.tls.ca);
	free(e.tls.cert);
	free(e.tls.key);
	free(e.tls.pin);
	close(closed);
}
END_TEST

#define ROWS(table) (int)(sizeof(table) / sizeof((table)[0]))

Suite *suite_tls_verify(void);

Suite *
suite_tls_verify(void)
{
	Suite *suite = suite_create("tls_verify");
	TCase *tc = tcase_create("tls_verify");

	tcase_set_timeout(tc, 60);
	tcase_add_unchecked_fixture(tc, make_certs, remove_certs);
	tcase_add_loop_test(tc, servers_are_verified, 0, ROWS(meetings));
	tcase_add_loop_test(tc, the_right_pin_is_enough, 0, 4);
	tcase_add_test(tc, a_pin_may_have_colons);
	tcase_add_loop_test(tc, a_wrong_pin_refuses_even_the_best, 0, 2);
	tcase_add_loop_test(tc, bad_pins_are_refused, 0, ROWS(bad_pins));
	tcase_add_loop_test(tc, unusable_options_are_told_before_connecting, 0, ROWS(unusable));
	suite_add_tcase(suite, tc);
	return suite;
}
