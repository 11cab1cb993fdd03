/* SPDX-License-Identifier: ISC */
/* A list of names, and edit distances for suggestions. */
#include "lang/names.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"

void
names_clear(struct names *names)
{
	for (size_t i = 0; i < names->n; i++) {
		free(names->v[i].name);
		free(names->v[i].summary);
	}
	free(names->v);
	*names = (struct names){0};
}

static int
compare(const void *a, const void *b)
{
	const struct name *x = a, *y = b;

	return str_icmp(str_of(x->name), str_of(y->name));
}

/* Append a text on one line, with single blanks: some texts of servers contain the tabs and line
 * breaks of Asterisk's source. */
static void
squeeze(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
		if (!blank)
			buf_addc(out, c);
		else if (out->n && out->p[out->n - 1] != ' ')
			buf_addc(out, ' ');
	}
}

void
names_add(struct names *names, struct str name, struct str summary)
{
	struct buf words = BUF_INIT(BUF_MAX_LINE), text = BUF_INIT(BUF_MAX_LINE);

	if (!text_is_printable(name)) /* no line can have it */
		return;
	squeeze(&words, summary);
	text_escape(&text, buf_str(&words));
	names->v = mem_more(names->v, names->n, sizeof(*names->v));
	names->v[names->n++] =
	    (struct name){.name = mem_strndup(name), .summary = mem_strndup(buf_str(&text))};
	buf_clear(&words);
	buf_clear(&text);
}

/* "Ping: Keepalive command. (Priv: <none>)": the part before the privileges. */
static struct str
synopsis(struct str value)
{
	return str_trim(str_head(value, str_find(value, STR("(Priv: "))));
}

void
names_read(struct names *names, const struct msg *reply)
{
	names_clear(names);
	for (size_t i = 0; i < reply->n; i++) {
		struct str name = msg_name(reply, i);
		if (i > 0 && name.n && !str_ieq(name, STR("ActionID")))
			names_add(names, name, synopsis(msg_value(reply, i)));
	}
	if (names->n)
		qsort(names->v, names->n, sizeof(*names->v), compare);
	names->known = names->n > 0;
}

const char *
names_find(const struct names *names, struct str name)
{
	const struct name *found = names->n ? bsearch(&name, names->v, names->n,
	    sizeof(*names->v), str_icmp_row) : NULL;

	return found ? found->name : NULL;
}
