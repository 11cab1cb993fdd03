/* SPDX-License-Identifier: ISC */
/* Settings made into one target. Connects to nothing. */
#include "conf/local_ari.h"
#include "conf/target.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "conf/precedence.h"
#include "conf/target_impl.h"

static void
set(char **at, const char *value)
{
	if (value)
		mem_replace(at, str_of(value));
}

enum source
target_source(const struct options *o, const void *member)
{
	return options_origin(o, member)->source;
}

int
target_take(struct target *t, const char *name, const char *value, const char *file, size_t line,
    struct err *err)
{
	struct origin from = {SOURCE_MANAGER, file, line};

	return value ? options_set(&t->options, str_of(name), value, from, err) : 0;
}

/* Ask the local Asterisk's own configuration, if it can be read. */
static int
ask_manager(struct target *t, struct err *err)
{
	struct options *o = &t->options;
	struct manager *m = &t->manager;
	const char *file = o->manager_conf ? o->manager_conf : MANAGER_CONF;

	if (!o->manager_conf && (o->no_config || access(file, R_OK) < 0)) {
		if (!o->no_config && errno == EACCES)
			m->why = mem_strdup(
			    MANAGER_CONF ": this user may not read it (sudo amsh may)");
		return 0;
	}
	int failed = manager_read(m, file, o->user, err);
	if (failed || target_take(t, "server", m->port.url, m->file, m->port.line, err) < 0 ||
	    target_take(t, "tls_pin", m->port.pin, m->file, m->port.line, err) < 0 ||
	    target_take(t, "user", m->user, m->file, m->account_line, err) < 0)
		return -1;
	return target_take(t, "secret", m->secret, m->file, m->account_line, err);
}

/* What to put before a setting's name in a message about it. */
static const char *
dashes_of(const struct options *o, const void *member)
{
	return target_source(o, member) < SOURCE_OPTION ? "" : "--";
}

/* Host, port and scheme given piece by piece, unless the URL comes from a better place. */
static int
resolve_pieces(struct target *t, struct err *err)
{
	const struct options *o = &t->options;
	struct endpoint *e = &t->endpoint;
	enum source url = target_source(o, &o->server);
	bool has_host = o->host && target_source(o, &o->host) >= url;
	long number;

	enum scheme with_tls = scheme_with_tls(e->scheme);
	if (o->tls && with_tls < SCHEMES && target_source(o, &o->tls) >= url) {
		bool standard = strcmp(e->port, scheme_port(e->scheme)) == 0;
		e->scheme = with_tls;
		if (standard)
			set(&e->port, scheme_port(e->scheme));
	}
	if (has_host && !*o->host)
		return err_set(err, ERR_USAGE, "%shost is empty", dashes_of(o, &o->host));
	if (has_host && endpoint_set_host(e, str_of(o->host), err) < 0)
		return -1;
	if (!o->port || target_source(o, &o->port) < url)
		return 0;
	if (!str_number(str_of(o->port), 1, 65535, &number))
		return err_set(err, ERR_USAGE, "%sport must be a number from 1 to 65535: %s",
		    dashes_of(o, &o->port), o->port);
	return endpoint_set_port(e, str_of(o->port), err);
}

/* Who logs in: the user in the URL counts as much as the URL itself. The user who is logged in
 * stays when connect is given a URL without one, as in psql, and nothing else sets it. */
static void
resolve_user(struct target *t, const char *present)
{
	const struct options *o = &t->options;
	struct endpoint *e = &t->endpoint;

	if (!e->user && !o->profile)
		set(&e->user, present);
	if (!e->user || target_source(o, &o->user) >= target_source(o, &o->server))
		set(&e->user, o->user);
	if (!e->user)
		set(&e->user, present);
}

/* Refuse options about this server's certificate when it has none: everything would be sent in
 * plain text. Options for every server of amsh.conf, for a server other than that of connect, or
 * for an ARI of its own are allowed. */
