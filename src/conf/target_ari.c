/* SPDX-License-Identifier: ISC */
/* The ARI of a target's server: its place, its account, and whether the secret may go there. */
#include <stdlib.h>

#include "base/mem.h"
#include "conf/local_ari.h"
#include "conf/target_impl.h"

bool
target_tells_ari(const struct target *t)
{
	const struct options *o = &t->options;
	enum source ari = target_source(o, &o->ari);

	if (!o->ari || !*o->ari)
		return false;
	return (t->same_server && ari == SOURCE_OPTION) ||
	       (ari >= target_source(o, &o->server) &&
	           (!o->host || ari >= target_source(o, &o->host)));
}

/* The folder of manager.conf, where the other files are. */
static char *
local_folder(const struct options *o)
{
	struct str path = str_of(o->manager_conf ? o->manager_conf : MANAGER_CONF);

	while (path.n && path.p[path.n - 1] != '/')
		path.n--;
	if (path.n > 1)
		path.n--;
	return path.n ? mem_strndup(path) : mem_strdup(".");
}

/* Ask the local Asterisk's own files. The user of manager.conf may have another secret here. */
static int
ask_local(struct target *t, struct err *err)
{
	struct options *o = &t->options;
	struct local_ari *a = t->ari = mem_alloc(sizeof(*a));
	bool is_given = target_source(o, &o->user) > SOURCE_MANAGER;
	const char *user = o->ari_user ? o->ari_user : is_given ? o->user : NULL;
	char *folder = local_folder(o);
	int failed = local_ari_read(a, folder, user, o->ari_user != NULL, err);

	free(folder);
	if (a->why)
		t->why = a->why;
	if (failed || target_take(t, "ari", a->url, a->http_conf, a->port.line, err) < 0 ||
	    target_take(t, "tls_pin", a->port.pin, a->http_conf, a->port.line, err) < 0 ||
	    target_take(t, "ari_user", a->user, a->ari_conf, a->user_line, err) < 0)
		return -1;
	return target_take(t, "ari_secret", a->secret, a->ari_conf, a->user_line, err);
}

static bool
is_same_host(const struct endpoint *a, const struct endpoint *b)
{
	return str_ieq(str_of(a->host), str_of(b->host));
}

/* Set how the certificate is verified. What was said of the server's own is not for another
 * host's. */
static void
resolve_tls(struct target *t, const struct endpoint *server)
{
	struct options *o = &t->options;
	bool other = scheme_is_tls(server->scheme) && !is_same_host(server, &t->endpoint);
	const void *member;

	for (size_t i = 0; other && (member = options_next(o, OPTION_OWN | OPTION_TLS, &i));)
		options_reset(o, member);
	options_set_tls(o, &t->endpoint.tls);
}

/* Set where it is: t->endpoint has been the server's, which is kept in server. */
static int
resolve_place(struct target *t, struct endpoint *server, struct err *err)
{
	const struct options *o = &t->options;
	struct endpoint *e = &t->endpoint;

	*server = *e;
	*e = (struct endpoint){0};
	if (target_tells_ari(t)) {
		e->here = target_source(o, &o->ari) == SOURCE_MANAGER;
		if (endpoint_parse_ari(e, str_of(o->ari), err) < 0)
			return -1;
	} else {
		e->scheme = server->scheme;
		mem_replace(&e->host, str_of(server->host));
		mem_replace(&e->port, str_of(server->port));
		mem_replace(&e->path, str_of(server->path));
		endpoint_to_ari(e);
	}
	resolve_tls(t, server);
	return 0;
}

/* Who logs in: a user in ari counts as much as ari itself. */
static void
resolve_user(struct target *t, const struct endpoint *server)
{
	const struct options *o = &t->options;
	struct endpoint *e = &t->endpoint;
	const struct origin *place = options_origin(o, &o->ari);
	const struct origin *user = options_origin(o, &o->ari_user);

	if (e->user)
		t->user_from = *place;
	if (o->ari_user && (!e->user || user->source >= place->source)) {
		t->user_from = *user;
		mem_replace(&e->user, str_of(o->ari_user));
	}
	if (!e->user && server->user)
		mem_replace(&e->user, str_of(server->user));
}

