/* SPDX-License-Identifier: ISC */
/* What can follow an action's name: headers, and values for the next parameters. */
#include "complete/complete_impl.h"

#include "ami/catalog.h"
#include "complete/values.h"
#include "lang/args.h"
#include "lang/positional.h"

/* "Header=" for each parameter that can still be given. */
static void
add_headers(struct completion *c, const struct positional *f)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	for (size_t i = 0; i < f->n; i++) {
		const struct parameter *p = &f->v[i];
		if (!positional_open(f, i))
			continue;
		buf_reset(&text);
		buf_addf(&text, "%s=", p->name);
		completion_add(c, buf_str(&text),
		    p->required ? STR("required") : str_of(p->choices),
		    p->required ? CANDIDATE_REQUIRED : CANDIDATE_OPTIONAL);
	}
	buf_clear(&text);
}

/* The values of a header: its choices, and what the server knows. */
static void
add_values(struct completion *c, const struct positional *f, const struct complete_source *source,
    struct str action, struct str header)
{
	for (size_t i = 0; i < f->n; i++)
		if (str_ieq(str_of(f->v[i].name), header))
			complete_choices(c, f->v[i].choices);
	values_add(c, source, value_of_header(action, header));
}

/* The value of the Header= that the last word begins with, if it does. */
static bool
add_header_value(struct completion *c, const struct positional *f,
    const struct complete_source *source,
    struct str action, const struct word *word)
{
	struct header h;

	if (f->plain || !args_header(word, &h))
		return false;
	completion_after(c, h.name.n + 1);
	add_values(c, f, source, action, h.name);
	completion_whole(c);
	return true;
}

static void
begin_positional(struct positional *f, const struct complete_source *source, struct str action,
    const struct words *w, size_t from)
{
	const struct docs *docs = source->docs ? source->docs(source->arg, action) : NULL;

	positional_begin(f, docs, catalog_action(action), w, from, w->n - 1);
}

void
complete_action(struct completion *c, struct str action, const struct words *w, size_t from,
    const struct complete_source *source)
{
	struct positional f;
	struct header h;

	begin_positional(&f, source, action, w, from);
	for (size_t i = from; i + 1 < w->n; i++)
		positional_word(&f, &w->v[i], &h);
	if (!add_header_value(c, &f, source, action, &w->v[w->n - 1])) {
		const struct parameter *next = positional_next(&f);
		if (next)
			add_values(c, &f, source, action, str_of(next->name));
		if (!f.plain)
			add_headers(c, &f);
	}
	positional_clear(&f);
}

void
complete_row_headers(
    struct completion *c, const struct words *w, const struct complete_source *source)
{
	const struct cmd *cmd = c->cmd;
	struct str action = str_of(cmd->action);
	struct str of_dest = STR("Exten,Context,Priority,Application,Data"), one;
	struct positional f;

	begin_positional(&f, source, action, w, 1);
	for (size_t i = 0; i < f.n; i++)
		if (f.v[i].required)
			positional_mark(&f, str_of(f.v[i].name));
	for (const struct arg_spec *a = cmd->args; a->name; a++)
		if (a->header)
			positional_mark(&f, str_of(a->header));
	while (str_cut(&of_dest, ',', &one))
		positional_mark(&f, one);
	if (!add_header_value(c, &f, source, action, &w->v[w->n - 1]))
		add_headers(c, &f);
	positional_clear(&f);
}

void
complete_console(struct completion *c, const struct words *w, const struct complete_source *source)
{
	struct words before = *w;
	struct buf line = BUF_INIT(BUF_MAX_LINE);

	before.n--;
	args_join(&line, &before, 1);
	if (before.n == 1 || str_chr(c->prefix, ' ') == c->prefix.n)
		values_add_console(c, source, buf_str(&line));
	buf_clear(&line);
}
