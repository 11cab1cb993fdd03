/* SPDX-License-Identifier: ISC */
/* Serves one TLS client, and notes the records that it sends. */
#include "tls_server.h"

#include <check.h>
#include <openssl/err.h>
#include <poll.h>
#include <unistd.h>

/* Count the headers of records that hold application data, as they came over the wire. */
static void
watch(int is_write, int version, int type, const void *p, size_t n, SSL *ssl, void *arg)
{
	struct tls_server *t = arg;

	(void)version, (void)n, (void)ssl;
	if (!is_write && type == SSL3_RT_HEADER && *(const char *)p == SSL3_RT_APPLICATION_DATA)
		t->n_headers++;
}

static void
hear(struct tls_server *t, SSL *ssl)
{
	struct pollfd gate = {.fd = t->gate, .events = POLLIN};
	char p[1 << 15];
	int n;

	if (t->gate >= 0)
		poll(&gate, 1, PATIENCE);
	t->n_headers = 0;
	while ((n = SSL_read(ssl, p, sizeof(p))) > 0) {
		if (t->n_records < 4096)
			t->records[t->n_records++] = (size_t)n;
		buf_add(&t->heard, p, (size_t)n);
	}
	t->farewell = SSL_get_error(ssl, n) == SSL_ERROR_ZERO_RETURN;
}

static void
serve(int client, void *arg)
{
	struct tls_server *t = arg;
	SSL *ssl = SSL_new(t->ctx);

	SSL_set_fd(ssl, client);
	SSL_set_msg_callback(ssl, watch);
	SSL_set_msg_callback_arg(ssl, t);
	t->shaken = SSL_accept(ssl) == 1;
	const char *name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
	if (name && strlen(name) < sizeof(t->name))
		strcpy(t->name, name);
	if (t->shaken && t->greeting)
		SSL_write(ssl, t->greeting, (int)strlen(t->greeting));
	if (t->shaken && t->speak)
		t->speak(ssl, client, t->gate);
	if (t->shaken && !t->abrupt) {
		hear(t, ssl);
		SSL_shutdown(ssl);
	}
	SSL_free(ssl);
	ERR_clear_error();
}

void
tls_server_init(struct tls_server *t, const struct cert *cert)
{
	*t = (struct tls_server){.gate = -1, .heard = BUF_INIT(BUF_MAX_MESSAGE)};
	t->ctx = SSL_CTX_new(TLS_server_method());
	SSL_CTX_set_num_tickets(t->ctx, 0);
	ck_assert_int_eq(SSL_CTX_use_certificate(t->ctx, cert->x509), 1);
	ck_assert_int_eq(SSL_CTX_use_PrivateKey(t->ctx, cert->key), 1);
}

void
tls_server_start(struct tls_server *t)
{
	server_start(&t->server, serve, t);
}

void
tls_server_join(struct tls_server *t)
{
	server_join(&t->server);
}

void
tls_server_clear(struct tls_server *t)
{
	SSL_CTX_free(t->ctx);
	buf_clear(&t->heard);
}
