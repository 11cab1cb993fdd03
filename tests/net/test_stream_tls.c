/* SPDX-License-Identifier: ISC */
/* TLS streams against real servers: failing handshakes, records as the peer sees them, the end. */
#include <check.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tls_server.h"

static struct cert cert; /* the server's; the client's as well, where one is wanted */
static char folder[] = "/tmp/amsh-test-XXXXXX", cert_file[64], key_file[64];

static void
make_certs(void)
{
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(cert_file, sizeof(cert_file), "%s/cert.pem", folder);
	snprintf(key_file, sizeof(key_file), "%s/key.pem", folder);
	cert_make(&cert,
	    &(struct cert_spec){
	        .name = "pbx", .names = "DNS:localhost,IP:127.0.0.1", .from = -1, .until = 1});
	cert_write(&cert, cert_file);
	cert_write_key(&cert, key_file, NULL);
}

static void
remove_certs(void)
{
	unlink(cert_file);
	unlink(key_file);
	rmdir(folder);
	cert_clear(&cert);
}

/* A server at this endpoint, trusted for what its certificate says. */
static struct endpoint
endpoint_of(char *port)
{
	static char host[] = "127.0.0.1";

	return (struct endpoint){
	    .scheme = SCHEME_AMIS, .host = host, .port = port, .tls.ca = cert_file};
}

static struct stream *
must_open(const struct endpoint *e)
{
	struct stream *s;
	struct err err = {0};

	ck_assert_msg(stream_open(&s, e, clock_now() + PATIENCE, -1, &err) == 0, "%s", err.text);
	return s;
}

static void
must_fail(const struct endpoint *e, const char *want)
{
	struct stream *s;
	struct err err = {0};
	char text[200];

	ck_assert_int_eq(stream_open(&s, e, clock_now() + PATIENCE, -1, &err), -1);
	snprintf(text, sizeof(text), "127.0.0.1:%s: %s", e->port, want);
	ck_assert_str_eq(err.text, text);
	ck_assert_int_eq(err.kind, ERR_CONNECT);
	ck_assert_ptr_null(s);
}

/* Write all of p, waiting where that is needed. */
static void
must_write(struct stream *s, const char *p, size_t n)
{
	struct err err = {0};

	while (n > 0) {
		ssize_t put = stream_write(s, p, n, &err);
		ck_assert_msg(put != -1, "%s", err.text);
		if (put == STREAM_AGAIN) {
			struct pollfd wait = {.fd = stream_fd(s), .events = POLLOUT};
			ck_assert_int_eq(poll(&wait, 1, PATIENCE), 1);
			continue;
		}
		p += put;
		n -= (size_t)put;
	}
}

START_TEST(each_write_is_one_record)
{
	static const size_t sizes[] = {1, 2, 80, 1023, 1024};
	const size_t n = sizeof(sizes) / sizeof(sizes[0]);
	struct tls_server t;
	char p[1024];
	struct err err = {0};

	memset(p, 'x', sizeof(p));
	tls_server_init(&t, &cert);
	SSL_CTX_set_max_proto_version(t.ctx, _i ? TLS1_3_VERSION : TLS1_2_VERSION);
	tls_server_start(&t);
	struct endpoint e = endpoint_of(t.server.port);
	struct stream *s = must_open(&e);
	ck_assert_uint_eq(s->max_write, 1024);
	ck_assert(s->encrypted);
	for (size_t i = 0; i < n; i++)
		ck_assert_int_eq(stream_write(s, p, sizes[i], &err), (ssize_t)sizes[i]);
	stream_close(s);
	tls_server_join(&t);
	ck_assert_uint_eq(t.n_records, n);
	for (size_t i = 0; i < n; i++)
		ck_assert_uint_eq(t.records[i], sizes[i]);
	ck_assert_uint_eq(t.n_headers, n + (_i ? 1 : 0)); /* 1.3 hides its farewell in one more */
	ck_assert(t.farewell);
	tls_server_clear(&t);
}
END_TEST

START_TEST(long_actions_go_in_records_of_whole_lines)
{
	struct tls_server t;
	struct buf action = BUF_INIT(BUF_MAX_LINE);

	for (int i = 0; i < 100; i++)
		buf_addf(&action, "Variable: number%d=%0*d\r\n", i, i * 7, i);
	buf_addz(&action, "\r\n");
	tls_server_init(&t, &cert);
	tls_server_start(&t);
	struct endpoint e = endpoint_of(t.server.port);
	struct stream *s = must_open(&e);
	must_write(s, action.p, action.n);
	stream_close(s);
	tls_server_join(&t);
	ck_assert_uint_eq(t.heard.n, action.n);
	ck_assert_int_eq(memcmp(t.heard.p, action.p, action.n), 0);
	for (size_t i = 0, end = 0; i < t.n_records; i++) {
		end += t.records[i];
		ck_assert_uint_le(t.records[i], 1024);
		ck_assert_msg(t.heard.p[end - 1] == '\n', "record %zu ends within a line", i);
	}
	tls_server_clear(&t);
	buf_clear(&action);
}
END_TEST

