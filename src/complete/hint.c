/* SPDX-License-Identifier: ISC */
/* Walks the arguments that a line still lacks, as their usage shows them. */
#include "complete/hint.h"

#include "ami/catalog.h"
#include "base/text.h"
#include "client/fleet_member.h"
#include "complete/complete_impl.h"
#include "lang/args.h"
#include "lang/positional.h"
#include "lang/redirect.h"

static void hint_of_words(
    struct buf *out, const struct words *w, enum share share, const struct complete_source *source);

/* Has the line this argument? */
static bool
was_given(const struct args *a, const struct arg_spec *spec)
{
	bool given = false;

	for (size_t i = 0; i < a->n; i++)
		given |= &a->cmd->args[a->v[i].spec] == spec;
	return given;
}

/* Append the arguments that are lacking: from the next one on, and options. */
static void
add_arguments(struct buf *out, const struct args *a, enum share share)
{
	const struct arg_spec *next = args_turn(a);

	if (a->open || share == SHARE_NEXT) {
		if (next)
			buf_addz(out, next->choices ? next->choices : next->name);
		return;
	}
	for (const struct arg_spec *s = a->cmd->args; s->name; s++) {
		bool lacks = s->option ? !was_given(a, s) : next && s >= next;
		if (lacks && !(share == SHARE_REQUIRED && s->optional))
			cmd_usage_argument(out, s);
	}
	if (share == SHARE_ALL || a->cmd->flags & CMD_DO)
		cmd_usage_end(out, a->cmd);
}

/* The same for an action's parameters. */
static void
add_parameters(struct buf *out, struct str action, const struct words *w, enum share share,
    const struct complete_source *source)
{
	const struct docs *docs = source_docs(source, action);
	const struct action_facts *facts = catalog_action(action);
	struct positional f;
	struct header h;

	positional_begin(&f, docs, facts, w, 1, w->n - 1);
	for (size_t i = 1; i + 1 < w->n; i++)
		positional_word(&f, &w->v[i], &h);
	const struct parameter *next = positional_next(&f);
	for (size_t i = 0; i < f.n; i++) {
		const struct parameter *p = &f.v[i];
		bool told = p == next || (share == SHARE_ALL && p->required);
		told |= share == SHARE_REQUIRED && p->required;
		if (told && positional_open(&f, i) && !(share == SHARE_NEXT && p != next))
			buf_addf(out, p->required ? " %s" : " [%s]", p->name);
	}
	if (share == SHARE_ALL && (docs || facts))
		buf_addz(out, " [Header=value…]");
	positional_clear(&f);
}

/* Where a line begins that is a part of this one: after its first word or do, or as the row's
 * argument; 0: nowhere. */
static size_t
inner_line(const struct args *a, const struct words *w)
{
	if ((a->cmd->flags & CMD_LINE) && w->n > 2)
		return 2;
	size_t after_do = a->cmd->flags & CMD_DO ? complete_after_do(w) : 0;
	return after_do ? after_do : a->line;
}

static void
hint_of_command(struct buf *out, const struct cmd *cmd, const struct words *w, enum share share,
    const struct complete_source *source)
{
	const struct words before = {.v = w->v, .n = w->n - 1};
	struct args a;

	if (cmd->flags & CMD_PARAMETERS) {
		add_parameters(out, str_of(cmd->action), w, share, source);
		return;
	}
	if (cmd_takes(cmd, ARG_QUERY)) {
		hint_of_ari(out, w, share, source);
		return;
	}
	args_sort(&a, cmd, &before);
	size_t inner = inner_line(&a, w);
	if (inner)
		hint_of_words(out, &(struct words){.v = w->v + inner, .n = w->n - inner}, share,
		    source);
	else
		add_arguments(out, &a, share);
	args_clear(&a);
}

/* Is one of the words an operator, after which other rules hold? */
static bool
has_operator(const struct words *w)
{
	for (size_t i = 1; i < w->n; i++)
		if (word_is_operator(&w->v[i], "where") ||
		    redirect_kind_of(&w->v[i]) != REDIRECT_NONE)
			return true;
	return false;
}

static void
hint_of_words(
    struct buf *out, const struct words *w, enum share share, const struct complete_source *source)
{
	struct str name = w->v[0].text, line;

	if (w->n < 2 || has_operator(w) ||
	    (source->aliases && pairs_find(source->aliases, name, &line)))
		return;
	const struct cmd *cmd = complete_command(name, source);
	if (w->n > 2)
		cmd = cmd_second(cmd, name, w->v[1].text);
	if (cmd)
		hint_of_command(out, cmd, w, share, source);
	else
		add_parameters(out, name, w, share, source);
}

void
complete_hint(
    struct buf *out, struct str line, size_t columns, const struct complete_source *source)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE), shown = BUF_INIT(BUF_MAX_LINE);
	struct words w;

	if (source->members)
		line = member_after_names(line);
	split_typed(&w, line);
	for (enum share s = SHARE_ALL; !w.comment && s < SHARES; s++) {
		buf_reset(&text);
		buf_reset(&shown);
		hint_of_words(&text, &w, s, source);
		text_escape(&shown, str_trim(buf_str(&text)));
		if (!shown.n || text_width(buf_str(&shown)) > columns)
			continue;
		buf_adds(out, buf_str(&shown));
		break;
	}
	words_clear(&w);
	buf_clear(&text);
	buf_clear(&shown);
}
