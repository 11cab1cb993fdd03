/* SPDX-License-Identifier: ISC */
/* The request's text, and a table of the statuses that are no WebSocket. */
#include "ari/handshake.h"

#include "base/base64.h"
#include "net/openssl.h"

#define UNIQUE "258EAFA5-E914-47DA-95CA-C5AB0DC85B11" /* of RFC 6455, section 1.3 */

/* What the answer's headers say. */
struct answer {
	long status;
	bool upgrades;   /* Upgrade: websocket */
	bool connection; /* Connection: upgrade */
	bool extended;   /* it has extensions, which nobody asked for */
	struct str accept;
	struct str location;
};

void
handshake_key(struct buf *key, const unsigned char random[HANDSHAKE_RANDOM])
{
	base64_add(key, str_from((const char *)random, HANDSHAKE_RANDOM));
}

/* Can it be a part of a header? */
static bool
is_one_line(struct str s)
{
	return str_chr(s, '\r') == s.n && str_chr(s, '\n') == s.n && str_chr(s, '\0') == s.n;
}

static void
add_login(struct buf *out, const struct handshake_options *o)
{
	struct buf pair;

	buf_addz(out, "Authorization: Basic ");
	buf_init_secret(&pair, BUF_MAX_LINE);
	buf_adds(&pair, o->user);
	buf_addc(&pair, ':');
	buf_adds(&pair, o->secret);
	base64_add(out, buf_str(&pair));
	buf_addz(out, "\r\n");
	buf_clear(&pair);
}

int
handshake_request(
    struct buf *out, const struct handshake_options *o, struct str key, struct err *err)
{
	if (str_chr(o->user, ':') < o->user.n)
		return err_set(err, ERR_USAGE,
		    "the account of ARI cannot have a colon in its name: %.*s", STR_ARG(o->user));
	if (!is_one_line(o->host) || !is_one_line(o->target))
		return err_set(err, ERR_USAGE, "the address of ARI holds a line break");
	buf_addf(out, "GET %.*s HTTP/1.1\r\nHost: %.*s\r\n", STR_ARG(o->target), STR_ARG(o->host));
	buf_addz(out, "Upgrade: websocket\r\nConnection: Upgrade\r\n");
	buf_addf(out, "Sec-WebSocket-Key: %.*s\r\nSec-WebSocket-Version: 13\r\n", STR_ARG(key));
	add_login(out, o);
	buf_addz(out, "User-Agent: amsh/" AMSH_VERSION "\r\n\r\n");
	return 0;
}

/* Is the word in a list separated by commas? */
static bool
lists(struct str list, struct str word)
{
	struct str one;

	while (str_cut(&list, ',', &one))
		if (str_ieq(str_trim(one), word))
			return true;
	return false;
}

/* Does the server know the key? */
static bool
is_accepted(struct str accept, struct str key)
{
	unsigned char digest[SHA_DIGEST_LENGTH];
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	buf_adds(&text, key);
	buf_addz(&text, UNIQUE);
	SHA1((const unsigned char *)text.p, text.n, digest);
	buf_reset(&text);
	base64_add(&text, str_from((const char *)digest, sizeof(digest)));
	bool same = str_eq(buf_str(&text), accept);
	buf_clear(&text);
	return same;
}

static void
take_header(struct answer *a, struct str line)
{
	size_t colon = str_chr(line, ':');
	struct str name = str_head(line, colon), value = str_trim(str_from_at(line, colon + 1));

	if (str_ieq(name, STR("Upgrade")))
		a->upgrades |= lists(value, STR("websocket"));
	else if (str_ieq(name, STR("Connection")))
		a->connection |= lists(value, STR("upgrade"));
	else if (str_ieq(name, STR("Sec-WebSocket-Accept")))
		a->accept = value;
	else if (str_ieq(name, STR("Sec-WebSocket-Extensions")))
		a->extended |= value.n > 0;
	else if (str_ieq(name, STR("Location")))
		a->location = value;
}

