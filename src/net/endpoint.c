/* SPDX-License-Identifier: ISC */
/* The schemes, and endpoints as values: copied, freed, printed. */
#include "net/endpoint.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdlib.h>

#include "base/mem.h"

enum is {
	SCHEME_OVER_TLS = 1 << 0,
	SCHEME_OVER_HTTP = 1 << 1,
	SCHEME_OF_FILE = 1 << 2,
};

static const struct {
	const char *name;
	const char *port;
	unsigned is; /* of enum is */
} schemes[] = {
#define SCHEME(id, name, port, open, is) {name, port, is},
#include "net/schemes.inc"
#undef SCHEME
};

const char *
scheme_name(enum scheme scheme)
{
	return schemes[scheme].name;
}

const char *
scheme_port(enum scheme scheme)
{
	return schemes[scheme].port;
}

bool
scheme_is_tls(enum scheme scheme)
{
	return schemes[scheme].is & SCHEME_OVER_TLS;
}

bool
scheme_is_http(enum scheme scheme)
{
	return schemes[scheme].is & SCHEME_OVER_HTTP;
}

enum scheme
scheme_find(struct str name)
{
	enum scheme s = 0;

	while (s < SCHEMES && !str_ieq(name, str_of(scheme_name(s))))
		s++;
	return s;
}

enum scheme
scheme_with_tls(enum scheme scheme)
{
	enum scheme s = 0;
	struct str plain = str_of(scheme_name(scheme));

	while (s < SCHEMES && !(scheme_is_tls(s) && strlen(scheme_name(s)) == plain.n + 1 &&
	                          str_starts(str_of(scheme_name(s)), plain)))
		s++;
	return s;
}

bool
scheme_is_file(enum scheme scheme)
{
	return schemes[scheme].is & SCHEME_OF_FILE;
}

/* Where the strings are that an endpoint owns. */
#define PLACE(member) offsetof(struct endpoint, member)
#define TEXT(text) PLACE(tls.text),
static const size_t owned[] = {PLACE(user), PLACE(host), PLACE(port), PLACE(path), PLACE(proxy),
    PLACE(proxy_unasked), PLACE(called), TLS_TEXTS(TEXT)};
#undef TEXT
#undef PLACE

enum { OWNED = sizeof(owned) / sizeof(owned[0]) };

static char **
string_of(struct endpoint *e, size_t i)
{
	return (char **)(void *)((char *)e + owned[i]);
}

void
endpoint_copy(struct endpoint *to, const struct endpoint *from)
{
	*to = *from;
	for (size_t i = 0; i < OWNED; i++) {
		char **text = string_of(to, i);
		*text = *text ? mem_strdup(*text) : NULL;
	}
}

void
endpoint_clear(struct endpoint *e)
{
	for (size_t i = 0; i < OWNED; i++)
		free(*string_of(e, i));
	*e = (struct endpoint){0};
}

bool
endpoint_same(const struct endpoint *a, const struct endpoint *b)
{
	return a->scheme == b->scheme && str_ieq(str_of(a->host), str_of(b->host)) &&
	       str_eq(str_of(a->port), str_of(b->port)) &&
	       str_eq(str_of(a->path), str_of(b->path)) &&
	       str_eq(str_of(a->proxy), str_of(b->proxy));
}

void
endpoint_name(struct buf *out, const struct endpoint *e)
{
	struct str host = str_of(e->host);
	bool brackets = !scheme_is_file(e->scheme) && str_chr(host, ':') < host.n;

	buf_addf(out, brackets ? "[%.*s]" : "%.*s", STR_ARG(host));
	if (!scheme_is_file(e->scheme))
		buf_addf(out, ":%s", e->port ? e->port : scheme_port(e->scheme));
}

void
endpoint_print(struct buf *out, const struct endpoint *e)
{
	buf_addf(out, "%s:%s", scheme_name(e->scheme), scheme_is_file(e->scheme) ? "" : "//");
	endpoint_name(out, e);
	if (scheme_is_http(e->scheme))
		buf_addf(out, "/%s", e->path ? e->path : "");
}

int
endpoint_blame(const struct endpoint *e, struct err *err)
{
	struct buf name = BUF_INIT(sizeof(err->text));
	struct str text = str_of(err->text);

	endpoint_name(&name, e);
	if (str_find(text, buf_str(&name)) == text.n)
		err_prefix(err, "%s", buf_z(&name));
	buf_clear(&name);
	return -1;
}

bool
endpoint_is_loopback(const struct endpoint *e)
{
	struct in_addr v4;
	struct in6_addr v6;

	if (!e->host || scheme_is_file(e->scheme))
		return false;
	if (str_ieq(str_of(e->host), STR("localhost")))
		return true;
	if (inet_pton(AF_INET, e->host, &v4) == 1)
		return ntohl(v4.s_addr) >> 24 == 127;
	return inet_pton(AF_INET6, e->host, &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

bool
endpoint_is_private(const struct endpoint *e)
{
	return scheme_is_tls(e->scheme) || e->here || endpoint_is_loopback(e);
}

void
endpoint_guess(struct buf *out, struct str text)
{
	size_t scheme = str_find(text, STR("://"));
	struct str rest = scheme < text.n ? str_from_at(text, scheme + 3) : text;
	size_t at = str_chr(rest, '@');
	struct str user = str_head(rest, str_chr(str_head(rest, at), ':'));

	if (scheme < text.n)
		buf_addf(out, "%.*s://", STR_ARG(str_head(text, scheme)));
	else
		buf_addz(out, "ami://");
	if (at < rest.n)
		buf_addf(out, "%.*s@", STR_ARG(user));
	buf_adds(out, at < rest.n ? str_from_at(rest, at + 1) : rest);
}

bool
endpoint_is_host(struct str word)
{
	bool mark = false;

	for (size_t i = 0; i < word.n; i++) {
		char c = word.p[i];
		if (c <= ' ' || strchr("/=(){}$'\"\\*?,;|&<>", c))
			return false;
		mark |= c == '.' || c == ':' || (c == '@' && i > 0);
	}
	return mark || str_ieq(word, STR("localhost"));
}