static int
check_plain(const struct target *t, enum source least, struct err *err)
{
	const struct options *o = &t->options;
	const bool plain = !scheme_is_tls(t->endpoint.scheme) &&
	                   !str_istarts(str_of(o->ari), STR("https:"));
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	const void *member;

	for (size_t i = 0; plain && (member = options_next(o, OPTION_TLS, &i));) {
		const struct origin *from = options_origin(o, member);
		if (from->source < least)
			continue;
		options_spell(o, member, &text);
		buf_addz(&text, " is for TLS, which the server does not use: ");
		endpoint_print(&text, &t->endpoint);
		err_set(err, ERR_USAGE, "%s, write %ss://", buf_z(&text),
		    scheme_name(t->endpoint.scheme));
		buf_clear(&text);
		return from->line ? err_prefix(err, "%s:%zu", from->place, from->line) : -1;
	}
	return 0;
}

/* Does a setting of HTTP count? What the URL says counts as much as the URL itself. */
static bool
counts(const struct options *o, const void *member, bool url_says)
{
	return *(const char *const *)member &&
	       (!url_says || target_source(o, member) >= target_source(o, &o->server));
}

static void
resolve_http(struct target *t)
{
	const struct options *o = &t->options;
	struct http_options *http = &t->endpoint.http;

	if (counts(o, &o->http_auth, http->says_login))
		http->digest = strcmp(o->http_auth, "digest") == 0;
	if (counts(o, &o->http_encoding, http->says_encoding))
		http->mxml = strcmp(o->http_encoding, "mxml") == 0;
}

/* The options about the command line's server apply to connect too when it names the same server,
 * and the secret when the user is the same as well. */
static void
take_own(struct target *t, const struct options *given)
{
	struct err ignored = {0};
	struct target own;
	bool same = target_prepare(&own, given, NULL, NULL, &ignored) == 0 &&
	            endpoint_same(&t->endpoint, &own.endpoint);

	bool other = !same || !str_eq(str_of(t->endpoint.user), str_of(own.endpoint.user));
	t->other_login[ACCOUNT_AMI] = other;
	target_clear(&own);
	t->same_server = same;
	if (same) {
		options_take_all(&t->options, given, OPTION_OWN | OPTION_TLS);
		options_take(&t->options, given, &given->ari);
		options_take(&t->options, given, &given->ari_user);
	}
	if (!other)
		options_take(&t->options, given, &given->secret_file);
}

int
target_prepare(struct target *t, const struct options *given, const char *server,
    const char *present, struct err *err)
{
	struct options *o = &t->options;

	*t = (struct target){.options = *given};
	buf_init_secret(&t->secret, BUF_MAX_SECRET);
	buf_init(&t->secret_from, BUF_MAX_LINE);
	if (precedence_apply(o, server, err) < 0)
		return -1;
	t->elsewhere = o->server || o->host || o->jump || o->proxy_command;
	if (!t->elsewhere && ask_manager(t, err) < 0)
		return -1;
	t->why = t->manager.why;
	const char *url = o->server ? o->server : "ami://127.0.0.1";
	if (endpoint_parse(&t->endpoint, str_of(url), err) < 0 || resolve_pieces(t, err) < 0)
		return -1;
	t->endpoint.speed = o->speed;
	t->has_secret = scheme_is_file(t->endpoint.scheme);
	if (t->has_secret)
		return 0;
	if (check_plain(t, server ? SOURCE_COMMAND : SOURCE_PROFILE, err) < 0)
		return -1;
	resolve_user(t, server ? present : NULL);
	if (target_resolve_way(t, err) < 0)
		return -1;
	if (server)
		take_own(t, given);
	options_set_tls(o, &t->endpoint.tls);
	resolve_http(t);
	return 0;
}

int
target_explain(const struct target *t, int failed, struct err *err)
{
	if (failed && t->why)
		err_suffix(err, " (%s)", t->why);
	return failed;
}

int
target_resolve(struct target *t, const struct options *o, const char *server, const char *present,
    struct err *err)
{
	if (target_prepare(t, o, server, present, err) < 0)
		return -1;
	if (scheme_is_file(t->endpoint.scheme))
		return 0;
	if (!t->endpoint.user || !*t->endpoint.user)
		return target_explain(t, err_set(err, ERR_USAGE,
		    "no user: give one with -u, AMSH_USER or user@ in the server's URL"), err);
	return target_read_secret(t, err);
}

void
target_clear(struct target *t)
{
	endpoint_clear(&t->endpoint);
	manager_clear(&t->manager);
	if (t->ari)
		local_ari_clear(t->ari);
	free(t->ari);
	buf_clear(&t->secret);
	buf_clear(&t->secret_from);
}
