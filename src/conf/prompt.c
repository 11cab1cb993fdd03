/* SPDX-License-Identifier: ISC */
/* Templates of the prompt: a walk over their text. */
#include "conf/prompt.h"

#include "base/choices.h"
#include "base/text.h"

#define USUAL "%s%d>"

/* The value that a letter stands for; NULL: none. */
static const struct str *
value_of(const struct prompt_values *v, char letter)
{
	switch (letter) {
	case 's':
		return &v->server;
	case 'u':
		return &v->user;
	case 'h':
		return &v->host;
	case 'p':
		return &v->port;
	case 'd':
		return &v->down;
	default:
		return NULL;
	}
}

int
prompt_check(const char *template, struct err *err)
{
	static const struct prompt_values none;

	for (const char *at = template; *at; at++) {
		if (*at != '%' || *++at == '%' || value_of(&none, *at))
			continue;
		struct str thing = str_from(at - 1, *at ? 2 : 1);
		return err_set(err, ERR_USAGE,
		    "no such thing: %.*s (%%s is the server, %%u the user, %%h the host, %%p the "
		    "port, %%d says when it is down)", STR_ARG(thing));
	}
	return 0;
}

/* Has the template a place for that? */
static bool
has(const char *template, char letter)
{
	for (const char *at = template; *at; at++)
		if (*at == '%' && at[1] && *++at == letter)
			return true;
	return false;
}

static void
add_value(struct buf *out, char letter, const struct prompt_values *v)
{
	const struct str *value = value_of(v, letter);

	if (letter == 'd' && value->n) {
		buf_addz(out, " (");
		text_escape(out, *value);
		buf_addc(out, ')');
	} else if (value) {
		text_escape(out, *value);
	} else {
		buf_addc(out, letter);
	}
}

void
prompt_write(struct buf *out, const char *template, const struct prompt_values *v)
{
	struct str rest = str_of(template ? template : USUAL);

	if (v->down.n && !has(rest.p, 'd')) {
		buf_addc(out, '(');
		text_escape(out, v->down);
		buf_addz(out, ") ");
	}
	while (rest.n) {
		size_t text = str_chr(rest, '%');
		text_escape(out, str_head(rest, text));
		if (text + 1 < rest.n)
			add_value(out, rest.p[text + 1], v);
		rest = str_from_at(rest, text + 2 < rest.n ? text + 2 : rest.n);
	}
}

const char *
prompt_style(const char *color)
{
	static const char *const styles[] = {"\033[1;30m", "\033[1;31m", "\033[1;32m",
	    "\033[1;33m", "\033[1;34m", "\033[1;35m", "\033[1;36m", "\033[1;37m", ""};

	return color ? styles[choices_find(PROMPT_COLORS, str_of(color))] : "\033[1m";
}
