/* SPDX-License-Identifier: ISC */
/* Tables of codes, their kinds, and what can be done. */
#include "session/http_error.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char long_headers[] =
    "the headers of the server's answer are too long: not an AMI server?";
static const char wants_certificate[] =
    "the server requires a client certificate: give one with --tls-cert and --tls-key";
static const char proxy_login[] =
    "the proxy requires a login (HTTP 407): the URL in https_proxy may hold one";
static const char refuses_certificate[] = "the server refuses the client certificate";

/* Messages of libcurl and its TLS that have better words, whatever their code. */
static const struct {
	const char *words; /* somewhere in them */
	const char *text;  /* instead of them; or NULL */
} sayings[] = {
    {"Too large response headers", long_headers},
    {"CONNECT tunnel failed, response 407", proxy_login},
    {"HTTP code 407 from proxy after CONNECT", proxy_login}, /* until 7.86 */
    {"CONNECT tunnel failed", NULL},
    {"from proxy after CONNECT", NULL},
    {"alert certificate required", wants_certificate},
    {"Certificate is required", wants_certificate},
    {"alert handshake failure", "the server refuses the TLS handshake: no cipher in common, or it "
    "requires a client certificate (--tls-cert)"},
    {"alert bad certificate", refuses_certificate},
    {"alert certificate expired", refuses_certificate},
    {"alert certificate unknown", refuses_certificate},
    {"alert unknown ca", refuses_certificate},
    {"alert access denied", refuses_certificate},
};

/* Codes that are not about the connection, or say more than libcurl's words do. */
static const struct {
	CURLcode code;
	enum err_kind kind;
	const char *text; /* instead of libcurl's words; or NULL */
	const char *hint; /* after them; or NULL */
} codes[] = {
    {CURLE_OPERATION_TIMEDOUT, ERR_CONNECT, "timed out", NULL},
    {CURLE_SSL_CERTPROBLEM, ERR_USAGE, NULL, " (see --tls-cert and --tls-key)"},
    {CURLE_SSL_CACERT_BADFILE, ERR_USAGE, NULL, " (see --tls-ca)"},
    {CURLE_NOT_BUILT_IN, ERR_USAGE, NULL, " (the libcurl installed here cannot do that)"},
    {CURLE_UNKNOWN_OPTION, ERR_USAGE, NULL, " (the libcurl installed here cannot do that)"},
    {CURLE_SSL_PINNEDPUBKEYNOTMATCH, ERR_CONNECT,
        "the server's key is not the pinned one (over HTTPS a pin is that of the public key, not "
        "of the certificate)",
        NULL},
    {CURLE_PEER_FAILED_VERIFICATION, ERR_CONNECT, NULL,
        " (--tls-ca, --tls-name and --tls-pin say whom to trust)"},
    {CURLE_SSL_CONNECT_ERROR, ERR_CONNECT, NULL, ": no TLS at this port?"},
    {CURLE_UNSUPPORTED_PROTOCOL, ERR_CONNECT, NULL, ": not an HTTP server?"},
    {CURLE_WEIRD_SERVER_REPLY, ERR_CONNECT, NULL, ": not an HTTP server?"},
    {CURLE_GOT_NOTHING, ERR_LOST, "the server closed the connection without an answer", NULL},
    {CURLE_SEND_FAIL_REWIND, ERR_LOST, "the server closed the connection without an answer", NULL},
    {CURLE_PARTIAL_FILE, ERR_LOST, "the server closed the connection in the middle of its answer",
        NULL},
    {CURLE_SEND_ERROR, ERR_LOST, NULL, NULL},
    {CURLE_RECV_ERROR, ERR_LOST, NULL, NULL},
    {CURLE_OUT_OF_MEMORY, ERR_CONNECT, long_headers, NULL},
    {(CURLcode)100, ERR_CONNECT, long_headers, NULL}, /* CURLE_TOO_LARGE, since 8.6 */
    {CURLE_WRITE_ERROR, ERR_LOST, "the server's answer is too long", NULL},
};

static const struct {
	long status;
	enum err_kind kind;
	const char *text; /* %s: the URL */
} statuses[] = {
    {400, ERR_USAGE, "the server at %s does not understand the request (HTTP 400)"},
    {401, ERR_LOGIN, "login refused by %s (HTTP 401)"},
    {403, ERR_LOGIN, "login refused by %s (HTTP 403: is this address allowed to log in?)"},
    {404, ERR_CONNECT,
        "no AMI over HTTP at %s (see webenabled in manager.conf, enabled and prefix in http.conf)"},
    {407, ERR_CONNECT, "the proxy for %s requires a login (HTTP 407)"},
    {413, ERR_USAGE, "the server at %s does not accept an action of that size (HTTP 413)"},
    {503, ERR_CONNECT, "the server at %s is shutting down, try again (HTTP 503)"},
};

int
http_curl_error(struct err *err, CURLcode code, const char *detail, const char *reason)
{
	const char *words = *detail ? detail : reason;
	struct str said = str_of(words);

	for (size_t i = 0; i < COUNT(sayings); i++)
		if (str_find(said, str_of(sayings[i].words)) < said.n)
			return err_set(err, ERR_CONNECT, "%s",
			    sayings[i].text ? sayings[i].text : words);
	for (size_t i = 0; i < COUNT(codes); i++)
		if (codes[i].code == code)
			return err_set(err, codes[i].kind, "%s%s",
			    codes[i].text ? codes[i].text : words,
			    codes[i].hint ? codes[i].hint : "");
	return err_set(err, ERR_CONNECT, "%s", words);
}

int
http_status_error(struct err *err, long status, const char *url)
{
	for (size_t i = 0; i < COUNT(statuses); i++) {
		struct str text = str_of(statuses[i].text);
		size_t at = str_find(text, STR("%s"));
		if (statuses[i].status == status)
			return err_set(err, statuses[i].kind, "%.*s%s%s", (int)at, text.p, url,
			    text.p + at + 2);
	}
	return err_set(err, ERR_CONNECT, "the server at %s answers with HTTP %ld", url, status);
}
