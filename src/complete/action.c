/* SPDX-License-Identifier: ISC */
/* What can follow an action's name: headers, and values for the next parameters. */
#include "complete/complete_impl.h"

#include "ami/catalog.h"
#include "complete/values.h"
#include "lang/args.h"
#include "lang/positional.h"

/* An action whose last word is completed; words[from..] are those after its name. */
struct call {
	struct str action;
	const struct words *words;
	size_t from;
	const struct complete_source *source;
};

static void
begin_positional(struct positional *f, const struct call *call)
{
	positional_begin(f, source_docs(call->source, call->action), catalog_action(call->action),
	    call->words, call->from, call->words->n - 1);
}

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

/* The value that words[from..] before the last give a header. */
static struct str
given(const struct call *call, const char *name)
{
	const struct words *w = call->words;
	struct positional f;
	struct header h;
	struct str value = STR("");

	begin_positional(&f, call);
	for (size_t i = call->from; name && i + 1 < w->n; i++)
		if (positional_word(&f, &w->v[i], &h) && str_ieq(h.name, str_of(name)))
			value = h.value;
	positional_clear(&f);
	return value;
}

/* The values of a header: its choices, and what the server knows. */
static void
add_values(struct completion *c, const struct positional *f, const struct call *call,
    struct str header)
{
	enum value_kind kind = value_of_header(call->action, header);

	for (size_t i = 0; i < f->n && kind != VALUE_MASK; i++)
		if (str_ieq(str_of(f->v[i].name), header))
			complete_choices(c, f->v[i].choices);
	values_add(c, call->source, kind, given(call, value_depends(kind)));
}

/* The value of the Header= that the last word begins with, if it does. */
static bool
add_header_value(struct completion *c, const struct positional *f, const struct call *call)
{
	struct header h;

	if (f->plain || !args_header(&call->words->v[call->words->n - 1], &h))
		return false;
	completion_after(c, h.name.n + 1);
	add_values(c, f, call, h.name);
	completion_back(c, h.name.n + 1);
	return true;
}

void
complete_action(struct completion *c, struct str action, const struct words *w, size_t from,
    const struct complete_source *source)
{
	const struct call call = {action, w, from, source};
	struct positional f;
	struct header h;

	begin_positional(&f, &call);
	for (size_t i = from; i + 1 < w->n; i++)
		positional_word(&f, &w->v[i], &h);
	if (!add_header_value(c, &f, &call)) {
		const struct parameter *next = positional_next(&f);
		if (next)
			add_values(c, &f, &call, str_of(next->name));
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
	const struct call call = {str_of(cmd->action), w, 1, source};
	struct str of_dest = STR("Exten,Context,Priority,Application,Data"), one;
	struct positional f;

	begin_positional(&f, &call);
	for (size_t i = 0; i < f.n; i++)
		if (f.v[i].required)
			positional_mark(&f, str_of(f.v[i].name));
	for (const struct arg_spec *a = cmd->args; a->name; a++)
		if (a->header)
			positional_mark(&f, str_of(a->header));
	while (str_cut(&of_dest, ',', &one))
		positional_mark(&f, one);
	if (!add_header_value(c, &f, &call))
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
