/* SPDX-License-Identifier: ISC */
/* Help texts and man page sections, each made in one pass over the tables. */
#include "complete/manual.h"

#include "ami/catalog.h"
#include "ami/docs.h"
#include "base/buf.h"
#include "base/choices.h"
#include "base/pairs.h"
#include "base/text.h"
#include "conf/options.h"
#include "lang/cmd.h"

#define OVERVIEW_INDENT 9 /* after the headings */

void
manual_commands(struct buf *out)
{
	for (enum cmd_group group = GROUP_ACTIONS; group <= GROUP_SHELL; group++) {
		buf_addf(out, "%s%s\n", group == GROUP_ACTIONS ? "" : "\n", cmd_group_name(group));
		for (size_t i = 0; i < cmd_table_n; i++)
			if (cmd_table[i]->group == group)
				buf_addf(
				    out, "  %-14s %s\n", cmd_table[i]->name, cmd_table[i]->summary);
	}
	buf_addz(out, "\nEvery action of the server is a command too: QueueAdd support PJSIP/bob\n"
	              "help COMMAND, help ACTION and help event NAME say more.\n");
}

/* Append a heading and the words after it, filled to columns. */
static void
add_names(struct buf *out, const char *heading, struct str names, size_t columns)
{
	size_t start = out->n;

	text_fill(out, names, 0, OVERVIEW_INDENT, columns);
	memcpy(out->p + start, heading, strlen(heading));
}

void
manual_overview(struct buf *out, const struct pairs *aliases, size_t columns)
{
	struct buf names = BUF_INIT(BUF_MAX_TEXT);

	for (enum cmd_group group = GROUP_ACTIONS; group <= GROUP_SHELL; group++) {
		buf_reset(&names);
		for (size_t i = 0; i < cmd_table_n; i++)
			if (cmd_table[i]->group == group)
				buf_addf(&names, "%s%s", names.n ? " " : "", cmd_table[i]->name);
		add_names(out, cmd_group_name(group), buf_str(&names), columns);
	}
	buf_reset(&names);
	const struct pair *alias;
	for (size_t i = 0; (alias = pairs_next(aliases, &i));) {
		buf_addz(&names, names.n ? " " : "");
		text_escape(&names, str_of(alias->name));
	}
	if (names.n)
		add_names(out, "Aliases", buf_str(&names), columns);
	buf_clear(&names);
	text_fill(out, STR("Every action of the server is a command too. Press Tab after the "
	    "first letters, or ? after a word; help lists the commands, help COMMAND or help "
	    "ACTION explains one."), 0, 0, columns);
}

void
manual_usage(struct buf *out, const struct cmd *cmd, size_t columns)
{
	struct buf usage = BUF_INIT(BUF_MAX_LINE);

	cmd_usage(&usage, cmd);
	text_fill(out, buf_str(&usage), 0, 0, columns);
	text_fill(out, str_of(cmd->summary), 0, 2, columns);
	buf_clear(&usage);
}

/* Print an action and its parameters, those that may be missing in brackets. */
static void
action_usage(
    struct buf *out, struct str name, const struct parameter *p, size_t n, size_t columns)
{
	struct buf usage = BUF_INIT(BUF_MAX_LINE);

	text_escape(&usage, name);
	for (size_t i = 0; i < n; i++) {
		buf_addz(&usage, p[i].required ? " " : " [");
		text_escape(&usage, str_of(p[i].name));
		buf_addz(&usage, p[i].repeated ? "…" : "");
		buf_addz(&usage, p[i].required ? "" : "]");
	}
	text_fill(out, buf_str(&usage), 0, 0, columns);
	buf_clear(&usage);
}

bool
manual_action(struct buf *out, struct str name, const struct docs *docs, size_t columns)
{
	const struct action_facts *facts = catalog_action(name);
	size_t n;
	const struct parameter *parameters = docs_parameters(docs, facts, &n);

	if (docs || facts)
		action_usage(out, facts ? str_of(facts->name) : name, parameters, n, columns);
	return docs || facts;
}

static void
add_examples(struct buf *out, const struct example *e, size_t columns)
{
	buf_addz(out, e[1].line ? "\n  Examples:\n" : "\n  Example:\n");
	for (; e->line; e++) {
		buf_addf(out, "    %s\n", e->line);
		text_fill(out, str_of(e->what), 0, 6, columns);
	}
}

void
manual_command(struct buf *out, const struct cmd *cmd, size_t columns)
{
	manual_usage(out, cmd, columns);
	buf_addc(out, '\n');
	text_fill(out, str_of(cmd->help), 0, 2, columns);
	add_examples(out, cmd->examples, columns);
	if (cmd->aliases) {
		struct str one;
		buf_addz(out, "\n  Also called");
		for (size_t i = 0; choices_at(cmd->aliases, i, &one); i++)
			buf_addf(out, " %.*s", STR_ARG(one));
		buf_addc(out, '\n');
	}
}

/* Append text so that mdoc reads it as text: no macro, no escape, no argument quote. */
static void
mdoc_text(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		if (c == '\\')
			buf_addz(out, "\\e");
		else if (c == '"')
			buf_addz(out, "\\(dq");
		else if (c == '-')
			buf_addz(out, "\\-");
		else if (str_starts(str_from_at(text, i), STR("…"))) {
			buf_addz(out, "...");
			i += strlen("…") - 1;
		} else
			buf_addc(out, c);
	}
}

/* A line of text: it may not begin with a control character of roff. */
static void
mdoc_line(struct buf *out, struct str text)
{
	if (text.n && (text.p[0] == '.' || text.p[0] == '\''))
		buf_addz(out, "\\&");
	mdoc_text(out, text);
	buf_addc(out, '\n');
}

