/* SPDX-License-Identifier: ISC */
/* The plain programs. They know how much will come, so that none has to look for the end. */
#include "floor.h"

#include <openssl/ssl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"

#define READ_SIZE ((size_t)64 << 10)

struct reader {
	int fd;
	SSL *tls;
	size_t left; /* bytes of the stream */
};

static struct reader
open_reader(const struct floor_job *job)
{
	struct reader r = {.left = job->server->bytes};

	if (!job->tls) {
		r.fd = server_connect(job->server->port);
		return r;
	}
	r.fd = server_reach(job->server->port);
	r.tls = SSL_new(SSL_CTX_new(TLS_client_method()));
	if (SSL_set_fd(r.tls, r.fd) != 1 || SSL_connect(r.tls) != 1 ||
	    SSL_write(r.tls, SERVER_LOGIN, sizeof(SERVER_LOGIN) - 1) <= 0)
		_exit(EXIT_FAILURE);
	return r;
}

/* Some bytes; 0 at the end of the stream. */
static size_t
read_some(struct reader *r, char *to, size_t size)
{
	size_t n = 0;

	if (r->left == 0)
		return 0;
	if (r->tls) {
		if (SSL_read_ex(r->tls, to, size, &n) != 1)
			_exit(EXIT_FAILURE);
	} else {
		ssize_t got = read(r->fd, to, size);
		if (got <= 0)
			_exit(EXIT_FAILURE);
		n = (size_t)got;
	}
	r->left -= n < r->left ? n : r->left;
	return n;
}

void
floor_read(void *job)
{
	struct reader r = open_reader(job);
	static char bytes[READ_SIZE];

	while (read_some(&r, bytes, sizeof(bytes)) > 0)
		;
	_exit(EXIT_SUCCESS);
}

void
floor_count(void *job)
{
	struct reader r = open_reader(job);
	static char bytes[READ_SIZE];
	static volatile size_t lines;
	size_t n;

	while ((n = read_some(&r, bytes, sizeof(bytes))) > 0)
		for (const char *p = bytes; (p = memchr(p, '\n', n - (size_t)(p - bytes))); p++)
			lines++;
	_exit(EXIT_SUCCESS);
}

static volatile size_t fields, messages;

/* Take the whole lines of these bytes; returns how many bytes they have. */
static size_t
split(const char *bytes, size_t n)
{
	const char *p = bytes, *end;

	while ((end = memchr(p, '\n', n - (size_t)(p - bytes)))) {
		if (end - p <= 1)
			messages++;
		else if (memchr(p, ':', (size_t)(end - p)))
			fields++;
		p = end + 1;
	}
	return (size_t)(p - bytes);
}

void
floor_split(void *job)
{
	struct reader r = open_reader(job);
	static char bytes[READ_SIZE * 2];
	size_t kept = 0, n;

	while ((n = read_some(&r, bytes + kept, READ_SIZE)) > 0) {
		size_t used = split(bytes, kept + n);
		kept = kept + n - used;
		memmove(bytes, bytes + used, kept);
	}
	_exit(EXIT_SUCCESS);
}

void
floor_print(void *job)
{
	struct reader r = open_reader(job);
	int out = ((const struct floor_job *)job)->out;
	static char bytes[READ_SIZE * 2];
	size_t kept = 0, n;

	while ((n = read_some(&r, bytes + kept, READ_SIZE)) > 0) {
		struct str rest = str_from(bytes, kept + n);
		for (size_t end; (end = str_find(rest, STR("\r\n\r\n"))) < rest.n;) {
			if (write(out, rest.p, end + 4) != (ssize_t)end + 4)
				_exit(EXIT_FAILURE);
			rest = str_from_at(rest, end + 4);
		}
		kept = rest.n;
		memmove(bytes, rest.p, kept);
	}
	_exit(EXIT_SUCCESS);
}
