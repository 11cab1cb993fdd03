/* SPDX-License-Identifier: ISC */
/*
 * Converts the TLS options of an endpoint for OpenSSL, and finds errors in them and their files
 * before connecting.
 */
#include "net/tls_impl.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "net/fd.h"

#define READ_AHEAD ((size_t)64 << 10) /* bytes for which TLS asks the system at once */

/* Can we read the file? OpenSSL's own words for this are hard to understand. */
static int
check_readable(const char *what, const char *name, struct err *err)
{
	if (access(name, R_OK) == 0)
		return 0;
	fd_error(err, ERR_USAGE, errno);
	return err_prefix(err, "%s %s", what, name);
}

static bool
is_directory(const char *name)
{
	struct stat st;

	return stat(name, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Load the CAs to trust: those named, else the system's. */
static int
load_ca(SSL_CTX *ctx, const char *ca, struct err *err)
{
	if (!ca) {
		SSL_CTX_set_default_verify_paths(ctx);
		return 0;
	}
	if (check_readable("CA certificates", ca, err))
		return -1;
	bool directory = is_directory(ca);
	if (!SSL_CTX_load_verify_locations(ctx, directory ? NULL : ca, directory ? ca : NULL))
		return err_set(err, ERR_USAGE, "CA certificates %s: no PEM certificate in it", ca);
	return 0;
}

/* Answer OpenSSL's question for the password of a key: there is none, and the user is not asked. */
static int
no_password(char *p, int size, int writing, void *asked)
{
	(void)p, (void)size, (void)writing;
	if (asked)
		*(bool *)asked = true;
	return -1;
}

static int
load_key(SSL_CTX *ctx, const char *key, struct err *err)
{
	bool asked = false;

	if (check_readable("TLS key", key, err))
		return -1;
	SSL_CTX_set_default_passwd_cb_userdata(ctx, &asked);
	int loaded = SSL_CTX_use_PrivateKey_file(ctx, key, SSL_FILETYPE_PEM);
	SSL_CTX_set_default_passwd_cb_userdata(ctx, NULL);
	if (asked)
		return err_set(err, ERR_USAGE,
		    "TLS key %s: it has a password, which amsh never asks for: remove it with "
		    "openssl pkey",
		    key);
	if (loaded != 1 && ERR_GET_REASON(ERR_peek_error()) == X509_R_KEY_VALUES_MISMATCH)
		return err_set(
		    err, ERR_USAGE, "TLS key %s: it does not match the certificate", key);
	if (loaded != 1)
		return err_set(err, ERR_USAGE, "TLS key %s: no PEM key in it", key);
	return 0;
}

/* Load the certificate that tells the server who we are. */
static int
load_identity(SSL_CTX *ctx, const struct tls_options *options, struct err *err)
{
	if (!options->cert && !options->key)
		return 0;
	if (!options->cert)
		return err_set(err, ERR_USAGE,
		    "TLS key %s: it needs a certificate, see --tls-cert", options->key);
	if (check_readable("TLS certificate", options->cert, err))
		return -1;
	SSL_CTX_set_default_passwd_cb(ctx, no_password);
	if (SSL_CTX_use_certificate_chain_file(ctx, options->cert) != 1)
		return err_set(
		    err, ERR_USAGE, "TLS certificate %s: no PEM certificate in it", options->cert);
	return load_key(ctx, options->key ? options->key : options->cert, err);
}

static int
load_files(SSL_CTX *ctx, const struct tls_options *options, struct err *err)
{
	bool trusts_ca = !options->pin && !options->insecure;

	if (trusts_ca && load_ca(ctx, options->ca, err))
		return -1;
	return load_identity(ctx, options, err);
}

int
tls_start(struct err *err)
{
	if (openssl_open(err) < 0)
		return -1;
	OPENSSL_init_ssl(OPENSSL_INIT_NO_ATEXIT, NULL);
	return 0;
}

/* A context with what is the same for every server. */
static SSL_CTX *
new_context(void)
{
	SSL_CTX *ctx = SSL_CTX_new(TLS_client_method());
	if (!ctx || !SSL_CTX_set_min_proto_version(ctx, TLS1_2_VERSION)) {
		SSL_CTX_free(ctx);
		return NULL;
	}
	SSL_CTX_set_options(ctx, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
#ifdef SSL_OP_IGNORE_UNEXPECTED_EOF
	SSL_CTX_set_options(ctx, SSL_OP_IGNORE_UNEXPECTED_EOF);
#endif
	SSL_CTX_set_mode(ctx, SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_AUTO_RETRY);
	SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
	SSL_CTX_set_read_ahead(ctx, 1);
	SSL_CTX_set_default_read_buffer_len(ctx, READ_AHEAD);
	SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER, NULL);
	return ctx;
}

/* The name to verify: without the dot that ends a fully qualified name, or the zone of an address.
 */
static char *
name_to_verify(const struct endpoint *e)
{
	struct str name = str_of(e->tls.name ? e->tls.name : e->host);

	if (str_ends(name, STR(".")))
		name.n--;
	return mem_strndup(str_head(name, str_chr(name, '%')));
}

int
tls_setup_new(struct tls_setup **out, const struct endpoint *e, struct err *err)
{
	if (tls_start(err) < 0)
		return -1;
	struct tls_setup *setup = mem_alloc(sizeof(*setup));
	setup->name = name_to_verify(e);
	setup->check.name = setup->name;
	setup->check.insecure = e->tls.insecure;
	setup->check.key_pin = e->tls.key_pin;
	setup->check.pinned = e->tls.pin != NULL;
	ERR_clear_error();
	setup->ctx = new_context();
	int status = setup->ctx ? load_files(setup->ctx, &e->tls, err)
	                        : err_set(err, ERR_USAGE, "OpenSSL cannot be used");
	if (status == 0 && e->tls.pin)
		status = tls_pin_parse(setup->check.pin, str_of(e->tls.pin), err);
	ERR_clear_error();
	if (status) {
		tls_setup_free(setup);
		return -1;
	}
	SSL_CTX_set_cert_verify_callback(setup->ctx, tls_verify, &setup->check);
	*out = setup;
	return 0;
}

void
tls_setup_free(struct tls_setup *setup)
{
	if (!setup)
		return;
	SSL_CTX_free(setup->ctx);
	free(setup->name);
	free(setup);
}
