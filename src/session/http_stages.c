/* SPDX-License-Identifier: ISC */
/* Asks libcurl how far it came. */
#include "session/http_stages.h"

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

/* Tell of the way to the server. False: there was none. */
static bool
tell_way(const struct http_post *p, CURLcode code)
{
	const char *address = text_of(p, CURLINFO_PRIMARY_IP);

	if (p->client->setup->way)
		return code != CURLE_COULDNT_CONNECT;
	if (code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_RESOLVE_PROXY)
		return false;
	if (*address)
		stages_tell(stages_of(p), STAGE_NAME, STAGE_DONE, "%s", address);
	stages_tell(stages_of(p), STAGE_TCP, STAGE_BEGINS, "%s", "");
	const char *own = text_of(p, CURLINFO_LOCAL_IP);
	if (code == CURLE_COULDNT_CONNECT || !*own)
		return false;
	stages_tell(stages_of(p), STAGE_TCP, STAGE_DONE, "connected to %s from %s", address, own);
	return true;
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
	bool distrusted =
	    code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_PINNEDPUBKEYNOTMATCH;
	if (!tell_way(p, code))
		return;
	if (distrusted)
		stages_tell(c->stages, STAGE_TLS, STAGE_BEGINS, "%s", "");
	else if (tell_tls(p))
		tell_answer(p);
}
