/* SPDX-License-Identifier: ISC */
/*
 * TLS through another stream's descriptor. One write is one record, never more: Asterisk polls the
 * socket, not OpenSSL, so it does not see the rest of a record after the part that it has read.
 */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>

#include "base/mem.h"
#include "net/fd.h"
#include "net/stages.h"
#include "net/stream_impl.h"
#include "net/tls_impl.h"
#include "net/tls_names.h"

#define ASKING 200 /* ms after which we check again whether a command still asks */

struct tls {
	struct stream base;
	struct stream *inner;
	struct tls_setup *setup;
	SSL *ssl;
	size_t unfinished; /* bytes of the record that must be given to OpenSSL again */
	bool drained;      /* the last read found nothing whole, here or in the socket */
	bool heard;        /* the server has said something through it */
	bool asked;        /* the server has asked for a certificate, and we have none */
	bool ended;        /* the last read also found an end, which the next one tells */
	ssize_t end;
	struct err why;
};

static const char not_tls[] =
    "the server does not speak TLS: is it a plain port (ami://), such as 5038?";
static const char too_old[] = "the server does not support TLS 1.2 or newer";
static const char wants_certificate[] =
    "the server requires a client certificate: give one with --tls-cert and --tls-key";
static const char refuses_certificate[] = "the server refuses the client certificate";

/* OpenSSL's reasons that have better words. */
static const struct {
	int code;
	const char *text;
} reasons[] = {
    {SSL_R_WRONG_VERSION_NUMBER, not_tls},
    {SSL_R_HTTP_REQUEST, not_tls},
    {SSL_R_UNSUPPORTED_PROTOCOL, too_old},
    {SSL_R_TLSV1_ALERT_PROTOCOL_VERSION, too_old},
    {SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED, wants_certificate},
    {SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE, "the server refuses the TLS handshake: no cipher in "
    "common, or it requires a client certificate (--tls-cert)"},
    {SSL_R_SSLV3_ALERT_BAD_CERTIFICATE, refuses_certificate},
    {SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED, refuses_certificate},
    {SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN, refuses_certificate},
    {SSL_R_TLSV1_ALERT_UNKNOWN_CA, refuses_certificate},
    {SSL_R_TLSV1_ALERT_ACCESS_DENIED, refuses_certificate},
};

/* Set err from OpenSSL's queue of errors. */
static int
tls_error(struct err *err, enum err_kind kind)
{
	unsigned long code = ERR_peek_error();
	const char *text = ERR_reason_error_string(code);

	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (ERR_GET_LIB(code) == ERR_LIB_SSL && ERR_GET_REASON(code) == reasons[i].code)
			return err_set(err, kind, "%s", reasons[i].text);
	return err_set(err, kind, "TLS: %s", text ? text : "unknown error");
}

/* What a call that did not succeed means: STREAM_AGAIN, 0 at the end, or -1. A server that ends
 * without a TLS closure, as Asterisk does, has ended too. */
static ssize_t
outcome(const struct tls *t, int returned, enum err_kind kind, struct err *err)
{
	int number = errno;

	switch (SSL_get_error(t->ssl, returned)) {
	case SSL_ERROR_WANT_READ:
	case SSL_ERROR_WANT_WRITE:
		return STREAM_AGAIN;
	case SSL_ERROR_ZERO_RETURN:
		return 0;
	case SSL_ERROR_SYSCALL:
		return number ? fd_error(err, kind, number) : 0;
	default:
		return tls_error(err, kind);
	}
}

/* The connection ended before the server said anything. With TLS 1.3 our handshake ends before the
 * server has checked our certificate, so its refusal comes only now. */
static ssize_t
end_unheard(const struct tls *t, ssize_t result, struct err *err)
{
	if (result == -1 && ERR_peek_error())
		err->kind = ERR_CONNECT;
	else if (t->asked)
		return err_set(err, ERR_CONNECT,
		    "the server closed the connection after it asked for a client certificate: "
		    "give one with --tls-cert and --tls-key");
	return result;
}

