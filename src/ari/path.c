/* SPDX-License-Identifier: ISC */
/* Encodes paths and queries (RFC 3986), and fills bodies. */
#include "ari/path.h"

#include "base/choices.h"
#include "base/json.h"

/* What stands for itself, besides letters and digits: anywhere; in a path that is typed; in its
 * query. A + would be a blank in some places. */
#define PLAIN   "-._~"
#define IN_PATH PLAIN "!$&'()*,;=:@/"
#define IN_TAIL IN_PATH "?+"

void
path_init(struct path *p, bool open)
{
	*p = (struct path){.open = open};
	buf_init_secret(&p->target, PATH_MAX_TARGET);
	buf_init_secret(&p->body, PATH_MAX_BODY);
}

void
path_clear(struct path *p)
{
	buf_clear(&p->target);
	buf_clear(&p->body);
}

int
path_method(struct path *p, struct str name, struct err *err)
{
	static const char *const methods[] = {"GET", "POST", "PUT", "DELETE"};

	for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++)
		if (str_ieq(name, str_of(methods[i])))
			p->method = methods[i];
	if (p->method)
		return 0;
	return err_set(err, ERR_USAGE, "METHOD must be get, post, put or delete: %.*s",
	    STR_ARG(name));
}

static bool
is_alphanumeric(char c)
{
	return (c >= '0' && c <= '9') || (str_lower(c) >= 'a' && str_lower(c) <= 'z');
}

static bool
is_hex(char c)
{
	return (c >= '0' && c <= '9') || (str_lower(c) >= 'a' && str_lower(c) <= 'f');
}

static void
encode_byte(struct buf *out, char c, const char *plain)
{
	if (is_alphanumeric(c) || (c && strchr(plain, c)))
		buf_addc(out, c);
	else
		buf_addf(out, "%%%02X", (unsigned char)c);
}

/* How long is the ${…} that the rest begins with, which a dry run leaves as it is? 0: there is
 * none. */
static size_t
open_name(const struct path *p, struct str rest)
{
	size_t end = str_chr(rest, '}');

	return p->open && str_starts(rest, STR("${")) && end < rest.n ? end + 1 : 0;
}

static void
encode(struct path *p, struct str text, const char *plain)
{
	for (size_t i = 0; i < text.n; i++) {
		size_t n = open_name(p, str_from_at(text, i));
		if (n) {
			buf_adds(&p->target, str_head(str_from_at(text, i), n));
			i += n - 1;
		} else {
			encode_byte(&p->target, text.p[i], plain);
		}
	}
}

/* Append what is typed of a path, or after its ? of a query: it may be encoded already. */
static void
encode_typed(struct path *p, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		struct str rest = str_from_at(text, i);
		size_t n = open_name(p, rest);
		bool encoded = rest.n > 2 && rest.p[0] == '%' && is_hex(rest.p[1]) &&
		               is_hex(rest.p[2]);
		p->has_query |= rest.p[0] == '?';
		if (n || encoded) {
			n = encoded ? 3 : n;
			buf_adds(&p->target, str_head(rest, n));
			i += n - 1;
		} else {
			encode_byte(&p->target, rest.p[0], p->has_query ? IN_TAIL : IN_PATH);
		}
	}
}

static int
check_bytes(struct str text, const char *what, struct str name, struct err *err)
{
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] == '\r' || text.p[i] == '\n' || text.p[i] == '\0')
			return err_set(err, ERR_USAGE, "%s%.*s holds a line break or NUL", what,
			    STR_ARG(name));
	return 0;
}

static int
check_length(const struct path *p, struct err *err)
{
	if (!buf_full(&p->target))
		return 0;
	return err_set(err, ERR_USAGE,
	    "path and query are longer than %zu bytes, which the server does not take",
	    PATH_MAX_TARGET);
}

/* The path of a URL, with the / that it begins with. */
static struct str
path_of_url(struct str url)
{
	size_t scheme = str_find(url, STR("://"));
	struct str rest = str_from_at(url, scheme < url.n ? scheme + 3 : 0);

	return str_from_at(rest, str_chr(rest, '/'));
}

static bool
is_url(struct str text)
{
	return str_istarts(text, STR("http://")) || str_istarts(text, STR("https://"));
}

/* Cut a prefix off. */
static bool
cut(struct str *text, struct str prefix)
{
	if (!prefix.n || !str_istarts(*text, prefix))
		return false;
	*text = str_from_at(*text, prefix.n);
	return true;
}

/* Cut off what stands before the path in a URL, or in the server's own notation of it. */
static int
cut_place(struct str *text, struct str place, struct err *err)
{
	struct str url = *text;

	if (cut(text, place))
		return 0;
	if (is_url(url) && place.n)
		return err_set(err, ERR_USAGE, "%.*s is not below this server's ARI, %.*s",
		    STR_ARG(url), STR_ARG(place));
	if (is_url(url))
		*text = path_of_url(url);
	if (cut(text, path_of_url(place)))
		return 0;
	cut(text, STR("/"));
	cut(text, STR("ari/"));
	return 0;
}

/* The word without its first bytes, which are typed. */
static size_t
typed_front(const struct mixed *m)
{
	for (size_t i = 0; i < m->given_n; i++)
		if (m->given[i].from < m->given[i].to)
			return m->given[i].from;
	return m->text.n;
}

