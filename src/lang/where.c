/* SPDX-License-Identifier: ISC */
/* Finds the word where, and applies its terms. */
#include "lang/where.h"

#include <stdlib.h>

#include "ami/alias.h"
#include "ami/catalog.h"
#include "base/mem.h"
#include "lang/cmd.h"
#include "lang/split.h"

size_t
where_find(const struct words *words)
{
	size_t end = words->held ? words->held - 1 : words->n;

	for (size_t i = 1; i < end; i++) {
		if (word_is_dashes(&words->v[i]))
			break;
		if (word_is_operator(&words->v[i], "where"))
			return i;
	}
	return words->n;
}

static bool
takes(const struct cmd *cmd, enum arg_type type)
{
	for (const struct arg_spec *spec = cmd->args; spec->name; spec++)
		if (spec->type == type)
			return true;
	return false;
}

/* Does the row keep a line to run it later, or run it itself? */
static bool
takes_line(const struct cmd *cmd)
{
	return takes(cmd, ARG_LINE) || (cmd->flags & (CMD_LINE | CMD_DO)) != 0;
}

/* Can the action's answer be a list, as far as we know? */
static bool
may_list(struct str action)
{
	const struct action_facts *facts = catalog_action(action);

	return !facts || facts->completion || facts->shape != SHAPE_PLAIN;
}

enum where_use
where_use(const struct cmd *cmd, const struct words *words)
{
	if (!cmd)
		return may_list(words->v[0].text) ? WHERE_ITEMS : WHERE_NEVER;
	if (takes(cmd, ARG_TERM))
		return WHERE_TERMS;
	if (takes_line(cmd))
		return WHERE_VALUE;
	if (cmd->flags & CMD_LIST)
		return WHERE_ITEMS;
	if (cmd->args[0].name && cmd->args[0].type == ARG_ACTION && words->n > 1)
		return may_list(words->v[1].text) ? WHERE_ITEMS : WHERE_NEVER;
	return cmd->action && may_list(str_of(cmd->action)) ? WHERE_ITEMS : WHERE_NEVER;
}

int
where_read(struct where *w, const struct words *words, size_t at, struct err *err)
{
	struct term_parts parts;

	*w = (struct where){.items = 0};
	for (size_t i = at + 1; i < words->n; i++) {
		if (word_is_operator(&words->v[i], "where"))
			continue; /* an alias has one, and the line another */
		if (!term_split(&parts, words->v[i].text))
			return err_set(err, ERR_USAGE, "not a term after where: %.*s "
			    "(Header=glob, Header!=glob, Header~regex or Header!~regex)",
			    STR_ARG(words->v[i].text));
		if (terms_add(&w->terms, words->v[i].text, err) < 0)
			return -1;
	}
	if (w->terms.n == 0)
		return err_set(err, ERR_USAGE, "no term after where (Header=glob, Header!=glob, "
		    "Header~regex or Header!~regex; quote it if it is a value: 'where')");
	w->seen = mem_array(w->terms.n, sizeof(*w->seen));
	return 0;
}

void
where_clear(struct where *w)
{
	terms_clear(&w->terms);
	free(w->seen);
	free(w->first);
	*w = (struct where){.items = 0};
}

bool
where_keeps(void *arg, const struct msg *item)
{
	struct where *w = arg;
	struct str value;

	if (w->items++ == 0 && item->json)
		w->first = msg_keep(item);
	for (size_t i = 0; i < w->terms.n; i++)
		if (!w->seen[i])
			w->seen[i] =
			    msg_find(item, alias_in(item, terms_header(&w->terms, i)), &value);
	return terms_match(&w->terms, item);
}

bool
where_unseen(const struct where *w, struct buf *names)
{
	bool any = false;

	for (size_t i = 0; i < w->terms.n && w->items; i++) {
		if (w->seen[i])
			continue;
		buf_addz(names, any ? ", " : "");
		buf_adds(names, terms_header(&w->terms, i));
		any = true;
	}
	return any;
}
