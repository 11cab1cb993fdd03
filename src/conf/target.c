/* SPDX-License-Identifier: ISC */
/* Options and environment made into one target. Asks nobody and connects to nothing. */
#include "conf/target.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/out.h"

static struct buf environment_secret = {.max = BUF_MAX_SECRET, .secret = true};
static bool environment_has_secret;

void
target_take_environment(void)
{
	char *value = getenv("AMSH_SECRET");

	if (!value)
		return;
	environment_has_secret = *value != '\0';
	buf_addz(&environment_secret, value);
	mem_wipe(value, strlen(value));
	unsetenv("AMSH_SECRET");
}

void
target_forget(void)
{
	buf_clear(&environment_secret);
	environment_has_secret = false;
}

/* Read at most one byte more than a secret may have. */
static int
read_some(struct buf *text, int fd)
{
	ssize_t n;

	while (text->n < BUF_MAX_SECRET) {
		char *room = buf_room(text, BUF_MAX_SECRET - text->n);
		n = read(fd, room, BUF_MAX_SECRET - text->n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n < 0 ? -1 : 0;
		text->n += (size_t)n;
	}
	return 0;
}

int
target_read_secret(struct buf *secret, const char *file, bool *open_to_others, struct err *err)
{
	struct buf text;
	struct stat st;
	int fd = open(file, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fstat(fd, &st) < 0) {
		err_set(
		    err, ERR_USAGE, "cannot read the secret file %s: %s", file, strerror(errno));
		if (fd >= 0)
			close(fd);
		return -1;
	}
	*open_to_others = S_ISREG(st.st_mode) && (st.st_mode & (S_IRGRP | S_IROTH)) != 0;
	buf_init_secret(&text, BUF_MAX_SECRET);
	int failed = read_some(&text, fd);
	int reason = errno;
	close(fd);
	struct str line = str_head(buf_str(&text), str_chr(buf_str(&text), '\n'));
	if (str_ends(line, STR("\r")))
		line.n--;
	if (failed)
		err_set(
		    err, ERR_USAGE, "cannot read the secret file %s: %s", file, strerror(reason));
	else if (line.n == 0)
		failed =
		    err_set(err, ERR_USAGE, "the first line of the secret file %s is empty", file);
	else if (line.n == BUF_MAX_SECRET)
		failed = err_set(err, ERR_USAGE, "the secret in %s is longer than %u bytes", file,
		    BUF_MAX_SECRET - 1);
	else
		buf_adds(secret, line);
	buf_clear(&text);
	return failed ? -1 : 0;
}

static void
set(char **at, const char *value)
{
	if (!value)
		return;
	free(*at);
	*at = mem_strdup(value);
}

/* The server: a URL, or nothing but the default. */
static int
resolve_server(struct target *t, const struct options *o, const char *server, struct err *err)
{
	const char *url = server ? server : o->server;

	if (!url)
		url = getenv("AMSH_SERVER");
	if (!url || !*url)
		url = o->tls ? "amis://127.0.0.1" : "ami://127.0.0.1";
	if (!endpoint_is_url(str_of(url)))
		return err_set(
		    err, ERR_USAGE, "not a server: %s (ami://[user@]host[:port] or amis://…)", url);
	return endpoint_parse(&t->endpoint, str_of(url), err);
}

/* Host, port and scheme given piece by piece. */
static int
resolve_pieces(struct target *t, const struct options *o, struct err *err)
{
	struct endpoint *e = &t->endpoint;
	long port;

	if (o->tls && e->scheme == SCHEME_AMI) {
		bool standard = strcmp(e->port, scheme_port(SCHEME_AMI)) == 0;
		e->scheme = SCHEME_AMIS;
		if (standard)
			set(&e->port, scheme_port(SCHEME_AMIS));
	}
	if (o->host) {
		struct str host = str_of(o->host);
		if (host.n > 2 && host.p[0] == '[' && host.p[host.n - 1] == ']')
			host = str_from(host.p + 1, host.n - 2);
		if (host.n == 0)
			return err_set(err, ERR_USAGE, "--host is empty");
		free(e->host);
		e->host = mem_strndup(host);
	}
	if (o->port && !str_number(str_of(o->port), 1, 65535, &port))
		return err_set(err, ERR_USAGE, "--port is a number from 1 to 65535: %s", o->port);
	set(&e->port, o->port);
	return 0;
}

/* Who logs in. */
static int
resolve_user(struct target *t, const struct options *o, const char *server, struct err *err)
{
	const char *environment = getenv("AMSH_USER");

	if (o->user && !server)
		set(&t->endpoint.user, o->user);
	if (!t->endpoint.user)
		set(&t->endpoint.user, o->user ? o->user : environment);
	if (!t->endpoint.user || !*t->endpoint.user)
		return err_set(
		    err, ERR_USAGE, "no user: give one with -u, AMSH_USER or user@ in the server");
	return 0;
}

static int
resolve_secret(struct target *t, const struct options *o, struct err *err)
{
	bool open_to_others = false;

	if (o->secret_file) {
		if (target_read_secret(&t->secret, o->secret_file, &open_to_others, err) < 0)
			return -1;
		if (open_to_others)
			out_notice(
			    "amsh: warning: others can read the secret file %s", o->secret_file);
		t->has_secret = true;
	} else if (buf_full(&environment_secret)) {
		return err_set(err, ERR_USAGE, "the secret in AMSH_SECRET is longer than %u bytes",
		    BUF_MAX_SECRET);
	} else if (environment_has_secret) {
		buf_adds(&t->secret, buf_str(&environment_secret));
		t->has_secret = true;
	}
	return 0;
}

static void
resolve_tls(struct target *t, const struct options *o)
{
	struct tls_options *tls = &t->endpoint.tls;

	set(&tls->ca, o->tls_ca);
	set(&tls->cert, o->tls_cert);
	set(&tls->key, o->tls_key);
	set(&tls->name, o->tls_name);
	set(&tls->pin, o->tls_pin);
	tls->insecure = o->insecure;
}

/* How fast a recording is played; it needs no user and no secret. */
static int
resolve_speed(struct target *t, const struct options *o, struct err *err)
{
	char *end = NULL;
	double speed = o->speed ? strtod(o->speed, &end) : 1;

	t->has_secret = true;
	if (o->speed && strcmp(o->speed, "max") == 0)
		speed = 0;
	else if ((end && *end) || !(speed >= 0.001 && speed <= 1000000))
		return err_set(err, ERR_USAGE, "--speed is a number from 0.001 on, or max: %s",
		    o->speed);
	t->endpoint.speed = (long)(speed * 1000);
	return 0;
}

int
target_resolve(struct target *t, const struct options *o, const char *server, struct err *err)
{
	*t = (struct target){0};
	buf_init_secret(&t->secret, BUF_MAX_SECRET);
	if (resolve_server(t, o, server, err) < 0)
		return -1;
	if (!server && resolve_pieces(t, o, err) < 0)
		return -1;
	if (t->endpoint.scheme == SCHEME_REPLAY)
		return resolve_speed(t, o, err);
	if (t->endpoint.scheme != SCHEME_AMI && t->endpoint.scheme != SCHEME_AMIS)
		return err_set(err, ERR_USAGE,
		    "%s: is not spoken by this version (ami:// and amis:// are)",
		    scheme_name(t->endpoint.scheme));
	resolve_tls(t, o);
	if (resolve_user(t, o, server, err) < 0)
		return -1;
	return resolve_secret(t, o, err);
}

void
target_clear(struct target *t)
{
	endpoint_clear(&t->endpoint);
	buf_clear(&t->secret);
}
