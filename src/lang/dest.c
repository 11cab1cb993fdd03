/* SPDX-License-Identifier: ISC */
/* Reading destinations. */
#include "lang/dest.h"

/* "Application(data)": a name, and everything up to the last parenthesis. */
static bool
parse_application(struct dest *d, struct str text)
{
	size_t open = str_chr(text, '(');

	if (open == 0 || open == text.n || text.p[text.n - 1] != ')' || str_chr(text, '@') < open)
		return false;
	d->application = str_head(text, open);
	d->data = str_from(text.p + open + 1, text.n - open - 2);
	return true;
}

/* Explain what a destination is; for context,exten,priority, as in the dialplan, and for an
 * extension alone, how to write it here. */
static int
refuse(struct str text, struct err *err)
{
	struct str rest = text, part[3] = {{NULL, 0}, {NULL, 0}, {NULL, 0}};
	size_t n = 0;

	while (n < 3 && str_cut(&rest, ',', &part[n]))
		n++;
	if (n > 1 && !rest.p)
		return err_set(err, ERR_USAGE,
		    "not a destination: %.*s (did you mean %.*s@%.*s%s%.*s?)", STR_ARG(text),
		    STR_ARG(part[1]), STR_ARG(part[0]), n > 2 ? ":" : "",
		    STR_ARG(part[2]));
	return err_set(err, ERR_USAGE,
	    "not a destination: %.*s (exten@context[:priority], such as 101@default, or "
	    "Application(data))", STR_ARG(text));
}

int
dest_parse(struct dest *d, struct str text, struct err *err)
{
	size_t at = str_chr(text, '@');
	struct str where = str_from_at(text, at + 1);
	size_t colon = str_chr(where, ':');

	*d = (struct dest){.priority = STR("1")};
	if (parse_application(d, text))
		return 0;
	d->exten = str_head(text, at);
	d->context = str_head(where, colon);
	if (colon < where.n)
		d->priority = str_from_at(where, colon + 1);
	if (str_chr(where, '@') < where.n)
		return err_set(err, ERR_USAGE, "not a destination: %.*s has more than one @ "
		    "(for an extension with one: action, Exten= and Context=)", STR_ARG(text));
	return d->exten.n && d->context.n && d->priority.n ? 0 : refuse(text, err);
}

size_t
dest_headers(const struct dest *d, struct header v[3])
{
	bool runs = d->application.n;

	v[0] = runs ? (struct header){STR("Application"), d->application}
	            : (struct header){STR("Context"), d->context};
	v[1] = runs ? (struct header){STR("Data"), d->data}
	            : (struct header){STR("Exten"), d->exten};
	v[2] = (struct header){STR("Priority"), d->priority};
	return !runs ? 3 : d->data.n ? 2 : 1;
}