/* Is it said in amsh.conf? */
static bool
is_ours(enum source source)
{
	return source == SOURCE_GENERAL || source == SOURCE_PROFILE || source == SOURCE_COMMAND;
}

/* May the secret of the server's account go to ARI? To the same host, and where amsh.conf has both.
 */
static bool
may_share(const struct target *t, const struct endpoint *server)
{
	const struct options *o = &t->options;
	enum source secret = target_find_secret(t, ACCOUNT_AMI).from.source;
	enum source ari = target_source(o, &o->ari);

	if (!str_eq(str_of(t->endpoint.user), str_of(server->user)))
		return false;
	if (is_same_host(&t->endpoint, server) || (t->endpoint.here && secret == SOURCE_MANAGER))
		return true;
	return is_ours(secret) && is_ours(ari);
}

/* The secrets of the command line and the environment are for its own ARI alone. */
static void
take_own(struct target *t, const struct options *given)
{
	struct err ignored = {0};
	struct target own;
	bool same = target_prepare_ari(&own, given, NULL, NULL, &ignored) == 0 &&
	            endpoint_same(&t->endpoint, &own.endpoint) &&
	            str_eq(str_of(t->endpoint.user), str_of(own.endpoint.user));

	t->other_login[ACCOUNT_ARI] = !same;
	target_clear(&own);
	if (same)
		options_take(&t->options, given, &given->ari_secret_file);
}

/* Make a server's target that of its ARI. */
static int
become_ari(struct target *t, struct endpoint *server, struct err *err)
{
	const struct options *o = &t->options;

	if (!t->elsewhere && target_source(o, &o->verify.pin) == SOURCE_MANAGER)
		options_reset(&t->options, &o->verify.pin);
	if (!t->elsewhere && !o->ari && (o->manager_conf || !o->no_config) &&
	    ask_local(t, err) < 0)
		return -1;
	if (resolve_place(t, server, err) < 0)
		return -1;
	resolve_user(t, server);
	if (target_resolve_way(t, err) < 0)
		return -1;
	return target_check_way(t, server, err);
}

int
target_prepare_ari(struct target *t, const struct options *given, const char *server,
    const char *present, struct err *err)
{
	struct endpoint ami = {0};

	if (target_prepare(t, given, server, present, err) < 0)
		return -1;
	if (scheme_is_file(t->endpoint.scheme))
		return 0;
	int failed = become_ari(t, &ami, err);
	if (!failed && server)
		take_own(t, given);
	if (!failed && (target_find_secret(t, ACCOUNT_ARI).kind || !may_share(t, &ami)))
		t->account = ACCOUNT_ARI;
	endpoint_clear(&ami);
	return failed;
}

/* Basic authentication shows the secret to whoever listens. */
static int
check_privacy(const struct target *t, struct err *err)
{
	const struct endpoint *e = &t->endpoint;
	struct buf url = BUF_INIT(BUF_MAX_LINE);

	if (endpoint_is_private(e) || str_eq(str_of(t->options.auth), STR("plain")))
		return 0;
	endpoint_print(&url, e);
	err_set(err, ERR_LOGIN,
	    "%s: the secret over an unencrypted connection is refused unless --auth plain asks for "
	    "it: use https://, or --jump to a server at 127.0.0.1", buf_z(&url));
	buf_clear(&url);
	return -1;
}

int
target_resolve_ari(struct target *t, const struct options *o, const char *server,
    const char *present, struct err *err)
{
	if (target_prepare_ari(t, o, server, present, err) < 0)
		return -1;
	if (scheme_is_file(t->endpoint.scheme))
		return 0;
	if (!t->endpoint.user || !*t->endpoint.user)
		return target_explain(t, err_set(err, ERR_USAGE,
		    "no user of ARI: give one with --ari-user, -u or user@ in the URL of ari"),
		    err);
	if (check_privacy(t, err) < 0)
		return -1;
	return target_read_secret(t, err);
}
