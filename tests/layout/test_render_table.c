/* SPDX-License-Identifier: ISC */
/* Tables at every width: what is cut, what is left out, what is never cut. */
#include "../expect.h"
#include "layout/render_table.h"

Suite *suite_render_table(void);

/* Fill a table from text: a row a line, cells between bars; the first line is the titles. */
static void
fill(struct table *t, const char *text, const unsigned *flags)
{
	struct str rest = str_of(text), line, s;
	bool titles = true;

	table_init(t);
	while (str_cut(&rest, '\n', &line)) {
		for (size_t i = 0; str_cut(&line, '|', &s); i++) {
			if (titles)
				table_column(t, s, flags[i]);
			else
				buf_adds(table_cell(t), s);
		}
		titles = false;
	}
}

static void
expect_table(const char *text, const unsigned *flags, size_t columns, const char *want)
{
	struct table_style style = {.columns = columns, .header = true};
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	struct table t;

	fill(&t, text, flags);
	table_print(&t, &style, &out);
	ck_assert_msg(str_eq(buf_str(&out), str_of(want)), "%zu columns: expected\n%scame\n%s",
	    columns, want, buf_z(&out));
	buf_clear(&out);
	table_clear(&t);
}

static const char people[] = "Name|Age|Town\n"
			     "Ann|7|Grimsby\n"
			     "Bartholomew Fitzgerald|101|Ely";
static const unsigned people_flags[] = {0, TABLE_RIGHT, 0};

START_TEST(aligns)
{
	expect_table(people, people_flags, 0,
	    "Name                    Age  Town\n"
	    "Ann                       7  Grimsby\n"
	    "Bartholomew Fitzgerald  101  Ely\n");
}
END_TEST

START_TEST(cuts_the_widest_first)
{
	expect_table(people, people_flags, 36,
	    "Name                    Age  Town\n"
	    "Ann                       7  Grimsby\n"
	    "Bartholomew Fitzgerald  101  Ely\n");
	expect_table(people, people_flags, 35,
	    "Name                   Age  Town\n"
	    "Ann                      7  Grimsby\n"
	    "Bartholome…Fitzgerald  101  Ely\n");
	expect_table(people, people_flags, 28,
	    "Name            Age  Town\n"
	    "Ann               7  Grimsby\n"
	    "Bartho…zgerald  101  Ely\n");
}
END_TEST

START_TEST(leaves_out_what_has_no_room)
{
	expect_table(people, people_flags, 21,
	    "Name            Age …\n"
	    "Ann               7\n"
	    "Bartho…zgerald  101\n");
}
END_TEST

START_TEST(cuts_titles_before_values)
{
	static const unsigned flags[] = {0, 0};
	static const char text[] = "A very long title|Value\n1|something of length";

	expect_table(text, flags, 0,
	    "A very long title  Value\n"
	    "1                  something of length\n");
	expect_table(text, flags, 31,
	    "A very lo…  Value\n"
	    "1           something of length\n");
}
END_TEST

START_TEST(keeps_whole_columns)
{
	static const unsigned flags[] = {TABLE_WHOLE, 0};
	static const char text[] = "Channel|Application\nLocal/answer@a;1|AppDial2(Outgoing)";

	expect_table(text, flags, 32,
	    "Channel           Application\n"
	    "Local/answer@a;1  AppDial2(Outg…\n");
	expect_table(text, flags, 31,
	    "Channel           Application\n"
	    "Local/answer@a;1  AppDial2(Out…\n");
}
END_TEST

START_TEST(hides_empty_optional_columns)
{
	static const unsigned flags[] = {TABLE_OPTIONAL, TABLE_OPTIONAL, 0};

	expect_table("A|B|C\n1||\n2||", flags, 0, "A  C\n1\n2\n");
}
END_TEST

START_TEST(knows_numbers)
{
	static const unsigned flags[] = {TABLE_AUTO, TABLE_AUTO, TABLE_AUTO};

	expect_table("A|Text|Empty\n1|1|\n-22.5|x22|\n|3|", flags, 0,
	    "    A  Text  Empty\n"
	    "    1  1\n"
	    "-22.5  x22\n"
	    "       3\n");
}
END_TEST

START_TEST(counts_wide_characters_as_the_terminal_does)
{
	static const unsigned flags[] = {0, 0};

	expect_table("名|B\n東京都庁前駅|x\né|y", flags, 0,
	    "名            B\n"
	    "東京都庁前駅  x\n"
	    "é             y\n");
	expect_table("名|B\n東京都庁前駅|x\né|y", flags, 12,
	    "名         B\n"
	    "東京…前駅  x\n"
	    "é          y\n");
}
END_TEST