/* When the socket is full, the record under way is finished first, with the length that it has,
 * even if other lengths are offered then and the bytes have moved. */
START_TEST(a_record_is_finished_after_waiting)
{
	struct tls_server t;
	struct err err = {0};
	struct buf out = BUF_INIT(BUF_MAX_MESSAGE);
	int gate[2];
	size_t sent = 0;
	ssize_t n;

	ck_assert_int_eq(pipe(gate), 0);
	tls_server_init(&t, &cert);
	t.gate = gate[0];
	tls_server_start(&t);
	struct endpoint e = endpoint_of(t.server.port);
	struct stream *s = must_open(&e);
	stream_narrow(s);
	do {
		buf_addf(&out, "%zu\n%0100d", out.n, 0);
		n = stream_write(s, out.p + sent, out.n - sent, &err);
		sent += n > 0 ? (size_t)n : 0;
	} while (n > 0);
	ck_assert_int_eq(n, STREAM_AGAIN);
	ck_assert_int_eq(stream_read(s, (char[8]){0}, 8, &err), STREAM_AGAIN);
	buf_addf(&out, "%02000d\n", 0);
	write_all(gate[1], "", 1);
	char *moved = malloc(out.n - sent);
	memcpy(moved, out.p + sent, out.n - sent);
	must_write(s, moved, out.n - sent);
	free(moved);
	stream_close(s);
	tls_server_join(&t);
	ck_assert_uint_eq(t.heard.n, out.n);
	ck_assert_int_eq(memcmp(t.heard.p, out.p, out.n), 0);
	tls_server_clear(&t);
	buf_clear(&out);
	close(gate[0]);
	close(gate[1]);
}
END_TEST

START_TEST(what_waits_in_openssl_is_pending)
{
	struct tls_server t;
	struct err err = {0};
	char p[8] = "";

	tls_server_init(&t, &cert);
	t.greeting = "Asterisk";
	t.abrupt = _i;
	tls_server_start(&t);
	struct endpoint e = endpoint_of(t.server.port);
	struct stream *s = must_open(&e);
	ck_assert_int_eq(read_full(s, p, 1, &err), 1);
	ck_assert(stream_pending(s));
	ck_assert_int_eq(stream_wants(s), POLLIN);
	ck_assert_int_eq(read_full(s, p + 1, 7, &err), 7);
	ck_assert_msg(memcmp(p, "Asterisk", 8) == 0, "%.8s came", p);
	stream_close(s);
	tls_server_join(&t);
	tls_server_clear(&t);
}
END_TEST

/* Say two things in two records, but send both at once. */
static void
speak_twice(SSL *ssl, int client, int gate)
{
	BIO *bio = BIO_new(BIO_s_mem());
	char *p;

	(void)gate;
	SSL_set0_wbio(ssl, bio);
	SSL_write(ssl, "one", 3);
	SSL_write(ssl, "two", 3);
	size_t n = (size_t)BIO_get_mem_data(bio, &p);
	write_all(client, p, n);
}

START_TEST(a_record_after_the_first_is_pending)
{
	struct tls_server t;
	struct err err = {0};
	char p[4] = "";

	tls_server_init(&t, &cert);
	t.speak = speak_twice;
	tls_server_start(&t);
	struct endpoint e = endpoint_of(t.server.port);
	struct stream *s = must_open(&e);
	ck_assert_int_eq(read_full(s, p, 3, &err), 3);
	ck_assert_str_eq(p, "one");
	ck_assert(stream_pending(s));
	ck_assert_int_eq(read_full(s, p, 3, &err), 3);
	ck_assert_str_eq(p, "two");
	stream_close(s);
	tls_server_join(&t);
	tls_server_clear(&t);
}
END_TEST

/* Say two things and the farewell, all at once, and leave the connection open. */
static void
speak_and_end(SSL *ssl, int client, int gate)
{
	struct pollfd wait = {.fd = gate, .events = POLLIN};
	BIO *bio = BIO_new(BIO_s_mem());
	char *p;

	SSL_set0_wbio(ssl, bio);
	SSL_write(ssl, "one", 3);
	SSL_write(ssl, "two", 3);
	SSL_shutdown(ssl);
	size_t n = (size_t)BIO_get_mem_data(bio, &p);
	write_all(client, p, n);
	poll(&wait, 1, PATIENCE);
}