/* Sentences, each on a line of its own, as mdoc requires. */
static void
mdoc_sentences(struct buf *out, struct str text)
{
	while (text.n) {
		size_t n = str_find(text, STR(". "));
		mdoc_line(out, str_head(text, n + 1));
		text = str_from_at(text, n + 2);
	}
}

static void
mdoc_options(struct buf *out)
{
	const struct option_row *o;

	buf_addz(out, ".Bl -tag -width Ds\n");
	for (size_t i = 0; (o = options_row(i)); i++) {
		buf_addz(out, ".It");
		if (o->letter)
			buf_addf(out, " Fl %c", o->letter);
		if (o->other_letter)
			buf_addf(out, " , Fl %c", o->other_letter);
		if (o->name) {
			buf_addf(out, "%s Fl \\-", o->letter ? " ," : "");
			mdoc_text(out, str_of(o->name));
		}
		if (o->argument) {
			buf_addz(out, o->optional ? " Ns Op = Ns Ar " : " Ar ");
			mdoc_text(out, str_of(o->argument));
		}
		buf_addc(out, '\n');
		mdoc_line(out, str_of(o->summary));
	}
	buf_addz(out, ".El\n");
}

static void
mdoc_usage(struct buf *out, const struct cmd *cmd)
{
	struct buf usage = BUF_INIT(BUF_MAX_LINE);

	cmd_usage(&usage, cmd);
	buf_addz(out, ".It Ic ");
	mdoc_text(out, buf_str(&usage));
	buf_addc(out, '\n');
	buf_clear(&usage);
}

static void
mdoc_commands(struct buf *out)
{
	for (enum cmd_group group = GROUP_ACTIONS; group <= GROUP_SHELL; group++) {
		buf_addf(out, ".Ss %s\n.Bl -tag -width Ds\n", cmd_group_name(group));
		for (size_t i = 0; i < cmd_table_n; i++) {
			if (cmd_table[i]->group != group)
				continue;
			mdoc_usage(out, cmd_table[i]);
			mdoc_sentences(out, str_of(cmd_table[i]->help));
		}
		buf_addz(out, ".El\n");
	}
}

/* The escape of a character that some renderer prints as another, one that no shell knows. */
static const char *
copied_as(char c)
{
	switch (c) {
	case '\'':
		return "\\(aq";
	case '`':
		return "\\(ga";
	case '^':
		return "\\(ha";
	case '~':
		return "\\(ti";
	default:
		return NULL;
	}
}

/* Append a line of a shell to that of a macro, so that it can be copied from the page: no word of
 * it is a macro or a delimiter. */
static void
mdoc_literal(struct buf *out, struct str line)
{
	for (size_t i = 0; i < line.n; i++) {
		const char *escape = copied_as(line.p[i]);
		if (i == 0 || line.p[i - 1] == ' ')
			buf_addz(out, "\\&");
		if (escape)
			buf_addz(out, escape);
		else
			mdoc_text(out, str_from(line.p + i, 1));
	}
}

/* One tag for each example: the line, and below it what it does. */
static void
mdoc_examples(struct buf *out)
{
	buf_addz(out, ".Bl -tag -width Ds\n");
	for (size_t i = 0; i < cmd_table_n; i++) {
		for (const struct example *e = cmd_table[i]->examples; e->line; e++) {
			buf_addz(out, ".It Li ");
			mdoc_literal(out, str_of(e->line));
			buf_addc(out, '\n');
			mdoc_sentences(out, str_of(e->what));
		}
	}
	buf_addz(out, ".El\n");
}

static void
mdoc_environment(struct buf *out)
{
	const char *name, *summary;

	buf_addz(out, ".Bl -tag -width Ds\n");
	for (size_t i = 0; options_variable(i, &name, &summary); i++) {
		buf_addf(out, ".It Ev %s\n", name);
		mdoc_sentences(out, str_of(summary));
	}
	buf_addz(out, ".El\n");
}

static void
mdoc_status(struct buf *out)
{
	buf_addz(out, ".Bl -tag -width Ds -compact\n");
	for (enum err_kind kind = ERR_NONE; kind <= ERR_INTERRUPTED; kind++) {
		buf_addf(out, ".It %d\n", err_exit_status(kind));
		mdoc_line(out, str_of(err_meaning(kind)));
	}
	buf_addz(out, ".El\n");
}

/* The settings of amsh.conf, except those for secrets, which the prose describes. */
static void
mdoc_settings(struct buf *out)
{
	const char *last = NULL, *key;
	const struct option_row *row;

	for (size_t i = 0; (key = options_key(i, &row)); i++) {
		if (!row->summary)
			continue;
		if (last)
			buf_addf(out, ".Li %s ,\n", last);
		last = key;
	}
	buf_addf(out, "and\n.Li %s .\n", last);
}

bool
manual_mdoc(struct buf *out, struct str section)
{
	static const struct {
		const char *name;
		void (*print)(struct buf *out);
	} sections[] = {
	    {"options", mdoc_options},
	    {"commands", mdoc_commands},
	    {"examples", mdoc_examples},
	    {"environment", mdoc_environment},
	    {"settings", mdoc_settings},
	    {"status", mdoc_status},
	};

	for (size_t i = 0; i < sizeof(sections) / sizeof(sections[0]); i++) {
		if (str_eq(str_of(sections[i].name), section)) {
			sections[i].print(out);
			return true;
		}
	}
	return false;
}
