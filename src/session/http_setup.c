/* SPDX-License-Identifier: ISC */
/* Sets libcurl's options one after another; the first that fails is the result. */
#include "session/http_setup.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base64.h"
#include "net/tls_pin.h"
#include "net/tls_setup.h"
#include "session/http_way.h"

#define MAX_IDLE 10L /* s that a connection may have been unused: the server closes it after 15 */

void
http_place(struct buf *out, const struct endpoint *e, const char *name)
{
	struct str host = str_of(name ? name : e->host);
	bool brackets = str_chr(host, ':') < host.n;

	buf_addf(out, "%s://%s", scheme_name(e->scheme), brackets ? "[" : "");
	for (size_t i = 0; i < host.n; i++) {
		buf_addc(out, host.p[i]);
		if (host.p[i] == '%')
			buf_addz(out, "25");
	}
	buf_addf(out, "%s:%s/%s", brackets ? "]" : "", e->port, e->path ? e->path : "");
}

void
http_url(struct buf *out, const struct endpoint *e, const char *name)
{
	http_place(out, e, name);
	buf_addf(out, "%s%s", e->http.digest ? "a" : "", e->http.mxml ? "mxml" : "rawman");
}

static bool
is_renamed(const struct endpoint *e)
{
	return e->tls.name && scheme_is_tls(e->scheme);
}

void
http_place_sent(struct buf *out, const struct endpoint *e)
{
	http_place(out, e, is_renamed(e) ? e->tls.name : NULL);
}

void
http_url_sent(struct buf *out, const struct endpoint *e)
{
	http_url(out, e, is_renamed(e) ? e->tls.name : NULL);
}

/* Can we read a file or directory? libcurl would report the server's refusal instead. */
static int
check_readable(const char *what, const char *name, struct err *err)
{
	if (!name || access(name, R_OK) == 0)
		return 0;
	return err_set(err, ERR_USAGE, "%s %s: %s", what, name, strerror(errno));
}

/* Are the client certificate and key usable? libcurl's words would be worse than those of the other
 * transports. */
static int
check_identity(const struct endpoint *e, struct err *err)
{
	struct tls_setup *setup;

	if (!e->tls.cert || !scheme_is_tls(e->scheme))
		return 0;
	if (tls_setup_new(&setup, e, err) < 0)
		return -1;
	tls_setup_free(setup);
	return 0;
}

int
http_check(const struct endpoint *e, struct err *err)
{
	const struct tls_options *tls = &e->tls;
	unsigned char pin[TLS_PIN_SIZE];

	if (tls->key && !tls->cert)
		return err_set(err, ERR_USAGE,
		    "TLS key %s: it needs a certificate, see --tls-cert", tls->key);
	if (check_readable("CA certificates", tls->ca, err) < 0 ||
	    check_readable("TLS certificate", tls->cert, err) < 0 ||
	    check_readable("TLS key", tls->key, err) < 0 || check_identity(e, err) < 0)
		return -1;
	return tls->pin ? tls_pin_parse(pin, str_of(tls->pin), err) : 0;
}