START_TEST(records_that_came_together_are_read_together)
{
	struct tls_server t;
	struct err err = {0};
	char p[8] = "";
	int gate[2];

	ck_assert_int_eq(pipe(gate), 0);
	tls_server_init(&t, &cert);
	t.speak = speak_and_end;
	t.gate = gate[0];
	tls_server_start(&t);
	struct endpoint e = endpoint_of(t.server.port);
	struct stream *s = must_open(&e);
	struct pollfd wait = {.fd = stream_fd(s), .events = POLLIN};
	ck_assert_int_eq(poll(&wait, 1, PATIENCE), 1);
	ck_assert_int_eq(stream_read(s, p, sizeof(p), &err), 6);
	ck_assert_str_eq(p, "onetwo");
	ck_assert(stream_pending(s));
	ck_assert_int_eq(stream_read(s, p, sizeof(p), &err), 0);
	write_all(gate[1], "", 1);
	stream_close(s);
	tls_server_join(&t);
	tls_server_clear(&t);
	close(gate[0]);
	close(gate[1]);
}
END_TEST

/* Send half a record, and the rest of it when the gate opens. */
static void
speak_haltingly(SSL *ssl, int client, int gate)
{
	struct pollfd wait = {.fd = gate, .events = POLLIN};
	BIO *bio = BIO_new(BIO_s_mem());
	char *p;

	SSL_set0_wbio(ssl, bio);
	SSL_write(ssl, "hello", 5);
	size_t n = (size_t)BIO_get_mem_data(bio, &p), half = n / 2;
	write_all(client, p, half);
	poll(&wait, 1, PATIENCE);
	write_all(client, p + half, n - half);
}

START_TEST(half_a_record_is_not_pending)
{
	struct tls_server t;
	struct err err = {0};
	char p[8] = "";
	int gate[2];

	ck_assert_int_eq(pipe(gate), 0);
	tls_server_init(&t, &cert);
	t.speak = speak_haltingly;
	t.gate = gate[0];
	tls_server_start(&t);
	struct endpoint e = endpoint_of(t.server.port);
	struct stream *s = must_open(&e);
	struct pollfd wait = {.fd = stream_fd(s), .events = POLLIN};
	ck_assert_int_eq(poll(&wait, 1, PATIENCE), 1);
	ck_assert_int_eq(stream_read(s, p, 5, &err), STREAM_AGAIN);
	ck_assert(!stream_pending(s));
	write_all(gate[1], "", 1);
	ck_assert_int_eq(read_full(s, p, 5, &err), 5);
	ck_assert_str_eq(p, "hello");
	stream_close(s);
	tls_server_join(&t);
	tls_server_clear(&t);
	close(gate[0]);
	close(gate[1]);
}
END_TEST

START_TEST(much_comes_through_whole)
{
	const size_t n = 3000000;
	struct tls_server t;
	struct err err = {0};
	char *sent = malloc(n + 1), *got = malloc(n);

	for (size_t i = 0; i < n; i++)
		sent[i] = (char)('a' + i % 23);
	sent[n] = '\0';
	tls_server_init(&t, &cert);
	SSL_CTX_set_num_tickets(t.ctx, 2);
	t.greeting = sent;
	tls_server_start(&t);
	struct endpoint e = endpoint_of(t.server.port);
	struct stream *s = must_open(&e);
	ck_assert_int_eq(read_full(s, got, n, &err), (ssize_t)n);
	ck_assert_int_eq(memcmp(got, sent, n), 0);
	stream_close(s);
	tls_server_join(&t);
	tls_server_clear(&t);
	free(sent);
	free(got);
}
END_TEST

START_TEST(the_end_needs_no_farewell)
{
	struct tls_server t;
	struct err err = {0};
	char p[16];

	tls_server_init(&t, &cert);
	t.greeting = "bye";
	t.abrupt = true;
	SSL_CTX_set_max_proto_version(t.ctx, _i ? TLS1_3_VERSION : TLS1_2_VERSION);
	tls_server_start(&t);
	struct endpoint e = endpoint_of(t.server.port);
	struct stream *s = must_open(&e);
	ck_assert_msg(read_full(s, p, sizeof(p), &err) == 3, "%s", err.text);
	ck_assert_int_eq(stream_read(s, p, sizeof(p), &err), 0);
	stream_close(s);
	tls_server_join(&t);
	tls_server_clear(&t);
}
END_TEST