/* What is to be said of a status that is not 101. %s: the URL. */
static const struct {
	long status;
	enum err_kind kind;
	const char *text;
} statuses[] = {
    {200, ERR_CONNECT,
        "no WebSocket at %s (HTTP 200: is res_http_websocket loaded in the server?)"},
    {400, ERR_USAGE, "the server at %s does not understand the request (HTTP 400)"},
    {404, ERR_CONNECT,
        "no ARI at %s (HTTP 404: see enabled in ari.conf, enabled and prefix in http.conf)"},
    {407, ERR_CONNECT, "the proxy for %s requires a login (HTTP 407)"},
    {426, ERR_CONNECT, "%s wants another version of the protocol (HTTP 426)"},
    {503, ERR_CONNECT, "the server at %s is not ready for ARI, or shutting down (HTTP 503)"},
};

static int
say_login(const struct handshake_options *o, long status, struct err *err)
{
	struct str from = o->secret_from;

	return err_set(err, ERR_LOGIN,
	    "login as %.*s refused by %.*s (HTTP %ld: see ari.conf)%s%.*s%s", STR_ARG(o->user),
	    STR_ARG(o->url), status, from.n ? " (secret from " : "", STR_ARG(from),
	    from.n ? ")" : "");
}

static int
say_status(const struct handshake_options *o, const struct answer *a, struct err *err)
{
	if (a->status == 401 || a->status == 403)
		return say_login(o, a->status, err);
	if (a->status >= 300 && a->status < 400)
		return err_set(err, ERR_CONNECT,
		    "%.*s is elsewhere (HTTP %ld): the server names %.*s; ari = URL in amsh.conf "
		    "says where",
		    STR_ARG(o->url), a->status, STR_ARG(a->location));
	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++) {
		struct str text = str_of(statuses[i].text);
		size_t at = str_find(text, STR("%s"));
		if (statuses[i].status == a->status)
			return err_set(err, statuses[i].kind, "%.*s%.*s%s", (int)at, text.p,
			    STR_ARG(o->url), text.p + at + 2);
	}
	return err_set(err, ERR_CONNECT, "the server at %.*s answers with HTTP %ld",
	    STR_ARG(o->url), a->status);
}

/* Is the answer to be trusted with frames? */
static int
check(const struct handshake_options *o, struct str key, const struct answer *a, struct err *err)
{
	const char *what = NULL;

	if (a->status != 101)
		return say_status(o, a, err);
	if (openssl_open_crypto(err) < 0)
		return -1;
	if (!a->upgrades || !a->connection)
		what = "does not say that it is a WebSocket";
	else if (!is_accepted(a->accept, key))
		what = "does not answer this request: a cache between?";
	else if (a->extended)
		what = "uses extensions that nobody asked for";
	return what ? err_set(err, ERR_CONNECT, "the server at %.*s %s", STR_ARG(o->url), what) : 1;
}

/* The status of a line HTTP/1.1 101 Switching Protocols; false: it is no such line. */
static bool
read_status(struct str line, long *status)
{
	size_t blank = str_chr(line, ' ');

	return str_starts(line, STR("HTTP/1.")) &&
	       str_number(str_head(str_from_at(line, blank + 1), 3), 100, 599, status);
}

/* Cut the headers off; false: their end has not come. */
static bool
cut_headers(struct str came, struct str *headers, size_t *used)
{
	struct str rest = came, line;

	while (str_chr(rest, '\n') < rest.n && str_cut_line(&rest, &line)) {
		if (line.n)
			continue;
		*used = came.n - rest.n;
		*headers = str_head(came, *used);
		return true;
	}
	return false;
}

int
handshake_answer(struct str came, const struct handshake_options *o, struct str key, size_t *used,
    struct err *err)
{
	struct answer a = {0};
	struct str start = STR("HTTP/1."), headers, line;

	if (!str_starts(str_head(came, start.n), str_head(start, came.n)))
		return err_set(err, ERR_CONNECT, "%.*s is not an HTTP server", STR_ARG(o->url));
	if (!cut_headers(str_head(came, HANDSHAKE_MAX), &headers, used)) {
		if (came.n < HANDSHAKE_MAX)
			return 0;
		return err_set(err, ERR_CONNECT,
		    "the headers of the answer of %.*s are longer than %zu bytes", STR_ARG(o->url),
		    HANDSHAKE_MAX);
	}
	str_cut_line(&headers, &line);
	if (!read_status(line, &a.status))
		return err_set(err, ERR_CONNECT, "%.*s is not an HTTP server", STR_ARG(o->url));
	while (str_cut_line(&headers, &line))
		take_header(&a, line);
	return check(o, key, &a, err);
}
