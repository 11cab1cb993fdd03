/* SPDX-License-Identifier: ISC */
/* The rows of all commands, finding one, and what is printed from them. */
#include "lang/cmd.h"

#include <check.h>
#include <ctype.h>

#include "../expect.h"
#include "ami/catalog.h"
#include "base/text.h"
#include "cmd/rows.h"
#include "complete/manual.h"
#include "conf/options.h"
#include "lang/split.h"

Suite *suite_cmd(void);

START_TEST(rows_are_sorted_and_unique)
{
	struct err err;

	for (size_t i = 1; i < cmd_table_n; i++)
		ck_assert_msg(strcmp(cmd_table[i - 1]->name, cmd_table[i]->name) < 0, "%s, %s",
		    cmd_table[i - 1]->name, cmd_table[i]->name);
	for (size_t i = 0; i < cmd_table_n; i++) {
		struct str rest = str_of(cmd_table[i]->aliases), one;
		struct str second = str_of(cmd_table[i]->name), name;
		str_cut(&second, ' ', &name);
		const struct cmd *found = second.n ? cmd_second(NULL, name, second)
		                                   : cmd_find(name, false, &err);
		ck_assert_ptr_eq(found, cmd_table[i]);
		while (cmd_table[i]->aliases && str_cut(&rest, '|', &one))
			ck_assert_msg(cmd_find(one, false, &err) == cmd_table[i],
			    "%.*s is not %s alone", STR_ARG(one), cmd_table[i]->name);
	}
}
END_TEST

START_TEST(rows_are_complete)
{
	for (size_t i = 0; i < cmd_table_n; i++) {
		const struct cmd *c = cmd_table[i];
		size_t n = strlen(c->summary), help = strlen(c->help);
		ck_assert_msg(n > 0 && n < 70 && c->summary[n - 1] != '.' && islower(c->summary[0]),
		    "%s: summary", c->name);
		ck_assert_msg(help > 0 && c->help[help - 1] == '.', "%s: help", c->name);
		ck_assert_msg(c->examples && c->examples->line, "%s: examples", c->name);
		for (const struct example *e = c->examples; e->line; e++) {
			size_t what = strlen(e->what);
			ck_assert_msg(isupper(e->what[0]) && e->what[what - 1] == '.', "%s: %s",
			    c->name, e->what);
		}
		ck_assert_msg(c->run != NULL && c->args != NULL, "%s: run, args", c->name);
		ck_assert_msg(c->group <= GROUP_SHELL, "%s: group", c->name);
		ck_assert_msg(!c->action || catalog_action(str_of(c->action)), "%s: action %s",
		    c->name, c->action);
	}
}
END_TEST

/* Rows with the parameters of their action have its name, and no other arguments. */
START_TEST(parameters_are_the_actions)
{
	for (size_t i = 0; i < cmd_table_n; i++) {
		const struct cmd *c = cmd_table[i];
		bool theirs = (c->flags & CMD_PARAMETERS) != 0;
		ck_assert_msg(theirs == (c->run == cmd_run_parameters), "%s: run", c->name);
		if (!theirs)
			continue;
		ck_assert_msg(c->action && str_ieq(str_of(c->name), str_of(c->action)),
		    "%s: action %s", c->name, c->action);
		ck_assert_msg(!c->args->name && !(c->flags & CMD_HEADERS), "%s: args", c->name);
	}
}
END_TEST

/* The command that an example begins with, by name or alias, is the row's. */
START_TEST(examples_are_of_their_command)
{
	for (size_t i = 0; i < cmd_table_n; i++) {
		for (const struct example *e = cmd_table[i]->examples; e->line; e++) {
			struct err err = {0};
			struct words words;
			split_partly(&words, str_of(e->line));
			struct str second = words.n > 1 ? words.v[1].text : STR("");
			const struct cmd *c = cmd_find(words.v[0].text, false, &err);
			ck_assert_msg(cmd_second(c, words.v[0].text, second) == cmd_table[i], "%s",
			    e->line);
			words_clear(&words);
		}
	}
}
END_TEST

/* No required argument after an optional one, and nothing after one that takes all. */
START_TEST(arguments_make_sense)
{
	for (size_t i = 0; i < cmd_table_n; i++) {
		const struct cmd *c = cmd_table[i];
		bool optional = false, last = false;
		for (const struct arg_spec *a = c->args; a->name; a++) {
			bool chooses = a->type == ARG_CHOICE || a->type == ARG_SWITCH;
			ck_assert_msg(chooses == (a->choices != NULL),
			    "%s: choices of %s", c->name, a->name);
			ck_assert_msg(a->type != ARG_FLAG || a->option, "%s: %s", c->name, a->name);
			if (a->option) {
				ck_assert_msg(a->option[0] == '-' && a->optional, "%s: %s", c->name,
				    a->option);
				continue;
			}
			ck_assert_msg(!last, "%s: %s can never be filled", c->name, a->name);
			ck_assert_msg(a->optional || !optional, "%s: %s is required after an optional",
			    c->name, a->name);
			if (c->run == cmd_run_action)
				ck_assert_msg(a->header || a->type == ARG_DEST, "%s: header of %s",
				    c->name, a->name);
			optional |= a->optional;
			last |= a->repeated || a->type == ARG_REST;
		}
	}
}
END_TEST