/* Rows that differ look different: another cut is tried, and what differs is told below the row. */
START_TEST(tells_rows_apart)
{
	static const unsigned flags[] = {0, TABLE_RIGHT, 0};

	expect_table("Name|N|Text\nSOFTPHONE-floor-1-desk-01-blue|1|x\n"
		     "SOFTPHONE-floor-1-desk-11-blue|1|x",
	    flags, 20,
	    "Name         N  Text\n"
	    "SOF…01-blue  1  x\n"
	    "SOF…11-blue  1  x\n");
	expect_table("Name|N|Text\nthe first 1 and the last|1|x\nthe first 2 and the last|1|x\n"
		     "other|1|x",
	    flags, 14,
	    "Name       N …\n"
	    "…1 a…last  1\n"
	    "…2 a…last  1\n"
	    "other      1\n");
	expect_table("Name|N|Text\none 1 and then 1 and the last|1|x\n"
		     "one 1 and then 2 and the last|1|x\none 1 and then 2 and the last|1|x\n"
		     "one 2 and then 1 and the last|1|x\nother|1|x",
	    flags, 14,
	    "Name       N …\n"
	    "…1 a…last  1\n"
	    "  Name: one 1 \n"
	    "  and then 1 a\n"
	    "  nd the last\n"
	    "…1 a…last  1\n"
	    "  Name: one 1 \n"
	    "  and then 2 a\n"
	    "  nd the last\n"
	    "…1 a…last  1\n"
	    "  Name: one 1 \n"
	    "  and then 2 a\n"
	    "  nd the last\n"
	    "…2 a…last  1\n"
	    "other      1\n");
	expect_table("Name|N|Text\na name|1|one\na name|1|two\nb|1|one", flags, 11,
	    "Name    N …\n"
	    "a name  1\n"
	    "  Text: one\n"
	    "a name  1\n"
	    "  Text: two\n"
	    "b       1\n");
}
END_TEST

/* What says how it is stays, and where it has no room it comes below its row. */
START_TEST(keeps_key_words_whole)
{
	static const unsigned flags[] = {0, 0, TABLE_KEY, TABLE_RIGHT};
	static const char text[] = "Name|Address|State|N\n"
				   "a name of some length|10.0.0.1|not in use|7\n"
				   "b|10.0.0.2||1\n"
				   "c||in conference 500 of the whole company|1";

	expect_table(text, flags, 40,
	    "Name      State …\n"
	    "a n…ngth  not in use\n"
	    "b\n"
	    "c         in conference 500 of the wh…\n"
	    "  State: in conference 500 of the whole \n"
	    "  company\n");
	expect_table(text, flags, 16,
	    "Name …\n"
	    "a name… length\n"
	    "  State: not in \n"
	    "  use\n"
	    "b\n"
	    "c\n"
	    "  State: in conf\n"
	    "  erence 500 of \n"
	    "  the whole comp\n"
	    "  any\n");
}
END_TEST

START_TEST(leaves_out_empty_columns_first)
{
	static const unsigned flags[] = {0, TABLE_RIGHT, 0};

	expect_table("Name|Calls|Address\nalice||192.0.2.1\nbob||192.0.2.2", flags, 20,
	    "Name   Address …\n"
	    "alice  192.0.2.1\n"
	    "bob    192.0.2.2\n");
}
END_TEST

START_TEST(never_is_wider_than_the_terminal)
{
	static const unsigned flags[] = {TABLE_WHOLE, 0, TABLE_RIGHT, TABLE_AUTO, TABLE_OPTIONAL};
	static const char text[] = "Alpha|Beta is long|Gamma|Delta|Epsilon\n"
				   "aaaaaaaaaaaaaaaaaaaaaa|bbbbb|1|333333333333333|eeee\n"
				   "a|b|22222222222222222|3|東京都庁前駅東京都庁前駅\n";
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	struct table t;

	fill(&t, text, flags);
	for (size_t columns = 1; columns < 120; columns++) {
		struct table_style style = {.columns = columns, .header = true};
		buf_reset(&out);
		table_print(&t, &style, &out);
		struct str rest = buf_str(&out), line;
		while (str_cut(&rest, '\n', &line))
			ck_assert_msg(text_width(line) <= columns, "%zu columns: \"%.*s\"", columns,
			    STR_ARG(line));
	}
	buf_clear(&out);
	table_clear(&t);
}
END_TEST

START_TEST(prints_records)
{
	struct table_style style = {.header = true};
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	struct table t;

	fill(&t, people, people_flags);
	table_print_records(&t, &style, &out);
	EXPECT_STR(buf_str(&out),
	    STR("Name  Ann\nAge   7\nTown  Grimsby\n"
		"\n"
		"Name  Bartholomew Fitzgerald\nAge   101\nTown  Ely\n"));
	buf_clear(&out);
	table_clear(&t);
}
END_TEST

START_TEST(makes_titles_printable)
{
	static const unsigned flags[] = {0};

	expect_table("A\x1b[31m\nx", flags, 0, "A\\x1b[31m\nx\n");
}
END_TEST

START_TEST(goes_without_a_header)
{
	struct table_style style = {.header = false};
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	struct table t;

	fill(&t, people, people_flags);
	ck_assert_uint_eq(table_rows(&t), 2);
	table_print(&t, &style, &out);
	ck_assert(str_starts(buf_str(&out), STR("Ann ")));
	buf_clear(&out);
	table_clear(&t);
}
END_TEST

Suite *
suite_render_table(void)
{
	Suite *suite = suite_create("render_table");
	TCase *tests = tcase_create("render_table");

	tcase_add_test(tests, aligns);
	tcase_add_test(tests, cuts_the_widest_first);
	tcase_add_test(tests, leaves_out_what_has_no_room);
	tcase_add_test(tests, cuts_titles_before_values);
	tcase_add_test(tests, keeps_whole_columns);
	tcase_add_test(tests, hides_empty_optional_columns);
	tcase_add_test(tests, knows_numbers);
	tcase_add_test(tests, counts_wide_characters_as_the_terminal_does);
	tcase_add_test(tests, keeps_key_words_whole);
	tcase_add_test(tests, leaves_out_empty_columns_first);
	tcase_add_test(tests, never_is_wider_than_the_terminal);
	tcase_add_test(tests, tells_rows_apart);
	tcase_add_test(tests, prints_records);
	tcase_add_test(tests, makes_titles_printable);
	tcase_add_test(tests, goes_without_a_header);
	suite_add_tcase(suite, tests);
	return suite;
}
