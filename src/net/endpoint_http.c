/* SPDX-License-Identifier: ISC */
/*
 * Paths of Asterisk's HTTP server: http.conf's prefix, and after it what the pages about it write:
 * the names of AMI over HTTP (main/manager.c), which say the login and the encoding, and ari
 * (res/res_ari.c).
 */
#include "base/mem.h"
#include "net/endpoint_impl.h"

/* Names of AMI over HTTP. */
static const struct {
	const char *name;
	struct http_options says;
} names[] = {
    {"manager", {.says_login = true}}, /* for a browser, in HTML: we take the text instead */
    {"amanager", {.says_login = true, .digest = true}},
    {"rawman", {.says_login = true, .says_encoding = true}},
    {"arawman", {.says_login = true, .says_encoding = true, .digest = true}},
    {"mxml", {.says_login = true, .says_encoding = true, .mxml = true}},
    {"amxml", {.says_login = true, .says_encoding = true, .digest = true, .mxml = true}},
};

#define NAMES (sizeof(names) / sizeof(names[0]))

/* Append "http://pbx:8088/prefix/", to be written instead. */
static void
add_base(struct buf *out, const struct endpoint *e, struct str prefix)
{
	buf_addf(out, "%s://", scheme_name(e->scheme));
	endpoint_name(out, e);
	buf_addf(out, "/%.*s%s", STR_ARG(prefix), prefix.n ? "/" : "");
}

/* The value of a query's parameter, as it is written, or false. */
static bool
find_parameter(struct str query, struct str name, struct str *value)
{
	struct str part;

	while (str_cut(&query, '&', &part)) {
		size_t equals = str_chr(part, '=');
		*value = str_from_at(part, equals + 1);
		if (str_ieq(str_head(part, equals), name))
			return true;
	}
	return false;
}

/* Does a query hold a secret or the digest of one? */
static bool
query_holds_secret(struct str query)
{
	static const char *const parameters[] = {"secret", "api_key", "key", "password"};
	struct str value;

	for (size_t i = 0; i < sizeof(parameters) / sizeof(parameters[0]); i++)
		if (find_parameter(query, str_of(parameters[i]), &value) && value.n)
			return true;
	return false;
}

/* Is it safe to repeat in a message, and one word of a line? */
static bool
is_word(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!str_is_name_char(s.p[i]))
			return false;
	return s.n > 0;
}

const char *
endpoint_safe_ways(enum place_kind kind)
{
	return kind == PLACE_ARI ? "--ari-secret-file, AMSH_ARI_SECRET or ari_secret_command" :
	    "--secret-file, AMSH_SECRET or secret_command";
}

static int
refuse_secret(struct str base, enum place_kind kind, struct err *err)
{
	return err_set(err, ERR_USAGE,
	    "URL holds a secret, which others can see: write %.*s, and give the secret with %s",
	    STR_ARG(base), endpoint_safe_ways(kind));
}

/* The line that does the same as a URL of ARI: rest comes after "ari/". */
static void
add_ari_line(struct buf *out, struct str rest, struct str query)
{
	struct str app;

	if (!str_ieq(rest, STR("events")))
		buf_addf(out, "ari get %.*s", STR_ARG(rest));
	else if (find_parameter(query, STR("app"), &app) && is_word(app))
		buf_addf(out, "ari tail %.*s", STR_ARG(app));
	else
		buf_addz(out, "ari tail");
}

/* A URL that does something, such as rawman?action=Ping or ari/channels: its place and its line
 * are given apart. */
static int
refuse_request(struct str base, struct str line, struct err *err)
{
	if (line.n == 0)
		return err_set(err, ERR_USAGE, "URL of a server ends before the ?: write %.*s",
		    STR_ARG(base));
	return err_set(err, ERR_USAGE, "URL is that of a request: write %.*s, and the line %.*s",
	    STR_ARG(base), STR_ARG(line));
}

/* Refuse a query, or a path below ari/. */
static int
refuse(const struct endpoint *e, struct str prefix, struct str below, struct str query,
    enum place_kind kind, struct err *err)
{
	struct buf base = BUF_INIT(BUF_MAX_LINE), line = BUF_INIT(BUF_MAX_LINE);
	struct str action;

	add_base(&base, e, prefix);
	if (kind == PLACE_ARI)
		buf_addz(&base, "ari");
	if (below.n)
		add_ari_line(&line, below, query);
	else if (find_parameter(query, STR("action"), &action) && is_word(action) &&
	    !str_ieq(action, STR("login")))
		buf_adds(&line, action);
	int failed = query_holds_secret(query) ? refuse_secret(buf_str(&base), kind, err) :
	    refuse_request(buf_str(&base), buf_str(&line), err);
	buf_clear(&base);
	buf_clear(&line);
	return failed;
}

