/* SPDX-License-Identifier: ISC */
/* Percent-encoding of an action's lines. Never puts a value into an error text. */
#include "session/http_form.h"

static bool
is_unreserved(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (c && strchr("-._~", c) != NULL);
}

static void
encode(struct buf *out, struct str text)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];
		char escaped[] = {'%', hex[c >> 4], hex[c & 15]};
		if (is_unreserved(c))
			buf_addc(out, (char)c);
		else
			buf_add(out, escaped, sizeof(escaped));
	}
}

/* Add one line, without its end. */
static int
add_line(struct buf *out, struct str line, struct err *err)
{
	size_t colon = str_chr(line, ':');
	struct str name = str_head(line, colon), value = str_from_at(line, colon + 1);

	if (colon == line.n)
		return err_set(err, ERR_USAGE, "a line without a colon cannot be sent over HTTP");
	if (str_chr(line, '\r') < line.n || str_chr(line, '\0') < line.n)
		return err_set(
		    err, ERR_USAGE, "value of %.*s holds a line break or NUL", STR_ARG(name));
	if (value.n && value.p[0] == ' ')
		value = str_from_at(value, 1);
	if (out->n)
		buf_addc(out, '&');
	encode(out, name);
	buf_addc(out, '=');
	encode(out, value);
	return 0;
}

int
http_form(struct buf *out, struct str block, struct err *err)
{
	struct str line;

	while (str_cut_line(&block, &line)) {
		if (line.n == 0)
			break;
		if (add_line(out, line, err) < 0)
			return -1;
	}
	if (out->n > HTTP_FORM_MAX || buf_full(out))
		return err_set(err, ERR_USAGE,
		    "the action is longer than %d bytes as a form, the most that the server takes",
		    HTTP_FORM_MAX);
	return 0;
}
