/* SPDX-License-Identifier: ISC */
/* Reads the URLs and hosts that users write. Never passes on a secret in one. */

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "net/endpoint_impl.h"

static bool
has(struct str s, char c)
{
	return str_chr(s, c) < s.n;
}

/* Split "scheme://rest" or "replay:rest". */
static bool
split_scheme(struct str url, struct str *scheme, struct str *rest)
{
	*scheme = str_head(url, str_chr(url, ':'));
	*rest = str_from_at(url, scheme->n + 1);
	enum scheme known = scheme_find(*scheme);
	if (known < SCHEMES && scheme_is_file(known))
		return scheme->n < url.n;
	if (scheme->n == 0 || !str_starts(*rest, STR("//")))
		return false;
	*rest = str_from_at(*rest, 2);
	return true;
}

bool
endpoint_is_url(struct str text)
{
	struct str scheme, rest;

	return split_scheme(text, &scheme, &rest);
}

static int
parse_scheme(enum scheme *scheme, struct str name, struct err *err)
{
	struct buf names = BUF_INIT(BUF_MAX_LINE);

	*scheme = scheme_find(name);
	if (*scheme < SCHEMES)
		return 0;
	for (enum scheme s = 0; s < SCHEMES; s++)
		buf_addf(&names, "%s%s", s ? ", " : "", scheme_name(s));
	err_set(err, ERR_USAGE, "unknown scheme: %.*s, could be: %s", STR_ARG(name), buf_z(&names));
	buf_clear(&names);
	return -1;
}

bool
endpoint_has_controls(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7f)
			return true;
	return false;
}

/* Index of the last at-sign, or s.n. */
static size_t
last_at(struct str s)
{
	for (size_t i = s.n; i > 0; i--)
		if (s.p[i - 1] == '@')
			return i - 1;
	return s.n;
}

bool
endpoint_holds_secret(struct str text)
{
	size_t at = last_at(text);

	return at < text.n && str_chr(text, ':') < at;
}