static bool
is_directory(const char *name)
{
	struct stat st;

	return stat(name, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Set an option unless one before it failed. */
#define SET(option, value) (code = code ? code : curl->easy_setopt(easy, option, value))

/* Set whom to trust. A pin replaces all other checks. */
static CURLcode
set_trust(const struct http_curl *curl, CURL *easy, const struct tls_options *tls)
{
	unsigned char pin[TLS_PIN_SIZE];
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	struct err ignored;
	CURLcode code = CURLE_OK;

	if (tls->ca && is_directory(tls->ca)) {
		SET(CURLOPT_CAINFO, NULL);
		SET(CURLOPT_CAPATH, tls->ca);
	} else if (tls->ca) {
		SET(CURLOPT_CAINFO, tls->ca);
		SET(CURLOPT_CAPATH, NULL);
	}
	if (tls->insecure || tls->pin) {
		SET(CURLOPT_SSL_VERIFYPEER, 0L);
		SET(CURLOPT_SSL_VERIFYHOST, 0L);
	}
	if (tls->pin && tls_pin_parse(pin, str_of(tls->pin), &ignored) == 0) {
		buf_addz(&text, "sha256//");
		base64_add(&text, str_from((const char *)pin, TLS_PIN_SIZE));
		SET(CURLOPT_PINNEDPUBLICKEY, buf_z(&text));
	}
	buf_clear(&text);
	return code;
}

static CURLcode
set_tls(const struct http_curl *curl, CURL *easy, const struct tls_options *tls)
{
	CURLcode code = set_trust(curl, easy, tls);

	SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (tls->cert)
		SET(CURLOPT_SSLCERT, tls->cert);
	if (tls->cert)
		SET(CURLOPT_SSLKEY, tls->key ? tls->key : tls->cert);
	if (tls->cert) /* OpenSSL would ask on the terminal itself */
		SET(CURLOPT_KEYPASSWD, "");
	return code;
}

/* Set where requests go, whatever host is in the URL. */
static CURLcode
set_host(
    const struct http_curl *curl, CURL *easy, const struct endpoint *e, struct curl_slist **list)
{
	struct buf to = BUF_INIT(BUF_MAX_LINE);
	CURLcode code = CURLE_OK;

	if (is_renamed(e)) {
		buf_addz(&to, "::");
		endpoint_name(&to, e);
		*list = curl->slist_append(*list, buf_z(&to));
		SET(CURLOPT_CONNECT_TO, *list);
	}
	buf_clear(&to);
	return code;
}

CURLcode
http_account(
    const struct http_curl *curl, CURL *easy, const struct session_setup *setup, long method)
{
	struct buf user = BUF_INIT(BUF_MAX_LINE), secret;
	CURLcode code = CURLE_OK;

	buf_init_secret(&secret, BUF_MAX_SECRET + 1);
	buf_adds(&user, buf_str(&setup->user));
	buf_adds(&secret, buf_str(&setup->secret->value));
	SET(CURLOPT_HTTPAUTH, method);
	SET(CURLOPT_USERNAME, buf_z(&user));
	SET(CURLOPT_PASSWORD, buf_z(&secret));
	buf_clear(&user);
	buf_clear(&secret);
	return code;
}

/* A command that is run must not hold a connection open: it would inherit libcurl's own sockets. */
static curl_socket_t
open_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *to)
{
	(void)arg, (void)purpose;
	return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

CURLcode
http_connection(const struct http_curl *curl, CURL *easy, const struct session_setup *setup,
    struct curl_slist **list)
{
	const struct endpoint *e = &setup->endpoint;
	CURLcode code = set_host(curl, easy, e, list);

	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_OPENSOCKETFUNCTION, open_socket);
	SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	SET(CURLOPT_USERAGENT, "amsh/" AMSH_VERSION);
	SET(CURLOPT_CONNECTTIMEOUT_MS,
	    setup->connect_timeout > 0 ? (long)setup->connect_timeout : 1L);
	SET(CURLOPT_TCP_KEEPALIVE, 1L);
	SET(CURLOPT_MAXAGE_CONN, MAX_IDLE);
	if (endpoint_is_loopback(e)) /* a proxy would not know whom to ask, and see the secret */
		SET(CURLOPT_PROXY, "");
	if (code == CURLE_OK)
		code = http_way_set(setup->way, curl, easy);
	if (code == CURLE_OK && scheme_is_tls(e->scheme))
		code = set_tls(curl, easy, &e->tls);
	return code;
}

CURLcode
http_settings(const struct http_curl *curl, CURL *easy, const struct session_setup *setup,
    struct curl_slist **list)
{
	const struct endpoint *e = &setup->endpoint;
	struct buf url = BUF_INIT(BUF_MAX_LINE);
	CURLcode code = http_connection(curl, easy, setup, list);

	http_url_sent(&url, e);
	SET(CURLOPT_URL, buf_z(&url));
	SET(CURLOPT_POST, 1L);
	if (setup->stages)
		SET(CURLOPT_CERTINFO, 1L);
	buf_clear(&url);
	if (code == CURLE_OK && e->http.digest && setup->secret->known)
		code = http_account(curl, easy, setup, (long)CURLAUTH_DIGEST);
	return code;
}