/* Are the parts of the path names? %2e is a dot too. */
static int
check_parts(struct str path, struct str typed, struct err *err)
{
	struct str rest = str_head(path, str_chr(path, '?')), part;
	bool more = true;

	while (more) {
		more = str_chr(rest, '/') < rest.n;
		str_cut(&rest, '/', &part);
		size_t dots = 0;
		for (size_t i = 0; i < part.n; dots++) {
			if (part.p[i] == '.')
				i++;
			else if (str_istarts(str_from_at(part, i), STR("%2e")))
				i += 3;
			else
				break;
			if (i == part.n && dots < 2)
				return err_set(err, ERR_USAGE, "a part of the path is %.*s: %.*s",
				    STR_ARG(part), STR_ARG(typed));
		}
		if (part.n == 0)
			return err_set(err, ERR_USAGE, "a part of the path is empty: %.*s",
			    STR_ARG(typed));
	}
	return 0;
}

int
path_set(struct path *p, const struct mixed *m, struct str place, struct err *err)
{
	struct str typed = str_head(m->text, typed_front(m)), run;
	size_t at = typed.n;
	bool given;

	if (check_bytes(m->text, "the path", STR(""), err) < 0 ||
	    cut_place(&typed, place, err) < 0)
		return -1;
	encode_typed(p, typed);
	while (mixed_next(m, &at, &run, &given)) {
		if (given)
			encode(p, run, PLAIN);
		else
			encode_typed(p, run);
	}
	if (check_length(p, err) < 0)
		return -1;
	return check_parts(buf_str(&p->target), m->text, err);
}

int
path_add(struct path *p, struct str name, const struct mixed *value, struct err *err)
{
	if (check_bytes(value->text, "the value of ", name, err) < 0)
		return -1;
	buf_addc(&p->target, p->has_query ? '&' : '?');
	p->has_query = true;
	encode(p, name, PLAIN);
	buf_addc(&p->target, '=');
	encode(p, value->text, PLAIN);
	return check_length(p, err);
}

/* Where the text of a body is: in a string, and after a \ there. */
struct inside {
	bool string, escaped;
};

static void
walk(struct inside *in, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		bool escaped = in->escaped;
		in->escaped = in->string && c == '\\' && !escaped;
		if (c == '"' && !escaped)
			in->string = !in->string;
	}
}

/* Is it a number, as JSON writes it? */
static bool
is_number(struct str text)
{
	size_t i = text.n && text.p[0] == '-', digits = i;

	while (i < text.n && text.p[i] >= '0' && text.p[i] <= '9')
		i++;
	if (i == digits || (text.p[digits] == '0' && i > digits + 1))
		return false;
	if (i == text.n)
		return true;
	if (text.p[i++] != '.')
		return false;
	digits = i;
	while (i < text.n && text.p[i] >= '0' && text.p[i] <= '9')
		i++;
	return i == text.n && i > digits;
}

static int
add_given(struct path *p, const struct inside *in, struct str value, struct err *err)
{
	struct buf quoted;
	struct json json;

	if (in->escaped)
		return err_set(err, ERR_USAGE, "the body has a \\ before a ${…}");
	if (!in->string) {
		if (!is_number(value) && !choices_have("true|false|null", value))
			return err_set(err, ERR_USAGE, "outside of quotes, a value in the body "
			    "must be a number, true, false or null: %.*s", STR_ARG(value));
		buf_adds(&p->body, value);
		return 0;
	}
	buf_init_secret(&quoted, PATH_MAX_BODY);
	json_init(&json, &quoted);
	json_string(&json, value);
	if (buf_full(&quoted) || quoted.n < 2)
		p->body.full = true;
	else
		buf_adds(&p->body, str_from(quoted.p + 1, quoted.n - 2));
	buf_clear(&quoted);
	return 0;
}

/* Begin with a body. */
static int
begin_body(struct path *p, struct err *err)
{
	if (p->has_body)
		return err_set(err, ERR_USAGE, "there are two bodies");
	if (str_eq(str_of(p->method), STR("GET")))
		return err_set(err, ERR_USAGE, "get has no body");
	p->has_body = true;
	return 0;
}

static int
check_body(const struct path *p, struct err *err)
{
	if (str_chr(buf_str(&p->body), '\0') < p->body.n)
		return err_set(err, ERR_USAGE, "the body holds a NUL");
	if (!buf_full(&p->body))
		return 0;
	return err_set(err, ERR_USAGE,
	    "the body is longer than %zu bytes, which the server does not take", PATH_MAX_BODY);
}

int
path_json(struct path *p, const struct mixed *m, struct err *err)
{
	struct inside in = {0};
	struct str run;
	size_t at = 0;
	bool given;

	if (begin_body(p, err) < 0)
		return -1;
	while (mixed_next(m, &at, &run, &given)) {
		if (given && add_given(p, &in, run, err) < 0)
			return -1;
		if (!given) {
			walk(&in, run);
			buf_adds(&p->body, run);
		}
	}
	return check_body(p, err);
}

int
path_body(struct path *p, struct str text, struct err *err)
{
	if (begin_body(p, err) < 0)
		return -1;
	buf_adds(&p->body, text);
	return check_body(p, err);
}

void
path_write(const struct path *p, struct buf *wire)
{
	buf_addf(wire, "%s ", p->method);
	buf_adds(wire, buf_str(&p->target));
	buf_addc(wire, '\n');
	buf_adds(wire, buf_str(&p->body));
}

void
path_read(struct str wire, struct path_parts *parts)
{
	struct str line;

	*parts = (struct path_parts){0};
	str_cut(&wire, '\n', &line);
	parts->body = wire;
	str_cut(&line, ' ', &parts->method);
	parts->target = line;
}
