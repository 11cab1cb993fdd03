/* SPDX-License-Identifier: ISC */
/* Finds a row by name, and prints its usage. Does not run it; line.c does. */
#include "lang/cmd.h"

#include "ami/catalog.h"
#include "base/buf.h"
#include "base/choices.h"

bool
cmd_takes(const struct cmd *cmd, enum arg_type type)
{
	for (const struct arg_spec *a = cmd ? cmd->args : NULL; a && a->name; a++)
		if (a->type == type)
			return true;
	return false;
}

const char *
cmd_group_name(enum cmd_group group)
{
	static const char *const names[] = {
	    [GROUP_ACTIONS] = "Actions",
	    [GROUP_CALLS] = "Calls",
	    [GROUP_EVENTS] = "Events",
	    [GROUP_SCRIPT] = "Scripts",
	    [GROUP_SHELL] = "Shell",
	};

	return names[group];
}

size_t
cmd_words(const struct cmd *cmd)
{
	return strchr(cmd->name, ' ') ? 2 : 1;
}

static bool
is_called(const struct cmd *cmd, struct str name)
{
	return cmd_words(cmd) == 1 && (str_ieq(str_of(cmd->name), name) ||
	    choices_have(cmd->aliases, name));
}

static int
ambiguous(struct str name, struct err *err)
{
	struct buf could = BUF_INIT(BUF_MAX_LINE);

	for (size_t i = 0; i < cmd_table_n; i++)
		if (cmd_words(cmd_table[i]) == 1 &&
		    str_istarts(str_of(cmd_table[i]->name), name))
			buf_addf(&could, "%s%s", could.n ? ", " : "", cmd_table[i]->name);
	err_set(err, ERR_USAGE, "ambiguous command: %.*s, could be: %s", STR_ARG(name),
	    buf_z(&could));
	buf_clear(&could);
	return -1;
}

const struct cmd *
cmd_find(struct str name, bool abbreviations, struct err *err)
{
	const struct cmd *found = NULL;
	size_t n = 0;

	for (size_t i = 0; i < cmd_table_n; i++)
		if (is_called(cmd_table[i], name))
			return cmd_table[i];
	if (!abbreviations || name.n == 0)
		return NULL;
	for (size_t i = 0; i < cmd_table_n; i++) {
		if (cmd_table[i]->flags & CMD_DANGEROUS || cmd_words(cmd_table[i]) > 1)
			continue;
		if (str_istarts(str_of(cmd_table[i]->name), name)) {
			found = cmd_table[i];
			n++;
		}
	}
	if (n > 1)
		ambiguous(name, err);
	return n == 1 ? found : NULL;
}

/* Is the row called "NAME SECOND"? */
static bool
is_called_both(const struct cmd *cmd, struct str name, struct str second)
{
	struct str rest = str_of(cmd->name), first;

	return cmd_words(cmd) == 2 && str_cut(&rest, ' ', &first) && str_ieq(first, name) &&
	       str_ieq(rest, second);
}

const struct cmd *
cmd_second(const struct cmd *cmd, struct str name, struct str second)
{
	for (size_t i = 0; i < cmd_table_n; i++)
		if (is_called_both(cmd_table[i], name, second))
			return cmd_table[i];
	return cmd;
}

const struct cmd *
cmd_alone(const struct cmd *cmd)
{
	return cmd && cmd->alone ? cmd->alone : cmd;
}

/* The parameters of the action, under the names that Header=value gives them. */
static void
add_parameters(struct buf *out, const struct action_facts *facts)
{
	for (size_t i = 0; i < facts->parameters_n; i++) {
		const struct parameter *p = &facts->parameters[i];
		buf_addf(out, p->required ? " %s%s" : " [%s%s]", p->name, p->repeated ? "…" : "");
	}
}

void
cmd_usage_argument(struct buf *out, const struct arg_spec *a)
{
	buf_addz(out, a->optional ? " [" : " ");
	if (a->option)
		buf_addf(out, a->type == ARG_FLAG ? "%s" : "%s ", a->option);
	if (a->type != ARG_FLAG)
		buf_addz(out, a->choices && !a->option ? a->choices : a->name);
	buf_addz(out, a->repeated ? "…" : "");
	buf_addz(out, a->optional ? "]" : "");
}

void
cmd_usage_end(struct buf *out, const struct cmd *cmd)
{
	if (cmd->flags & (CMD_HEADERS | CMD_PARAMETERS))
		buf_addz(out, " [Header=value…]");
	if (cmd->flags & CMD_DO)
		buf_addz(out, " do LINE");
}

void
cmd_usage(struct buf *out, const struct cmd *cmd)
{
	buf_addz(out, cmd->name);
	if (cmd->flags & CMD_PARAMETERS)
		add_parameters(out, catalog_action(str_of(cmd->action)));
	for (const struct arg_spec *a = cmd->args; a->name; a++)
		cmd_usage_argument(out, a);
	cmd_usage_end(out, cmd);
}
