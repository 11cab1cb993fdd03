/* SPDX-License-Identifier: ISC */
/* Names of secrets, and the places of their values. */
#include "base/redact.h"

#define HIDDEN "***"
#define NEAR   128 /* lines of a block in which the name of a value is searched */

/* Names that are secrets as a whole, and ends of names: DB_PASSWORD, refresh_token, AuthKey. */
static const char *const whole[] = {
    "Key", "Pass", "Passwd", "Password", "Secret", "md5_cred", "Md5Cred", "password_digest",
    "PasswordDigest", "Authorization", "Proxy-Authorization", NULL,
};
static const char *const ends[] = {
    "password", "passwd", "passphrase", "secret", "_pass", "token", "authkey", "apikey", "_key",
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Also the names of many other things. */
static bool
is_weak(struct str name)
{
	return str_ieq(name, STR("Key")) || str_ieq(name, STR("Pass"));
}

/* The last part of what a function of the dialplan is given: HASH(account,password). */
static struct str
last_argument(struct str function)
{
	struct str inside = str_head(function, function.n - 1);
	size_t at = inside.n;

	while (at > 0 && !strchr("(,/", inside.p[at - 1]))
		at--;
	return str_trim(str_from_at(inside, at));
}

bool
redact_is_secret(struct str name)
{
	if (str_ends(name, STR(")"))) {
		name = last_argument(name);
		if (is_weak(name))
			return false;
	}
	if (str_in(name, whole))
		return true;
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (str_iends(name, str_of(ends[i])))
			return true;
	return false;
}

/* The position of the first character of a line that is not a blank. */
static size_t
front_of(struct str line)
{
	size_t i = 0;

	while (i < line.n && is_blank(line.p[i]))
		i++;
	return i;
}

/* The bytes of quotes, brackets and blanks up to a = or :, with it; 0: there is none. */
static size_t
separator(struct str s)
{
	size_t i = 0;

	while (i < s.n && s.p[i] && strchr("\"')", s.p[i]))
		i++;
	while (i < s.n && is_blank(s.p[i]))
		i++;
	return i < s.n && (s.p[i] == '=' || s.p[i] == ':') ? i + 1 : 0;
}

/* The length of the password in a URL with its "://" at *at; that moves to the password. 0: there
 * is none, and *at moves past the "://". */
static size_t
password_of_url(struct str line, size_t *at)
{
	size_t begin = *at + 3, end = begin, colon;

	while (end < line.n && !strchr("/@ \t", line.p[end]))
		end++;
	colon = begin + str_chr(str_from(line.p + begin, end - begin), ':');
	*at = begin;
	if (end == line.n || line.p[end] != '@' || colon >= end)
		return 0;
	*at = colon + 1;
	return end - *at;
}

/* What else, besides a =, separates a secret from its name: in prose only a : without a blank. */
enum style { STYLE_PROSE, STYLE_VALUE, STYLE_COMMAND };

/* Does a secret begin in the line after its name, from start to *at? Then *at moves to its value.
 * The line's text begins at front. */
static bool
begins_secret(struct str line, size_t front, size_t start, size_t *at, enum style style)
{
	struct str name = str_from(line.p + start, *at - start), after = str_from_at(line, *at);
	size_t mark = separator(after);

	if (!redact_is_secret(name) || (is_weak(name) && start > front))
		return false;
	if (mark && style == STYLE_PROSE && after.p[mark - 1] == ':' &&
	    (mark == after.n || is_blank(after.p[mark])))
		return false;
	if (mark == 0 && !(style == STYLE_COMMAND && after.n && is_blank(after.p[0])))
		return false;
	*at += mark;
	return true;
}

/* The part of a line that may be shown; *hidden becomes how many bytes after it may not. */
static struct str
shown_of(struct str line, enum style style, size_t *hidden)
{
	size_t at = 0, start, front = front_of(line);

	*hidden = 0;
	while (at < line.n && *hidden == 0) {
		for (start = at; at < line.n && str_is_name_char(line.p[at]); at++)
			continue;
		if (at > start && begins_secret(line, front, start, &at, style))
			*hidden = line.n - at;
		else if (str_starts(str_from_at(line, at), STR("://")))
			*hidden = password_of_url(line, &at);
		else
			at += at == start;
	}
	return str_head(line, at);
}

/* Append a line of text without its end. */
static void
redact_line(struct buf *out, struct str line, enum style style)
{
	while (line.n) {
		size_t hidden;
		struct str shown = shown_of(line, style, &hidden);
		struct str value = str_head(str_from_at(line, shown.n), hidden);
		line = str_from_at(line, shown.n + hidden);
		buf_adds(out, shown);
		for (; value.n && is_blank(value.p[0]); value = str_from_at(value, 1))
			buf_addc(out, value.p[0]);
		buf_addz(out, value.n ? HIDDEN : "");
	}
}

/* Take a line off the front of *rest; its end, \n or \r\n, becomes *end. */
static struct str
cut_line(struct str *rest, struct str *end)
{
	size_t n = str_chr(*rest, '\n');
	size_t text = n > 0 && rest->p[n - 1] == '\r' ? n - 1 : n;
	struct str line = str_head(*rest, text);

	*end = str_from_at(str_head(*rest, n + 1), text);
	*rest = str_from_at(*rest, n + 1);
	return line;
}

static void
redact_lines(struct buf *out, struct str text, enum style style)
{
	struct str end;

	while (text.n) {
		struct str line = cut_line(&text, &end);
		redact_line(out, line, style);
		buf_adds(out, end);
	}
}

void
redact_text(struct buf *out, struct str text)
{
	redact_lines(out, text, STYLE_PROSE);
}

void
redact_value(struct buf *out, struct str value)
{
	redact_lines(out, value, STYLE_VALUE);
}

/* Headers of which one names what the other holds; a number may follow both. */
static const struct pair {
	struct str name, value;
	bool alone; /* without its name nothing is known of it */
	bool path;  /* the name is one of the database */
} pairs[] = {
    {{"Var-", 4}, {"Value-", 6}, true, false},
    {{"Variable", 8}, {"Value", 5}, false, false},
    {{"Key", 3}, {"Val", 3}, false, true},
};

struct header {
	struct str name, value;
	size_t at; /* where the value begins */
};

static struct header
read_header(struct str line)
{
	struct header h = {.at = str_chr(line, ':')};

	/* A console line of old servers, which print them bare: it is all value. */
	if (h.at == line.n || str_chr(line, '=') < h.at)
		return (struct header){.value = line};
	h.name = str_trim(str_head(line, h.at));
	h.at++;
	while (h.at < line.n && is_blank(line.p[h.at]))
		h.at++;
	h.value = str_from_at(line, h.at);
	return h;
}

/* Is this header one of the pair, with that number after it? */
static bool
is_one(struct str name, struct str begin, struct str number)
{
	return name.n == begin.n + number.n && str_istarts(name, begin) &&
	       str_eq(str_from_at(name, begin.n), number);
}

/* Is a pair's name that of a secret? Of a path in the database the last part counts, and there key
 * and pass are ordinary words. */
static bool
names_secret(const struct pair *p, struct str name)
{
	struct str part = str_trim(name), rest = part;

	if (!p->path)
		return redact_is_secret(part);
	while (str_cut(&rest, '/', &part))
		continue;
	return redact_is_secret(part) && !is_weak(part);
}

/* Does the header hold the value of something that is a secret, by its name in the block? *near is
 * the header before it. */
static bool
is_value_of_secret(struct str block, const struct header *near, const struct header *h)
{
	struct str end;

	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		const struct pair *p = &pairs[i];
		struct str number = str_from_at(h->name, p->value.n);
		if (!str_istarts(h->name, p->value) || (!p->alone && number.n))
			continue;
		if (is_one(near->name, p->name, number))
			return names_secret(p, near->value);
		for (size_t n = 0; block.n && n < NEAR; n++) {
			struct header other = read_header(cut_line(&block, &end));
			if (is_one(other.name, p->name, number))
				return names_secret(p, other.value);
		}
		return p->alone;
	}
	return false;
}

