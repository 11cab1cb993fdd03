/* SPDX-License-Identifier: ISC */
/* Settings made into one target. Connects to nothing. */
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

static enum source
source_of(const struct options *o, const void *member)
{
	return options_origin(o, member)->source;
}

/* Set what manager.conf says, if it says it and nothing better has. */
static int
take(struct target *t, const char *name, const char *value, size_t line, struct err *err)
{
	struct origin from = {SOURCE_MANAGER, t->manager.file, line};

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
	if (manager_read(m, file, o->user, err) < 0 ||
	    take(t, "server", m->port.url, m->port.line, err) < 0 ||
	    take(t, "tls_pin", m->port.pin, m->port.line, err) < 0 ||
	    take(t, "user", m->user, m->account_line, err) < 0)
		return -1;
	return take(t, "secret", m->secret, m->account_line, err);
}

/* What to put before a setting's name in a message about it. */
static const char *
dashes_of(const struct options *o, const void *member)
{
	return source_of(o, member) < SOURCE_OPTION ? "" : "--";
}

/* Host, port and scheme given piece by piece, unless the URL comes from a better place. */
static int
resolve_pieces(struct target *t, struct err *err)
{
	const struct options *o = &t->options;
	struct endpoint *e = &t->endpoint;
	enum source url = source_of(o, &o->server);
	bool has_host = o->host && source_of(o, &o->host) >= url;
	long number;

	enum scheme with_tls = scheme_with_tls(e->scheme);
	if (o->tls && with_tls < SCHEMES && source_of(o, &o->tls) >= url) {
		bool standard = strcmp(e->port, scheme_port(e->scheme)) == 0;
		e->scheme = with_tls;
		if (standard)
			set(&e->port, scheme_port(e->scheme));
	}
	if (has_host && !*o->host)
		return err_set(err, ERR_USAGE, "%shost is empty", dashes_of(o, &o->host));
	if (has_host && endpoint_set_host(e, str_of(o->host), err) < 0)
		return -1;
	if (!o->port || source_of(o, &o->port) < url)
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
	if (!e->user || source_of(o, &o->user) >= source_of(o, &o->server))
		set(&e->user, o->user);
	if (!e->user)
		set(&e->user, present);
}

/* Append text as one word of the shell. */
static void
quote(struct buf *out, struct str text)
{
	struct str part;

	buf_addc(out, '\'');
	for (bool first = true; str_cut(&text, '\'', &part); first = false)
		buf_addf(out, first ? "%.*s" : "'\\''%.*s", STR_ARG(part));
	buf_addc(out, '\'');
}

/* The last c in s, or s.n. */
static size_t
find_last(struct str s, char c)
{
	for (size_t i = s.n; i > 0; i--)
		if (s.p[i - 1] == c)
			return i - 1;
	return s.n;
}

/* Append [user@]host[:port] as ssh takes it: it has an option of its own for the port. An address
 * with colons may have brackets; without them it has no port. An ssh:// URL stays as it is. */
static void
write_host(struct buf *command, struct str way, struct str target)
{
	struct buf host = BUF_INIT(BUF_MAX_LINE);
	size_t at = find_last(way, '@'), user = at < way.n ? at + 1 : 0;
	struct str name = str_from_at(way, user);
	size_t bracket = str_starts(name, STR("[")) ? str_chr(name, ']') : name.n;
	struct str rest = str_from_at(name, bracket < name.n ? bracket + 1 : str_chr(name, ':'));
	long port;
	bool has_port = str_starts(rest, STR(":")) && !str_istarts(way, STR("ssh://")) &&
	                str_number(str_from_at(rest, 1), 1, 65535, &port);

	buf_adds(&host, str_head(way, user));
	if (has_port)
		name = str_head(name, name.n - rest.n);
	if (bracket < name.n && name.n == bracket + 1)
		name = str_from_at(str_head(name, bracket), 1);
	buf_adds(&host, name);
	if (has_port)
		buf_addf(command, "-p %ld ", port);
	buf_addz(command, "-W ");
	quote(command, target);
	buf_addz(command, " -- ");
	quote(command, buf_str(&host));
	buf_clear(&host);
}