START_TEST(finds_rows)
{
	struct err err = {0};

	ck_assert_ptr_eq(cmd_find(STR("HangUp"), false, &err), &cmd_hangup);
	ck_assert_ptr_eq(cmd_find(STR("cli"), false, &err), &cmd_command);
	ck_assert_ptr_eq(cmd_find(STR("exit"), true, &err), &cmd_quit);
	ck_assert_ptr_null(cmd_find(STR("chan"), false, &err));
	ck_assert_ptr_eq(cmd_find(STR("chan"), true, &err), &cmd_channels);
	ck_assert_ptr_null(cmd_find(STR(""), true, &err));
	ck_assert_ptr_null(cmd_find(STR("nothing"), true, &err));
	ck_assert_int_eq(err.kind, ERR_NONE);
	/* A dangerous command is never abbreviated. */
	ck_assert_ptr_null(cmd_find(STR("hang"), true, &err));
	ck_assert_int_eq(err.kind, ERR_NONE);
	ck_assert_ptr_null(cmd_find(STR("se"), true, &err));
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(err.text, "ambiguous command: se, could be: set, setvar");
}
END_TEST

START_TEST(prints_usage)
{
	static const struct {
		const struct cmd *cmd;
		const char *usage;
	} all[] = {
	    {&cmd_hangup, "hangup CHANNEL [CAUSE]"},
	    {&cmd_tail, "tail [-n N] [-t SECONDS] [--state] [EVENT] [TERM…]"},
	    {&cmd_db, "db get|put|del|deltree|tree [FAMILY] [KEY] [VALUE]"},
	    {&cmd_command, "command LINE"},
	    {&cmd_originate, "originate [--no-wait] [--until-end] CHANNEL DEST [Header=value…]"},
	    {&cmd_quit, "quit"},
	    {&cmd_queuepause, "queuepause Interface Paused [Queue] [Reason] [Header=value…]"},
	};
	struct buf usage = BUF_INIT(BUF_MAX_LINE);

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		buf_reset(&usage);
		cmd_usage(&usage, all[i].cmd);
		EXPECT_STR(buf_str(&usage), str_of(all[i].usage));
	}
	buf_clear(&usage);
}
END_TEST

START_TEST(lists_every_command)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT), line = BUF_INIT(BUF_MAX_LINE);

	manual_commands(&out);
	for (size_t i = 0; i < cmd_table_n; i++) {
		buf_reset(&line);
		buf_addf(&line, "\n  %-14s %s\n", cmd_table[i]->name, cmd_table[i]->summary);
		ck_assert_msg(str_find(buf_str(&out), buf_str(&line)) < out.n, "%s", buf_z(&line));
	}
	buf_clear(&out);
	buf_clear(&line);
}
END_TEST

START_TEST(explains_every_command)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	for (size_t i = 0; i < cmd_table_n; i++) {
		buf_reset(&out);
		manual_command(&out, cmd_table[i], 72);
		struct str rest = buf_str(&out), line;
		bool first = true;
		for (; str_cut(&rest, '\n', &line); first = false) {
			bool copied = str_starts(line, STR("    ")) && !str_starts(line, STR("     "));
			ck_assert_msg(first || copied || text_width(line) <= 72, "%s: %.*s",
			    cmd_table[i]->name, STR_ARG(line));
		}
		ck_assert(str_starts(buf_str(&out), str_of(cmd_table[i]->name)));
	}
	buf_reset(&out);
	manual_command(&out, &cmd_command, 80);
	ck_assert(str_ends(buf_str(&out), STR("\n  Also called cli\n")));
	buf_clear(&out);
}
END_TEST

START_TEST(prints_man_sections)
{
	static const char *const sections[] = {"options", "commands", "examples", "environment", "status"};
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	for (size_t i = 0; i < sizeof(sections) / sizeof(sections[0]); i++) {
		buf_reset(&out);
		ck_assert(manual_mdoc(&out, str_of(sections[i])));
		struct str rest = buf_str(&out), line;
		while (str_cut(&rest, '\n', &line))
			for (size_t k = 0; k < line.n; k++)
				ck_assert_msg((unsigned char)line.p[k] >= 32 && (line.p[k] & 0x80) == 0,
				    "%s: %s", sections[i], expect_shown(line));
		ck_assert(out.n && out.p[out.n - 1] == '\n');
	}
	ck_assert(!manual_mdoc(&out, STR("nothing")));
	buf_clear(&out);
}
END_TEST

Suite *
suite_cmd(void)
{
	Suite *suite = suite_create("cmd");
	TCase *t = tcase_create("cmd");

	tcase_add_test(t, rows_are_sorted_and_unique);
	tcase_add_test(t, rows_are_complete);
	tcase_add_test(t, parameters_are_the_actions);
	tcase_add_test(t, examples_are_of_their_command);
	tcase_add_test(t, arguments_make_sense);
	tcase_add_test(t, finds_rows);
	tcase_add_test(t, prints_usage);
	tcase_add_test(t, lists_every_command);
	tcase_add_test(t, explains_every_command);
	tcase_add_test(t, prints_man_sections);
	suite_add_tcase(suite, t);
	return suite;
}
