/* SPDX-License-Identifier: ISC */
/* Asks libcurl how far it came. */
#include "session/http_stages.h"

#include <stdlib.h>

#include "base/text.h"
#include "net/stages.h"
#include "net/tls_names.h"
#include "session/http_setup.h"

static const struct stages *
stages_of(const struct http_post *p)
{
	return p->client->stages;
}

/* A text that libcurl knows, or "". */
static const char *
text_of(const struct http_post *p, CURLINFO info)
{
	char *text = NULL;

	p->client->curl->easy_getinfo(p->easy, info, &text);
	return text ? text : "";
}

static bool
has_agreed(const struct http_post *p)
{
	curl_off_t us = 0;

	p->client->curl->easy_getinfo(p->easy, CURLINFO_APPCONNECT_TIME_T, &us);
	return us > 0;
}

void
http_stages_begin(const struct http_client *c)
{
	stages_tell(c->stages, c->setup->way ? STAGE_COMMAND : STAGE_NAME, STAGE_BEGINS, "%s", "");
}

/* The variable of the environment that names a proxy for this server, as libcurl looks for it, or
 * NULL. Its value may hold a login. */
static const char *
proxy_variable(const struct endpoint *e)
{
	static const char *const plain[] = {"http_proxy", "all_proxy", "ALL_PROXY", NULL};
	static const char *const tls[] = {
	    "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", NULL};
	const char *value;

	if (endpoint_is_loopback(e))
		return NULL;
	for (const char *const *name = scheme_is_tls(e->scheme) ? tls : plain; *name; name++)
		if ((value = getenv(*name)) && *value)
			return *name;
	return NULL;
}

/* Tell of the connection. libcurl connects to a proxy unless no_proxy excludes the host. False:
 * there was none. */
static bool
tell_connection(const struct http_post *p, const char *proxy, CURLcode code)
{
	const struct endpoint *e = &p->client->setup->endpoint;
	const char *own = text_of(p, CURLINFO_LOCAL_IP);
	const bool connected = code != CURLE_COULDNT_CONNECT && *own;
	long port = 0, own_port = 0;

	p->client->curl->easy_getinfo(p->easy, CURLINFO_PRIMARY_PORT, &port);
	if (connected && str_number(str_of(e->port), 1, 65535, &own_port) && port == own_port)
		proxy = NULL;
	enum stage_kind stage = proxy ? STAGE_PROXY : STAGE_TCP;
	stages_tell(stages_of(p), stage, STAGE_BEGINS, "%s", proxy ? proxy : "");
	if (connected)
		stages_tell(stages_of(p), stage, STAGE_DONE, "connected to %s from %s%s%s",
		    text_of(p, CURLINFO_PRIMARY_IP), own, proxy ? ", the proxy of " : "",
		    proxy ? proxy : "");
	return connected;
}

/* Tell of the way to the server. False: there was none. */
static bool
tell_way(const struct http_post *p, CURLcode code)
{
	const char *address = text_of(p, CURLINFO_PRIMARY_IP);
	const char *proxy = proxy_variable(&p->client->setup->endpoint);

	if (p->client->setup->way)
		return code != CURLE_COULDNT_CONNECT;
	if (code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_RESOLVE_PROXY)
		return false;
	if (*address && !proxy)
		stages_tell(stages_of(p), STAGE_NAME, STAGE_DONE, "%s", address);
	return tell_connection(p, proxy, code);
}

/* Append what the server's certificate says; see tls_facts. */
static int
add_facts(const struct http_post *p, struct buf *out)
{
	const struct curl_certinfo *info = NULL;

	p->client->curl->easy_getinfo(p->easy, CURLINFO_CERTINFO, &info);
	const struct curl_slist *line = info && info->num_of_certs > 0 ? info->certinfo[0] : NULL;
	for (; line; line = line->next) {
		struct str text = str_of(line->data);
		if (str_starts(text, STR("Cert:")))
			return tls_facts_of_pem(out, str_from_at(text, 5));
	}
	buf_addz(out, "TLS");
	return TLS_SOON;
}

/* Tell of TLS, if there is any. False: it failed. */
static bool
tell_tls(const struct http_post *p)
{
	const struct endpoint *e = &p->client->setup->endpoint;
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	if (!scheme_is_tls(e->scheme))
		return true;
	stages_tell(stages_of(p), STAGE_TLS, STAGE_BEGINS, "%s", "");
	if (!has_agreed(p))
		return false;
	int days = add_facts(p, &text);
	tls_trust(&text, &e->tls, e->tls.name ? e->tls.name : e->host);
	stages_tell(stages_of(p), STAGE_TLS,
	    tls_is_doubtful(&e->tls, days) ? STAGE_DOUBTED : STAGE_DONE, "%s", buf_z(&text));
	buf_clear(&text);
	return true;
}

/* Tell of the answer. Refusals of a login are answers too. */
static void
tell_answer(const struct http_post *p)
{
	struct buf url = BUF_INIT(BUF_MAX_LINE), shown = BUF_INIT(BUF_MAX_LINE);

	stages_tell(stages_of(p), STAGE_HTTP, STAGE_BEGINS, "%s", "");
	http_url(&url, &p->client->setup->endpoint, NULL);
	text_escape(&shown, buf_str(&url));
	if (p->status == 200 || p->status == 401 || p->status == 403) {
		stages_tell(stages_of(p), STAGE_HTTP, STAGE_DONE, "%s answers with HTTP %ld",
		    buf_z(&shown), p->status);
		stages_tell(stages_of(p), STAGE_LOGIN, STAGE_BEGINS, "%s", "");
	}
	buf_clear(&url);
	buf_clear(&shown);
}

void
http_stages_end(const struct http_post *p, CURLcode code)
{
	struct http_client *c = p->client;

	if (!c->stages || c->staged)
		return;
	c->staged = true;
	if (!tell_way(p, code))
		return;
	if (p->distrusted)
		stages_tell(c->stages, STAGE_TLS, STAGE_BEGINS, "%s", "");
	else if (tell_tls(p))
		tell_answer(p);
}