START_TEST(names_are_told_to_the_server)
{
	static char plain[] = "localhost", dotted[] = "localhost.", address[] = "127.0.0.1";
	char *const names[] = {plain, dotted, address};
	static const char *const told[] = {"localhost", "localhost", ""};
	struct tls_server t;

	tls_server_init(&t, &cert);
	tls_server_start(&t);
	struct endpoint e = endpoint_of(t.server.port);
	e.tls.name = names[_i];
	stream_close(must_open(&e));
	tls_server_join(&t);
	ck_assert_str_eq(t.name, told[_i]);
	tls_server_clear(&t);
}
END_TEST

/* Keep silent until the client has gone. */
static void
serve_silence(int client, void *arg)
{
	char hello[2000];

	(void)arg;
	while (read(client, hello, sizeof(hello)) > 0)
		;
}

/* Do what a plain AMI server does. */
static void
serve_banner(int client, void *banner)
{
	serve_text(client, banner);
	serve_silence(client, NULL);
}

/* Read the start of what the client says, then leave. */
static void
serve_end(int client, void *arg)
{
	char hello[2000];

	(void)arg;
	ssize_t n = read(client, hello, sizeof(hello));
	(void)n;
}

START_TEST(a_plain_server_is_recognized)
{
	static char banner[] = "Asterisk Call Manager/11.0.0\r\n";
	struct server server;

	server_start(&server, serve_banner, banner);
	struct endpoint e = endpoint_of(server.port);
	must_fail(&e, "the server does not speak TLS: is it a plain port (ami://), such as 5038?");
	server_join(&server);
}
END_TEST

START_TEST(an_end_in_the_handshake_is_told)
{
	struct server server;

	server_start(&server, serve_end, NULL);
	struct endpoint e = endpoint_of(server.port);
	must_fail(&e, "the server closed the connection in the TLS handshake");
	server_join(&server);
}
END_TEST

START_TEST(a_silent_server_times_out)
{
	struct server server;
	struct stream *s;
	struct err err = {0};
	char text[64];

	server_start(&server, serve_silence, NULL);
	struct endpoint e = endpoint_of(server.port);
	ck_assert_int_eq(stream_open(&s, &e, clock_now() + patience(150), -1, &err), -1);
	snprintf(text, sizeof(text), "127.0.0.1:%s: TLS handshake: timed out", server.port);
	ck_assert_str_eq(err.text, text);
	ck_assert_int_eq(err.kind, ERR_CONNECT);
	server_join(&server);
}
END_TEST

/* Cancel once the client has said hello: it waits for our answer then. */
static void
serve_cancel(int client, void *cancel)
{
	char hello[2000];

	if (read(client, hello, sizeof(hello)) > 0)
		write_all(*(int *)cancel, "", 1);
	serve_silence(client, NULL);
}

START_TEST(a_handshake_can_be_cancelled)
{
	struct server server;
	struct stream *s;
	struct err err = {0};
	int cancel[2];

	ck_assert_int_eq(pipe(cancel), 0);
	server_start(&server, serve_cancel, &cancel[1]);
	struct endpoint e = endpoint_of(server.port);
	ck_assert_int_eq(stream_open(&s, &e, CLOCK_NEVER, cancel[0], &err), -1);
	ck_assert_int_eq(err.kind, ERR_INTERRUPTED);
	ck_assert_str_eq(err.text, "interrupted");
	server_join(&server);
	close(cancel[0]);
	close(cancel[1]);
}
END_TEST

START_TEST(old_tls_is_refused)
{
	struct tls_server t;

	tls_server_init(&t, &cert);
	SSL_CTX_set_security_level(t.ctx, 0);
	SSL_CTX_set_min_proto_version(t.ctx, TLS1_VERSION);
	SSL_CTX_set_max_proto_version(t.ctx, TLS1_1_VERSION);
	tls_server_start(&t);
	struct endpoint e = endpoint_of(t.server.port);
	must_fail(&e, "the server does not support TLS 1.2 or newer");
	tls_server_join(&t);
	tls_server_clear(&t);
}
END_TEST

