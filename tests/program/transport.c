/* SPDX-License-Identifier: ISC */
/* The table of transports; the certificates are made anew for every run and never outlive it. */
#include "transport.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../net/certs.h"

static const struct transport table[] = {
    {.name = "tcp"},
    {.name = "tls", .tls = true},
    {.name = "tls-other-name", .tls = true, .other_name = true},
    {.name = "tls-expired", .tls = true, .expired = true},
    {.name = "tls-stranger", .tls = true, .stranger = true},
    {.name = "refused", .closed = true},
};

static struct cert authority;

const struct transport *
transport_find(struct str name)
{
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (str_eq(name, str_of(table[i].name)))
			return &table[i];
	return NULL;
}

void
transport_init(const char *ca_file)
{
	cert_make(&authority, &(struct cert_spec){
	    .name = "amsh test authority",
	    .from = -2,
	    .until = 2,
	    .ca = true,
	});
	cert_write(&authority, ca_file);
}

void
transport_clear(void)
{
	cert_clear(&authority);
}

SSL_CTX *
transport_context(const struct transport *t)
{
	const struct cert_spec spec = {
	    .name = "amsh test server",
	    .names = t->other_name ? "DNS:pbx.example.net" : "IP:127.0.0.1,DNS:localhost",
	    .from = -2,
	    .until = t->expired ? -1 : 2,
	    .issuer = t->stranger ? NULL : &authority,
	};
	struct cert cert;

	if (!t->tls)
		return NULL;
	cert_make(&cert, &spec);
	SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());
	SSL_CTX_use_certificate(ctx, cert.x509);
	SSL_CTX_use_PrivateKey(ctx, cert.key);
	SSL_CTX_set_mode(ctx, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
	cert_clear(&cert);
	return ctx;
}

int
transport_listen(const struct transport *t, char port[8], struct err *err)
{
	struct sockaddr_in address = {
	    .sin_family = AF_INET,
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	socklen_t length = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&address, length) < 0 ||
	    (!t->closed && listen(fd, 4) < 0) ||
	    getsockname(fd, (struct sockaddr *)&address, &length) < 0) {
		err_set(err, ERR_USAGE, "cannot listen on 127.0.0.1: %s", strerror(errno));
		if (fd >= 0)
			close(fd);
		return -1;
	}
	snprintf(port, 8, "%u", ntohs(address.sin_port));
	return fd;
}
