/* SPDX-License-Identifier: ISC */
/* Walks over JSON text and queries, and leaves out the values of secrets. */
#include "ari/hide.h"

#include <stdint.h>

#include "ari/cut.h"
#include "ari/jansson.h"
#include "ari/tidy.h"
#include "base/json.h"
#include "base/redact.h"
#include "base/text.h"

#define HIDDEN "***"

/* Members that name what the value beside them is: of ChannelVarset and .../variable, of
 * asterisk/config/dynamic, of ReferTo, of RESTRequest (Asterisk's rest-api). */
static const char *const names[] = {"attribute", "name", "parameter_name", "variable", NULL};
static const char *const values[] = {"parameter_value", "value", NULL};

/* The next byte that blanks do not cover; NUL at the end. */
static char
first_byte(struct str s)
{
	size_t i = 0;

	while (i < s.n && strchr(" \t\r\n", s.p[i]) && s.p[i])
		i++;
	return i < s.n ? s.p[i] : '\0';
}

static void value(struct buf *out, struct str v, bool hidden);

/* Append a string without what its text gives away. */
static void
string(struct buf *out, struct str v)
{
	struct buf plain = BUF_INIT(BUF_MAX_MESSAGE), shown = BUF_INIT(BUF_MAX_MESSAGE);
	struct json json;

	cut_text(&plain, v);
	redact_value(&shown, buf_str(&plain));
	if (str_eq(buf_str(&plain), buf_str(&shown))) {
		buf_adds(out, v);
	} else {
		json_init(&json, out);
		json_string(&json, buf_str(&shown));
	}
	buf_clear(&plain);
	buf_clear(&shown);
}

/* Does the object name a secret whose value is another member? */
static bool
names_secret(struct str object)
{
	struct buf text = BUF_INIT(BUF_MAX_MESSAGE);
	struct str inside = cut_inside(object), name, v, plain;
	bool secret = false;

	while (!secret && cut_member(&inside, &name, &v)) {
		if (!cut_plain(name, &plain) || !str_in(plain, names))
			continue;
		buf_reset(&text);
		cut_text(&text, v);
		secret = redact_is_secret(str_trim(buf_str(&text)));
	}
	buf_clear(&text);
	return secret;
}

static void
object(struct buf *out, struct str v, bool secret)
{
	struct buf plain = BUF_INIT(BUF_MAX_MESSAGE);
	struct str inside = cut_inside(v), name, member;
	size_t start;

	secret |= names_secret(v);
	buf_addc(out, '{');
	start = out->n;
	while (cut_member(&inside, &name, &member)) {
		buf_reset(&plain);
		cut_text(&plain, name);
		buf_addz(out, out->n > start ? "," : "");
		string(out, name.n ? name : STR("\"\""));
		buf_addc(out, ':');
		value(out, member,
		    redact_is_secret(buf_str(&plain)) ||
			(secret && str_in(buf_str(&plain), values)));
	}
	buf_addc(out, '}');
	buf_clear(&plain);
}

static void
array(struct buf *out, struct str v)
{
	struct str inside = cut_inside(v), element;
	size_t start;

	buf_addc(out, '[');
	start = out->n;
	while (cut_element(&inside, &element)) {
		buf_addz(out, out->n > start ? "," : "");
		value(out, element, false);
	}
	buf_addc(out, ']');
}

/* Is there something that could be hidden? */
static bool
is_empty(struct str v)
{
	return v.n == 0 || str_eq(v, STR("\"\"")) || str_eq(v, STR("null"));
}

static void
value(struct buf *out, struct str v, bool hidden)
{
	if (is_empty(v))
		buf_adds(out, v);
	else if (hidden)
		buf_addz(out, "\"" HIDDEN "\"");
	else if (cut_is(v, '{'))
		object(out, v, false);
	else if (cut_is(v, '['))
		array(out, v);
	else if (cut_is(v, '"'))
		string(out, v);
	else
		buf_adds(out, v);
}

/* Append how many bytes there are of what cannot be shown. */
static void
count(struct buf *out, struct str bytes)
{
	buf_addf(out, "(%zu bytes)", bytes.n);
}

/* Is it JSON? Of anything else nobody knows what it holds. */
static bool
is_json(struct str text)
{
	char why[JANSSON_WHY];
	struct err err;

	return jansson_open(&err) == 0 && jansson_check(text, false, why);
}