/* Append ssh's command line for a connection through one host, or several separated by commas. */
static void
write_jump(struct buf *command, const char *ssh, struct str way, struct str target)
{
	size_t comma = find_last(way, ',');

	buf_addf(command, "%s ", ssh);
	if (comma < way.n) {
		buf_addz(command, "-J ");
		quote(command, str_head(way, comma));
		buf_addc(command, ' ');
	}
	write_host(command, str_from_at(way, comma < way.n ? comma + 1 : 0), target);
}

/* Does one of the hosts have more than a name before its @? ssh cannot use a secret there. It may
 * contain a comma: then what looks like a port is not one. */
static bool
holds_secret(struct str way)
{
	struct str part;
	bool odd = false;
	long port;

	while (str_cut(&way, ',', &part)) {
		if (str_istarts(part, STR("ssh://")))
			part = str_from_at(part, strlen("ssh://"));
		size_t at = find_last(part, '@'), colon = str_chr(part, ':');
		if (at < part.n && (odd || colon < at))
			return true;
		odd |= colon < part.n && colon == find_last(part, ':') &&
		       !str_number(str_from_at(part, colon + 1), 1, 65535, &port);
	}
	return false;
}

/* Refuse a secret in a jump host, without showing it. */
static int
check_jump(const struct options *o, struct err *err)
{
	const struct origin *from = options_origin(o, &o->jump);

	if (!o->jump || !holds_secret(str_of(o->jump)))
		return 0;
	err_set(err, ERR_USAGE,
	    "jump holds a secret, which others can see: ssh uses a key or asks for a password");
	return from->line ? err_prefix(err, "%s:%zu", from->place, from->line) : -1;
}

/* How to connect, if not over TCP. Empty words mean TCP, overriding a place of lower rank. */
static int
resolve_way(struct target *t, struct err *err)
{
	const struct options *o = &t->options;
	enum source jump = source_of(o, &o->jump), command_source = source_of(o, &o->proxy_command);
	bool jumps = o->jump && jump >= command_source;
	const char *way = jumps ? o->jump : o->proxy_command;
	struct buf command = BUF_INIT(BUF_MAX_LINE), name = BUF_INIT(BUF_MAX_LINE);

	if (!way || !*way)
		return 0;
	if (check_jump(o, err) < 0)
		return -1;
	if (jumps && jump == command_source)
		return err_set(err, ERR_USAGE, "jump and proxy_command are both given: %s, %s",
		    o->jump, o->proxy_command);
	if (jumps) {
		endpoint_name(&name, &t->endpoint);
		write_jump(&command, "ssh -o BatchMode=yes", str_of(way), buf_str(&name));
		set(&t->endpoint.proxy_unasked, buf_z(&command));
		buf_reset(&command);
		write_jump(&command, "ssh", str_of(way), buf_str(&name));
		way = buf_z(&command);
		t->endpoint.jumps = true;
	}
	set(&t->endpoint.proxy, way);
	buf_clear(&name);
	buf_clear(&command);
	return 0;
}

/* Refuse options about this server's certificate when it has none: everything would be sent in
 * plain text. Options for every server of amsh.conf, or for a server other than that of connect,
 * are allowed. */
static int
check_plain(const struct target *t, enum source least, struct err *err)
{
	const struct options *o = &t->options;
	const bool plain = !scheme_is_tls(t->endpoint.scheme);
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

static void
resolve_http(struct target *t)
{
	const struct options *o = &t->options;

	t->endpoint.http.digest = o->http_auth && strcmp(o->http_auth, "digest") == 0;
	t->endpoint.http.mxml = o->http_encoding && strcmp(o->http_encoding, "mxml") == 0;
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

	t->other_login = !same || !str_eq(str_of(t->endpoint.user), str_of(own.endpoint.user));
	target_clear(&own);
	if (same)
		options_take_all(&t->options, given, OPTION_OWN | OPTION_TLS);
	if (!t->other_login)
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
	bool elsewhere = o->server || o->host || o->jump || o->proxy_command;
	if (!elsewhere && ask_manager(t, err) < 0)
		return -1;
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
	if (resolve_way(t, err) < 0)
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
	if (failed && t->manager.why)
		err_suffix(err, " (%s)", t->manager.why);
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
	buf_clear(&t->secret);
	buf_clear(&t->secret_from);
}