static int
parse_user(struct endpoint *e, struct str user, struct err *err)
{
	struct buf name = BUF_INIT(BUF_MAX_LINE);
	bool good = buf_add_decoded(&name, user);

	mem_replace(&e->user, buf_str(&name));
	buf_clear(&name);
	if (!good)
		return err_set(err, ERR_USAGE, "user of the URL holds a %% without two hexadecimal "
		    "digits after it: %.*s",
		    STR_ARG(user));
	for (const char *p = e->user; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			return err_set(err, ERR_USAGE, "user of the URL holds a control character");
	if (user.n == 0 || strlen(e->user) == 0 || has(user, '/'))
		return err_set(
		    err, ERR_USAGE, "user of the URL is not a name: \"%.*s\"", STR_ARG(user));
	return 0;
}

int
endpoint_set_port(struct endpoint *e, struct str text, struct err *err)
{
	char digits[8];
	long number;

	if (!str_number(text, 1, 65535, &number))
		return err_set(err, ERR_USAGE, "port is not a number from 1 to 65535: \"%.*s\"",
		    STR_ARG(text));
	snprintf(digits, sizeof(digits), "%ld", number);
	mem_replace(&e->port, str_of(digits));
	return 0;
}

/* Is s an IPv6 address, with or without a zone (fe80::1%eth0)? */
static bool
is_ipv6(struct str s)
{
	char text[INET6_ADDRSTRLEN];
	struct in6_addr address;
	struct str bare = str_head(s, str_chr(s, '%'));

	if (bare.n >= sizeof(text) || endpoint_has_controls(s))
		return false;
	memcpy(text, bare.p, bare.n);
	text[bare.n] = '\0';
	return inet_pton(AF_INET6, text, &address) == 1;
}

/* Refuse an IPv6 address without brackets, and say how it is written: its end may be a port. */
static int
refuse_bare_ipv6(struct str text, struct err *err)
{
	size_t colon = text.n - 1;
	long port;

	while (text.p[colon] != ':')
		colon--;
	struct str head = str_head(text, colon), tail = str_from_at(text, colon + 1);
	if (is_ipv6(head) && str_number(tail, 1, 65535, &port))
		return err_set(err, ERR_USAGE,
		    "IPv6 address has no brackets: %.*s, write [%.*s]:%.*s if it ends with a port"
		    "%s%.*s%s",
		    STR_ARG(text), STR_ARG(head), STR_ARG(tail), is_ipv6(text) ? ", else [" : "",
		    is_ipv6(text) ? (int)text.n : 0, text.p, is_ipv6(text) ? "]" : "");
	return err_set(err, ERR_USAGE, "IPv6 address has no brackets: %.*s, write [%.*s]",
	    STR_ARG(text), STR_ARG(text));
}

/* Split "host", "host:port", "[address]" or "[address]:port"; a part that is not there has no p. */
static int
split_host(struct str text, struct str *host, struct str *port, struct err *err)
{
	if (text.n && text.p[0] == '[') {
		size_t end = str_chr(text, ']');
		*host = str_from_at(str_head(text, end), 1);
		*port = str_from_at(text, end + 1);
		if (end == text.n || !is_ipv6(*host) || (port->n && port->p[0] != ':'))
			return err_set(err, ERR_USAGE, "brackets do not hold an IPv6 address: %.*s",
			    STR_ARG(text));
	} else {
		*host = str_head(text, str_chr(text, ':'));
		*port = str_from_at(text, host->n);
		if (has(str_from_at(*port, 1), ':'))
			return refuse_bare_ipv6(text, err);
	}
	*port = port->n ? str_from_at(*port, 1) : (struct str){NULL, 0};
	return 0;
}

static int
parse_host(struct endpoint *e, struct str text, struct err *err)
{
	struct str host, port;

	if (has(text, '@'))
		return err_set(err, ERR_USAGE,
		    "host name holds an @: give the user with --user, the secret with "
		    "--secret-file or AMSH_SECRET");
	if (split_host(text, &host, &port, err))
		return -1;
	if (host.n == 0)
		return err_set(err, ERR_USAGE, "host name is missing");
	if (endpoint_has_controls(host) || has(host, '/'))
		return err_set(err, ERR_USAGE, "not a host name: \"%.*s\"", STR_ARG(host));
	if (port.p && endpoint_set_port(e, port, err))
		return -1;
	mem_replace(&e->host, host);
	return 0;
}

int
endpoint_set_host(struct endpoint *e, struct str text, struct err *err)
{
	if (!is_ipv6(text))
		return parse_host(e, text, err);
	mem_replace(&e->host, text);
	return 0;
}

static int
parse_file(struct endpoint *e, struct str name, struct err *err)
{
	if (name.n == 0 || has(name, '\0'))
		return err_set(err, ERR_USAGE, "%s: needs a file name, %s:FILE",
		    scheme_name(e->scheme), scheme_name(e->scheme));
	mem_replace(&e->host, name);
	mem_replace(&e->port, STR(""));
	return 0;
}

static int
parse_place(struct endpoint *e, struct str url, enum place_kind kind, struct err *err)
{
	struct str scheme, rest;

	if (!split_scheme(url, &scheme, &rest))
		return err_set(
		    err, ERR_USAGE, "not a URL: it must begin with a scheme, such as ami://");
	if (str_ieq(scheme, STR("ws")) || str_ieq(scheme, STR("wss")))
		return endpoint_refuse_websocket(scheme.n == 3, rest, kind, err);
	if (parse_scheme(&e->scheme, scheme, err))
		return -1;
	if (kind == PLACE_ARI && !scheme_is_http(e->scheme))
		return err_set(err, ERR_USAGE,
		    "ARI is at http:// or https://, not at %s://: write http://HOST:%s/ari",
		    scheme_name(e->scheme), scheme_port(SCHEME_HTTP));
	if (scheme_is_file(e->scheme))
		return parse_file(e, rest, err);
	size_t at = last_at(rest);
	if (endpoint_holds_secret(rest))
		return err_set(err, ERR_USAGE,
		    "URL holds a secret, which others can see: use %s, or type it when asked",
		    endpoint_safe_ways(kind));
	if (at < rest.n && parse_user(e, str_head(rest, at), err))
		return -1;
	if (at < rest.n)
		rest = str_from_at(rest, at + 1);
	size_t slash = str_chr(rest, '/');
	if (parse_host(e, str_head(rest, slash), err) ||
	    endpoint_read_path(e, str_from_at(rest, slash), kind, err))
		return -1;
	if (!e->port)
		mem_replace(&e->port, str_of(scheme_port(e->scheme)));
	return 0;
}

int
endpoint_parse(struct endpoint *e, struct str url, struct err *err)
{
	return parse_place(e, url, PLACE_SERVER, err);
}

int
endpoint_parse_ari(struct endpoint *e, struct str url, struct err *err)
{
	return parse_place(e, url, PLACE_ARI, err);
}

int
endpoint_check_ari(const char *url, struct err *err)
{
	struct endpoint e = {0};
	int failed = 0;

	if (endpoint_is_url(str_of(url)))
		failed = endpoint_parse_ari(&e, str_of(url), err);
	else if (endpoint_holds_secret(str_of(url)))
		failed = err_set(err, ERR_USAGE,
		    "not a URL such as http://host:8088/ari (and a secret is not part of it)");
	else if (*url)
		failed = err_set(err, ERR_USAGE, "not a URL such as http://host:8088/ari: %s", url);
	endpoint_clear(&e);
	return failed;
}