/* A server that wants to know who its clients are. */
static void
init_curious(struct tls_server *t, int version)
{
	tls_server_init(t, &cert);
	SSL_CTX_set_verify(t->ctx, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
	ck_assert_int_eq(SSL_CTX_load_verify_locations(t->ctx, cert_file, NULL), 1);
	SSL_CTX_set_max_proto_version(t->ctx, version);
}

START_TEST(a_client_certificate_is_shown)
{
	struct tls_server t;

	init_curious(&t, _i ? TLS1_3_VERSION : TLS1_2_VERSION);
	tls_server_start(&t);
	struct endpoint e = endpoint_of(t.server.port);
	e.tls.cert = cert_file;
	e.tls.key = key_file;
	struct stream *s = must_open(&e);
	must_write(s, "hello", 5);
	stream_close(s);
	tls_server_join(&t);
	ck_assert(t.shaken);
	ck_assert_uint_eq(t.heard.n, 5);
	tls_server_clear(&t);
}
END_TEST

START_TEST(a_missing_client_certificate_is_told)
{
	struct tls_server t;

	init_curious(&t, TLS1_2_VERSION);
	tls_server_start(&t);
	struct endpoint e = endpoint_of(t.server.port);
	must_fail(&e,
	    "the server refuses the TLS handshake: no cipher in common, or it requires a client "
	    "certificate (--tls-cert)");
	tls_server_join(&t);
	tls_server_clear(&t);
}
END_TEST

/* In TLS 1.3 the client is done before the server has seen its certificate. */
START_TEST(a_missing_client_certificate_is_told_late)
{
	struct tls_server t;
	struct err err = {0};
	char p[8];

	init_curious(&t, TLS1_3_VERSION);
	tls_server_start(&t);
	struct endpoint e = endpoint_of(t.server.port);
	struct stream *s = must_open(&e);
	ck_assert_int_eq(read_full(s, p, sizeof(p), &err), -1);
	ck_assert_int_eq(err.kind, ERR_CONNECT);
	ck_assert_str_eq(err.text,
	    "the server requires a client certificate: give one with --tls-cert and --tls-key");
	ck_assert_int_eq(stream_write(s, "x", 1, &err), -1);
	stream_close(s);
	tls_server_join(&t);
	tls_server_clear(&t);
}
END_TEST

static void
ask_and_leave(SSL *ssl, int client, int gate)
{
	(void)ssl, (void)client, (void)gate;
}

/* Nor need it say why it closes: but it has asked. */
START_TEST(a_question_for_a_certificate_is_told)
{
	struct tls_server t;
	struct err err = {0};
	char p[8];

	tls_server_init(&t, &cert);
	SSL_CTX_set_verify(t.ctx, SSL_VERIFY_PEER, NULL);
	t.speak = ask_and_leave;
	t.abrupt = true;
	tls_server_start(&t);
	struct endpoint e = endpoint_of(t.server.port);
	struct stream *s = must_open(&e);
	ck_assert_int_eq(read_full(s, p, sizeof(p), &err), -1);
	ck_assert_int_eq(err.kind, ERR_CONNECT);
	ck_assert_str_eq(err.text,
	    "the server closed the connection after it asked for a client certificate: give one "
	    "with --tls-cert and --tls-key");
	stream_close(s);
	tls_server_join(&t);
	tls_server_clear(&t);
}
END_TEST

Suite *suite_stream_tls(void);

Suite *
suite_stream_tls(void)
{
	Suite *suite = suite_create("stream_tls");
	TCase *tc = tcase_create("stream_tls");

	tcase_set_timeout(tc, 60);
	tcase_add_unchecked_fixture(tc, make_certs, remove_certs);
	tcase_add_loop_test(tc, each_write_is_one_record, 0, 2);
	tcase_add_test(tc, long_actions_go_in_records_of_whole_lines);
	tcase_add_test(tc, a_record_is_finished_after_waiting);
	tcase_add_loop_test(tc, what_waits_in_openssl_is_pending, 0, 2);
	tcase_add_test(tc, a_record_after_the_first_is_pending);
	tcase_add_test(tc, half_a_record_is_not_pending);
	tcase_add_test(tc, records_that_came_together_are_read_together);
	tcase_add_test(tc, much_comes_through_whole);
	tcase_add_loop_test(tc, the_end_needs_no_farewell, 0, 2);
	tcase_add_loop_test(tc, names_are_told_to_the_server, 0, 3);
	tcase_add_test(tc, a_plain_server_is_recognized);
	tcase_add_test(tc, an_end_in_the_handshake_is_told);
	tcase_add_test(tc, a_silent_server_times_out);
	tcase_add_test(tc, a_handshake_can_be_cancelled);
	tcase_add_test(tc, old_tls_is_refused);
	tcase_add_loop_test(tc, a_client_certificate_is_shown, 0, 2);
	tcase_add_test(tc, a_missing_client_certificate_is_told);
	tcase_add_test(tc, a_missing_client_certificate_is_told_late);
	tcase_add_test(tc, a_question_for_a_certificate_is_told);
	suite_add_tcase(suite, tc);
	return suite;
}
