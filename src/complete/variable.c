/* SPDX-License-Identifier: ISC */
/* Candidates for the name in ${NAME}. */
#include "complete/complete_impl.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "ami/catalog.h"
#include "base/file.h"
#include "client/messages.h"
#include "lang/args.h"
#include "rows/reader.h"

#define FIRST_ROWS 65536 /* bytes of a file of rows that are looked at */

/* The name alone, or with the brace after it; what is no plain name is left out. */
static void
add_name(struct completion *c, struct str before, struct str name, const char *after)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	bool plain = name.n > 0;

	for (size_t i = 0; i < name.n; i++)
		plain &= str_is_name_char(name.p[i]) || name.p[i] == '.';
	buf_adds(&text, before);
	buf_adds(&text, name);
	buf_addz(&text, after);
	if (plain)
		completion_add(c, buf_str(&text), STR(""), CANDIDATE_BEGINNING);
	buf_clear(&text);
}

static void
add_headers(struct completion *c, struct str before, const struct msg *m)
{
	for (size_t i = 0; m && i < m->n; i++)
		add_name(c, before, msg_name(m, i), "}");
}

static void
add_list(struct completion *c, struct str names)
{
	struct str one;

	while (names.n && str_cut(&names, ',', &one))
		add_name(c, STR(""), one, "}");
}

/* Variables, and messages that have a name. */
static void
add_set(struct completion *c, const struct complete_source *source)
{
	const struct messages *m = source->messages;
	struct str leg = str_head(c->prefix, str_chr(c->prefix, '.'));
	struct buf before = BUF_INIT(BUF_MAX_LINE);
	const struct pair *p;

	for (size_t i = 0; source->variables && (p = pairs_next(source->variables, &i));)
		add_name(c, STR(""), str_of(p->name), "}");
	for (size_t i = 0; m && i < m->named_n; i++)
		add_name(c, STR(""), str_of(m->named[i].name), ".");
	if (m && leg.n < c->prefix.n) {
		buf_adds(&before, str_head(c->prefix, leg.n + 1));
		add_headers(c, buf_str(&before), messages_named(m, leg));
	}
	buf_clear(&before);
}

/* The columns of a file of rows. */
static void
add_columns(struct completion *c, struct str file)
{
	struct buf path = BUF_INIT(BUF_MAX_LINE);
	struct row row = {0};
	struct err ignored;

	buf_adds(&path, file);
	struct reader *r = reader_new(buf_z(&path));
	int fd = file_open(buf_z(&path), O_RDONLY | O_NONBLOCK, 0);
	ssize_t got = fd < 0 ? -1 : read(fd, reader_room(r, FIRST_ROWS), FIRST_ROWS);
	if (got > 0) {
		reader_filled(r, (size_t)got);
		if (reader_next(r, &row, &ignored) == 1)
			add_headers(c, STR(""), row.msg);
		free(row.msg);
	}
	if (fd >= 0)
		close(fd);
	reader_free(r);
	buf_clear(&path);
}

/* What ${…} has in the line after do: the columns of what the line before it runs for. */
static void
add_rows(struct completion *c, const struct words *before)
{
	struct err ignored;
	const struct cmd *cmd = cmd_find(before->v[0].text, true, &ignored);
	const struct event_facts *facts;
	struct args a;
	struct str one;

	if (!cmd)
		return;
	args_sort(&a, cmd, before);
	struct str file = args_get(&a, "FILE"), events = args_get(&a, "EVENT");
	if (file.n)
		add_columns(c, file);
	while (events.n && str_cut(&events, ',', &one))
		if ((facts = catalog_event(one)))
			add_list(c, str_of(facts->fields));
	if (a.line)
		complete_items(c,
		    &(struct words){.v = before->v + a.line, .n = before->n - a.line}, add_list);
	args_clear(&a);
}

size_t
variable_open(struct str text)
{
	size_t n = text.n;

	while (n > 0 && text.p[n - 1] != '{' && text.p[n - 1] != '}')
		n--;
	return n >= 2 && text.p[n - 1] == '{' && text.p[n - 2] == '$' ? n : 0;
}

void
complete_variable(
    struct completion *c, const struct words *w, const struct complete_source *source)
{
	size_t after_do = complete_after_do(w);

	add_set(c, source);
	if (after_do)
		add_rows(c, &(struct words){.v = w->v, .n = after_do - 1});
	else if (source->messages)
		for (size_t i = 0; i < 2; i++)
			add_headers(c, STR(""), source->messages->last[i]);
}