/* Take a block off the front of *rest, with the empty line that ends it. */
static struct str
cut_block(struct str *rest)
{
	struct str block = *rest, line, end;

	do
		line = cut_line(rest, &end);
	while (rest->n && line.n);
	block.n -= rest->n;
	return block;
}

/* Is this block a database action or its answer? There Key is the key of the entry. */
static bool
is_database(const struct header *first)
{
	return (str_ieq(first->name, STR("Action")) || str_ieq(first->name, STR("Event"))) &&
	       str_istarts(first->value, STR("DB"));
}

static void
redact_header(struct buf *out, struct str line, const struct header *h, bool hidden)
{
	buf_adds(out, str_head(line, h->at));
	if (hidden)
		buf_addz(out, h->value.n ? HIDDEN : "");
	else
		redact_line(out, h->value,
		    str_ieq(h->name, STR("Command")) ? STYLE_COMMAND : STYLE_VALUE);
}

static void
redact_block(struct buf *out, struct str block)
{
	struct header near = {0};
	struct str rest = block, end;
	bool database = false;

	while (rest.n) {
		struct str line = cut_line(&rest, &end);
		struct header h = read_header(line);
		database |= is_database(&h);
		bool shown = database && str_ieq(h.name, STR("Key"));
		bool hidden = !shown && redact_is_secret(h.name);
		redact_header(out, line, &h, hidden || is_value_of_secret(block, &near, &h));
		buf_adds(out, end);
		near = h;
	}
}

void
redact_blocks(struct buf *out, struct str blocks)
{
	while (blocks.n)
		redact_block(out, cut_block(&blocks));
}
