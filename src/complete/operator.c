/* SPDX-License-Identifier: ISC */
/* Candidates after the operators of a line: where, >, >> and |. */
#include "ami/catalog.h"
#include "complete/ari_values.h"
#include "complete/complete_impl.h"
#include "complete/values.h"
#include "lang/redirect.h"
#include "lang/where.h"

/* Add the headers that the items of an action's list have, as far as they are known. */
static void
add_items_of(struct completion *c, const struct action_facts *action, complete_names_fn *add)
{
	struct str items = str_of(action->items), item;

	add(c, str_of(action->item_headers));
	while (items.n && str_cut(&items, ',', &item)) {
		const struct event_facts *facts = catalog_event(item);
		add(c, str_of(facts ? facts->fields : ""));
	}
}

/* What is known of the action of a line. */
static const struct action_facts *
facts_of(const struct words *w, const struct cmd **cmd)
{
	struct err ignored;
	struct str name = w->v[0].text;

	*cmd = cmd_find(name, false, &ignored);
	return catalog_action(*cmd && (*cmd)->action ? str_of((*cmd)->action) : name);
}

void
complete_items(struct completion *c, const struct words *w, complete_names_fn *add)
{
	const struct cmd *cmd;
	const struct action_facts *facts = facts_of(w, &cmd);

	if (cmd_takes(cmd, ARG_QUERY))
		add(c, w->n > 2 ? ari_members(w->v[2].text) : STR(""));
	else if (cmd && cmd->item_headers)
		add(c, str_of(cmd->item_headers));
	else if (facts)
		add_items_of(c, facts, add);
}

/* Add the headers that the items of a line's list have, or values of one. */
static void
add_terms(struct completion *c, const struct words *w, const struct complete_source *source)
{
	const struct cmd *cmd;
	const struct action_facts *facts = facts_of(w, &cmd);

	if (!complete_term_value(c, str_of(facts ? facts->items : ""), source))
		complete_items(c, w, complete_term_header);
}

bool
complete_operator(
    struct completion *c, const struct words *w, const struct complete_source *source)
{
	struct err ignored;
	const struct words before = {.v = w->v, .n = w->n - 1};

	for (size_t i = before.n; i-- > 1;) {
		enum redirect_kind kind = redirect_kind_of(&w->v[i]);
		if (kind == REDIRECT_FILE || kind == REDIRECT_APPEND)
			complete_files(c);
		if (kind != REDIRECT_NONE)
			return true;
	}
	size_t at = where_find(&before);
	if (at == before.n ||
	    where_use(cmd_find(w->v[0].text, false, &ignored), &before) != WHERE_ITEMS)
		return false;
	add_terms(c, w, source);
	return true;
}