static bool
tls_why(struct stream *s, bool heard, struct err *err)
{
	struct tls *t = (struct tls *)s;

	return t->inner->ops->why(t->inner, heard, err);
}

/* Has the connection below ended, rather than TLS failed? */
static bool
is_end(ssize_t result)
{
	return result == 0 || (result == -1 && ERR_peek_error() == 0);
}

/* What one record holds, or what of it is left. */
static ssize_t
read_record(struct stream *s, char *p, size_t n, struct err *err)
{
	struct tls *t = (struct tls *)s;
	size_t got = 0;

	ERR_clear_error();
	errno = 0;
	int ok = SSL_read_ex(t->ssl, p, n, &got);
	t->drained = !ok;
	t->heard |= ok;
	ssize_t result = ok ? (ssize_t)got : outcome(t, ok, ERR_LOST, err);
	if (is_end(result) && tls_why(s, t->heard, err))
		return -1;
	if (!t->heard && result != STREAM_AGAIN)
		return end_unheard(t, result, err);
	return result == -1 ? err_lost(err) : result;
}

/* What all records hold that have come. A read for each, with a round of the reader and a poll,
 * takes a quarter of the processor's time for a stream of events. */
static ssize_t
tls_read(struct stream *s, char *p, size_t n, struct err *err)
{
	struct tls *t = (struct tls *)s;
	ssize_t last = 0;
	size_t got = 0;

	if (t->ended) {
		*err = t->why;
		return t->end;
	}
	do {
		last = read_record(s, p + got, n - got, err);
		got += last > 0 ? (size_t)last : 0;
	} while (last > 0 && got < n && SSL_has_pending(t->ssl));
	if (got == 0)
		return last;
	if (last <= 0 && last != STREAM_AGAIN) {
		t->ended = true;
		t->end = last;
		t->why = *err;
	}
	return (ssize_t)got;
}

/* Write p as one record. One that is on its way already is finished first, with its own length. */
static ssize_t
tls_write(struct stream *s, const char *p, size_t n, struct err *err)
{
	struct tls *t = (struct tls *)s;
	size_t put = 0;

	if (t->unfinished)
		n = t->unfinished;
	ERR_clear_error();
	errno = 0;
	int ok = SSL_write_ex(t->ssl, p, n, &put);
	ssize_t result = ok ? (ssize_t)put : outcome(t, ok, ERR_LOST, err);
	t->unfinished = result == STREAM_AGAIN ? n : 0;
	if (result == 0)
		err_set(err, ERR_LOST, "the server closed it");
	return result == 0 || result == -1 ? err_lost(err) : result;
}

static bool
tls_pending(const struct stream *s)
{
	const struct tls *t = (const struct tls *)s;

	return t->ended || (!t->drained && SSL_has_pending(t->ssl));
}

static short
tls_wants(const struct stream *s)
{
	const struct tls *t = (const struct tls *)s;

	return SSL_want_write(t->ssl) ? POLLIN | POLLOUT : POLLIN;
}

/* Close TLS if that still makes sense, without waiting for an answer. */
static void
tls_close(struct stream *s)
{
	struct tls *t = (struct tls *)s;

	if (s->error.kind == ERR_NONE)
		SSL_shutdown(t->ssl);
	SSL_free(t->ssl);
	tls_setup_free(t->setup);
	stream_close(t->inner);
	ERR_clear_error();
	free(t);
}

static const struct stream_ops tls_ops = {
    .name = "tls",
    .read = tls_read,
    .write = tls_write,
    .pending = tls_pending,
    .wants = tls_wants,
    .close = tls_close,
    .why = tls_why,
};

/* Tell OpenSSL which server is meant. The authorities of --tls-ca are trusted even if they are not
 * root certificates. The server is sent the name that is wanted, but not an address: SNI has
 * none. */
static bool
expect_server(SSL *ssl, char *name)
{
	X509_VERIFY_PARAM *param = SSL_get0_param(ssl);

	X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_PARTIAL_CHAIN);
	if (tls_is_address(name))
		return X509_VERIFY_PARAM_set1_ip_asc(param, name);
	X509_VERIFY_PARAM_set_hostflags(param, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
	return X509_VERIFY_PARAM_set1_host(param, name, 0) && SSL_set_tlsext_host_name(ssl, name);
}