/* secret: an object's value is one. */
static void
json(struct buf *out, struct str text, bool secret)
{
	struct buf compact = BUF_INIT(BUF_MAX_MESSAGE);
	struct err err;

	if (text.n && (tidy(&compact, text, &err) < 0 || !is_json(buf_str(&compact))))
		buf_addz(out, "\"" HIDDEN "\"");
	else if (secret && cut_is(buf_str(&compact), '{'))
		object(out, buf_str(&compact), true);
	else
		value(out, buf_str(&compact), false);
	buf_clear(&compact);
}

void
hide_json(struct buf *out, struct str text)
{
	json(out, text, false);
}

/* Take a parameter off the front of a query. */
static bool
cut_parameter(struct str *query, struct buf *name, struct str *v)
{
	struct str part = STR("");
	bool any = str_cut(query, '&', &part);
	size_t n = str_chr(part, '=');

	*v = str_from_at(part, n + 1);
	buf_reset(name);
	buf_add_decoded(name, str_head(part, n));
	return any;
}

static struct str
query_of(struct str target)
{
	return str_from_at(target, str_chr(target, '?') + 1);
}

/* Does the query name a variable that is a secret? */
static bool
asks_secret(struct str query)
{
	struct buf name = BUF_INIT(BUF_MAX_MESSAGE), text = BUF_INIT(BUF_MAX_MESSAGE);
	struct str v;
	bool secret = false;

	while (!secret && cut_parameter(&query, &name, &v)) {
		buf_reset(&text);
		buf_add_decoded(&text, v);
		secret = str_in(buf_str(&name), names) &&
			 redact_is_secret(str_trim(buf_str(&text)));
	}
	buf_clear(&name);
	buf_clear(&text);
	return secret;
}

/* Append text so that it is one value of a query again; *** stays readable. */
static void
encode(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];
		if (str_is_name_char(text.p[i]) || (c && strchr("*.~/:=,@;", c)))
			buf_addc(out, (char)c);
		else
			buf_addf(out, "%%%02X", c);
	}
}

/* Append a value without what its text gives away. */
static void
encoded(struct buf *out, struct str v)
{
	struct buf plain = BUF_INIT(BUF_MAX_MESSAGE), shown = BUF_INIT(BUF_MAX_MESSAGE);

	buf_add_decoded(&plain, v);
	redact_value(&shown, buf_str(&plain));
	if (str_eq(buf_str(&plain), buf_str(&shown)))
		buf_adds(out, v);
	else
		encode(out, buf_str(&shown));
	buf_clear(&plain);
	buf_clear(&shown);
}

/* Append what follows the ? of a target. */
static void
hide_query(struct buf *out, struct str query)
{
	struct buf name = BUF_INIT(BUF_MAX_MESSAGE);
	bool secret = asks_secret(query), more;
	struct str v;

	for (;;) {
		struct str part = str_head(query, str_chr(query, '&'));
		more = part.n < query.n;
		cut_parameter(&query, &name, &v);
		buf_adds(out, str_head(part, part.n - v.n));
		if (v.n && (redact_is_secret(buf_str(&name)) ||
			       (secret && str_in(buf_str(&name), values))))
			buf_addz(out, HIDDEN);
		else
			encoded(out, v);
		if (!more)
			break;
		buf_addc(out, '&');
	}
	buf_clear(&name);
}

void
hide_target(struct buf *out, struct str target)
{
	size_t path = str_chr(target, '?');

	encoded(out, str_head(target, path));
	if (path < target.n) {
		buf_addc(out, '?');
		hide_query(out, query_of(target));
	}
}

/* Is it text as people write it? */
static bool
is_text(struct str body)
{
	uint32_t code;

	for (size_t n; body.n; body = str_from_at(body, n)) {
		n = text_decode(body, &code);
		bool blank = body.p[0] == '\t' || body.p[0] == '\r' || body.p[0] == '\n';
		if (n == 0 || (text_is_unsafe(code) && !blank))
			return false;
	}
	return true;
}

void
hide_body(struct buf *out, struct str target, struct str body)
{
	char first = first_byte(body);

	if (first == '{' || first == '[' || first == '"')
		json(out, body, asks_secret(query_of(target)));
	else if (is_text(body))
		redact_value(out, body);
	else
		count(out, body);
}
