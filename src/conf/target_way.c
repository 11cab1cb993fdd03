/* SPDX-License-Identifier: ISC */
/* How a target is reached if not over TCP: through ssh -W, or another command. Runs none. */
#include "base/mem.h"
#include "conf/target_impl.h"

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

int
target_resolve_way(struct target *t, struct err *err)
{
	const struct options *o = &t->options;
	enum source jump = target_source(o, &o->jump);
	enum source command_source = target_source(o, &o->proxy_command);
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
		mem_replace(&t->endpoint.proxy_unasked, buf_str(&command));
		buf_reset(&command);
		write_jump(&command, "ssh", str_of(way), buf_str(&name));
		way = buf_z(&command);
		t->endpoint.jumps = true;
	}
	mem_replace(&t->endpoint.proxy, str_of(way));
	buf_clear(&name);
	buf_clear(&command);
	return 0;
}

int
target_check_way(const struct target *t, const struct endpoint *server, struct err *err)
{
	const struct endpoint *e = &t->endpoint;
	struct buf here = BUF_INIT(BUF_MAX_LINE), there = BUF_INIT(BUF_MAX_LINE);
	int failed = 0;

	endpoint_name(&here, server);
	endpoint_name(&there, e);
	if (e->proxy && !e->jumps && !str_eq(buf_str(&here), buf_str(&there)))
		failed = err_set(err, ERR_USAGE,
		    "proxy_command leads to %s, but ARI is at %s: --jump can lead to both",
		    buf_z(&here), buf_z(&there));
	buf_clear(&here);
	buf_clear(&there);
	return failed;
}