/* The server asks for a certificate, and none is configured: continue without. */
static int
note_question(SSL *ssl, X509 **cert, EVP_PKEY **key)
{
	struct tls *t = SSL_get_app_data(ssl);

	(void)cert, (void)key;
	t->asked = true;
	return 0;
}

static int
wait_handshake(const struct tls *t, msec deadline, int cancel_fd, struct err *err)
{
	short events = SSL_want_write(t->ssl) ? POLLOUT : POLLIN;

	while (fd_wait(t->base.fd, events, deadline, cancel_fd, err) < 0) {
		msec later = stream_deadline(&t->base, deadline);
		if (err->kind != ERR_CONNECT || later <= clock_now())
			return err->kind == ERR_CONNECT ? err_prefix(err, "TLS handshake") : -1;
		deadline = later < clock_now() + ASKING ? later : clock_now() + ASKING;
	}
	return 0;
}

/* Continue the handshake as far as possible now: 0 when it is done, STREAM_AGAIN, or -1. */
static ssize_t
handshake_step(const struct tls *t, struct err *err)
{
	ERR_clear_error();
	errno = 0;
	int returned = SSL_connect(t->ssl);
	if (returned == 1)
		return 0;
	ssize_t result = outcome(t, returned, ERR_CONNECT, err);
	if (is_end(result) && t->inner->ops->why(t->inner, false, err))
		return -1;
	if (t->setup->check.refusal.kind != ERR_NONE)
		*err = t->setup->check.refusal;
	if (result == 0)
		return err_set(
		    err, ERR_CONNECT, "the server closed the connection in the TLS handshake");
	return result;
}

static int
handshake(const struct tls *t, msec deadline, int cancel_fd, struct err *err)
{
	ssize_t result;

	while ((result = handshake_step(t, err)) == STREAM_AGAIN)
		if (wait_handshake(t, deadline, cancel_fd, err))
			return -1;
	return (int)result;
}

/* Tell what was agreed on, and why the server is trusted. */
static void
tell_agreed(const struct tls *t, const struct endpoint *e)
{
	X509 *cert = e->stages ? SSL_get_peer_certificate(t->ssl) : NULL;
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	if (!cert)
		return;
	buf_addf(&text, "%s, ", SSL_get_version(t->ssl));
	int days = tls_facts(&text, cert);
	tls_trust(&text, &e->tls, t->setup->name);
	stages_tell(e->stages, STAGE_TLS,
	    tls_is_doubtful(&e->tls, days) ? STAGE_DOUBTED : STAGE_DONE, "%s", buf_z(&text));
	buf_clear(&text);
	X509_free(cert);
}

int
tls_wrap(struct stream **s, struct tls_setup *setup, const struct endpoint *e, msec deadline,
    int cancel_fd, struct err *err)
{
	struct tls *t = mem_alloc(sizeof(*t));

	t->base.ops = &tls_ops;
	t->base.fd = stream_fd(*s);
	t->base.max_write = STREAM_MAX_WRITE_TLS;
	t->base.encrypted = true;
	t->base.lend = (*s)->lend;
	t->base.span = (*s)->span;
	t->inner = *s;
	t->setup = setup;
	t->ssl = SSL_new(setup->ctx);
	int status = -1;
	SSL_CTX_set_client_cert_cb(setup->ctx, note_question);
	if (t->ssl)
		SSL_set_app_data(t->ssl, t);
	stages_tell(e->stages, STAGE_TLS, STAGE_BEGINS, "%s", "");
	if (!t->ssl || !SSL_set_fd(t->ssl, t->base.fd) || !expect_server(t->ssl, setup->name))
		tls_error(err, ERR_CONNECT);
	else
		status = handshake(t, deadline, cancel_fd, err);
	if (status == 0)
		tell_agreed(t, e);
	ERR_clear_error();
	if (status) {
		SSL_free(t->ssl);
		free(t);
		return -1;
	}
	*s = &t->base;
	return 0;
}
