/* SPDX-License-Identifier: ISC */
/* Reads JSON strictly by RFC 8259: objects, arrays and strings, which is all that we write. */
#include "json_check.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"

static bool value(struct str *s);

static bool
take(struct str *s, char c)
{
	if (s->n == 0 || s->p[0] != c)
		return false;
	*s = str_from_at(*s, 1);
	return true;
}

static bool
hex4(struct str *s)
{
	struct str digits = str_head(*s, 4);

	*s = str_from_at(*s, 4);
	for (size_t i = 0; i < digits.n; i++)
		if (!strchr("0123456789abcdefABCDEF", digits.p[i]))
			return false;
	return digits.n == 4;
}

/* Take a string; *text gets what stands between its quotes. */
static bool
string(struct str *s, struct str *text)
{
	uint32_t code;

	if (!take(s, '"'))
		return false;
	const char *start = s->p;
	while (s->n && s->p[0] != '"') {
		size_t n = text_decode(*s, &code);
		if (n == 0 || code < ' ')
			return false;
		*s = str_from_at(*s, n);
		if (code != '\\')
			continue;
		if (s->n == 0 || !strchr("\"\\/bfnrtu", s->p[0]))
			return false;
		bool unicode = s->p[0] == 'u';
		*s = str_from_at(*s, 1);
		if (unicode && !hex4(s))
			return false;
	}
	*text = str_from(start, (size_t)(s->p - start));
	return take(s, '"');
}

static bool
array(struct str *s)
{
	if (!take(s, '['))
		return false;
	if (take(s, ']'))
		return true;
	do {
		if (!value(s))
			return false;
	} while (take(s, ','));
	return take(s, ']');
}

static bool
value(struct str *s)
{
	struct str text;

	return s->n && s->p[0] == '[' ? array(s) : string(s, &text);
}

static int
compare(const void *a, const void *b)
{
	const struct str *left = a, *right = b;
	size_t n = left->n < right->n ? left->n : right->n;
	int d = memcmp(left->p, right->p, n);

	return d ? d : (left->n > right->n) - (left->n < right->n);
}

static bool
differ(struct str *keys, size_t n)
{
	qsort(keys, n, sizeof(*keys), compare);
	for (size_t i = 1; i < n; i++)
		if (str_eq(keys[i - 1], keys[i]))
			return false;
	return true;
}

bool
json_check(struct str line)
{
	struct str *keys = mem_array(line.n + 1, sizeof(*keys));
	size_t n = 0;
	bool good = take(&line, '{');

	if (good && !take(&line, '}')) {
		do
			good = string(&line, &keys[n++]) && take(&line, ':') && value(&line);
		while (good && take(&line, ','));
		good = good && take(&line, '}');
	}
	good = good && line.n == 0 && differ(keys, n);
	free(keys);
	return good;
}