/* Cut the last name off a path. */
static struct str
cut_last(struct str *path)
{
	size_t at = path->n;

	while (at > 0 && path->p[at - 1] != '/')
		at--;
	struct str last = str_from_at(*path, at);
	*path = str_head(*path, at ? at - 1 : 0);
	return last;
}

/* Cut "ari/…" off a path that has it; below is what comes after it. */
static bool
cut_ari(struct str *path, struct str *below)
{
	struct str rest = *path, name;

	while (str_cut(&rest, '/', &name)) {
		if (!str_ieq(name, STR("ari")))
			continue;
		size_t at = (size_t)(name.p - path->p);
		*below = rest;
		*path = str_head(*path, at ? at - 1 : 0);
		return true;
	}
	return false;
}

/* Cut the name of AMI over HTTP off a path that ends with one, and note what it says. */
static bool
cut_name(struct endpoint *e, struct str *path)
{
	struct str prefix = *path, last = cut_last(&prefix);

	for (size_t i = 0; i < NAMES; i++) {
		if (!str_ieq(last, str_of(names[i].name)))
			continue;
		e->http = names[i].says;
		*path = prefix;
		return true;
	}
	return false;
}

static void
set_path(struct endpoint *e, struct str prefix, enum place_kind kind)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	buf_addf(&text, "%.*s%s%s", STR_ARG(prefix), prefix.n ? "/" : "",
	    kind == PLACE_ARI ? "ari/" : "");
	mem_replace(&e->path, buf_str(&text));
	buf_clear(&text);
}

int
endpoint_read_path(struct endpoint *e, struct str path, enum place_kind kind, struct err *err)
{
	struct str whole = str_from_at(path, 1), below = STR("");
	size_t mark = str_chr(whole, '?');
	struct str prefix = str_head(whole, mark), query = str_from_at(whole, mark + 1);

	if (whole.n && !scheme_is_http(e->scheme))
		return err_set(err, ERR_USAGE,
		    "a URL of %s:// ends after the port: remove %.*s", scheme_name(e->scheme),
		    STR_ARG(path));
	if (prefix.n && prefix.p[prefix.n - 1] == '/')
		prefix.n--;
	if (endpoint_has_controls(prefix) || str_chr(prefix, '#') < prefix.n)
		return err_set(
		    err, ERR_USAGE, "not a prefix of an HTTP server: \"%.*s\"", STR_ARG(prefix));
	if (!cut_name(e, &prefix))
		cut_ari(&prefix, &below);
	if (below.n || mark < whole.n)
		return refuse(e, prefix, below, query, kind, err);
	set_path(e, prefix, kind);
	return 0;
}

int
endpoint_refuse_websocket(bool tls, struct str rest, enum place_kind kind, struct err *err)
{
	size_t slash = str_chr(rest, '/');
	struct str host = str_head(rest, slash), path = str_from_at(rest, slash + 1), below;
	struct str prefix = str_head(path, str_chr(path, '?'));
	struct str query = str_from_at(path, prefix.n + 1), app = STR("");
	const char *scheme = scheme_name(tls ? SCHEME_HTTPS : SCHEME_HTTP);
	const char *secret =
	    query_holds_secret(query) ? ", and it holds a secret, which others can see" : "";

	cut_ari(&prefix, &below);
	const char *line = prefix.n ? "/" : "", *ari = kind == PLACE_ARI ? "ari" : "";
	if (endpoint_holds_secret(host) || endpoint_has_controls(rest))
		host = STR("HOST:PORT");
	if (!find_parameter(query, STR("app"), &app) || !is_word(app))
		app = STR("");
	return err_set(err, ERR_USAGE,
	    "%s:// is where the events of ARI come from%s: write %s://%.*s/%.*s%s%s, and the line "
	    "ari tail%s%.*s",
	    tls ? "wss" : "ws", secret, scheme, STR_ARG(host), STR_ARG(prefix), line, ari,
	    app.n ? " " : "", STR_ARG(app));
}

void
endpoint_to_ari(struct endpoint *e)
{
	struct buf path = BUF_INIT(BUF_MAX_LINE);
	bool http = scheme_is_http(e->scheme);

	if (!http) {
		e->scheme = scheme_is_tls(e->scheme) ? SCHEME_HTTPS : SCHEME_HTTP;
		mem_replace(&e->port, str_of(scheme_port(e->scheme)));
	}
	buf_addf(&path, "%sari/", http && e->path ? e->path : "");
	mem_replace(&e->path, buf_str(&path));
	buf_clear(&path);
}
