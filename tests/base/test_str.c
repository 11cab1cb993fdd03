/* SPDX-License-Identifier: ISC */
/* Views: comparing, cutting and numbers. */
#include <limits.h>

#include "../expect.h"
#include "base/str.h"

Suite *suite_str(void);

static const struct str zeroed;

START_TEST(makes_views)
{
	EXPECT_STR(str_of("abc"), STR("abc"));
	EXPECT_STR(str_of(NULL), STR(""));
	EXPECT_STR(STR("a\0b"), str_from("a\0b", 3));
}
END_TEST

START_TEST(compares)
{
	ck_assert(str_eq(STR("Event"), STR("Event")));
	ck_assert(!str_eq(STR("Event"), STR("event")));
	ck_assert(!str_eq(STR("Event"), STR("Even")));
	ck_assert(str_ieq(STR("ActionID"), STR("ACTIONid")));
	ck_assert(!str_ieq(STR("ActionID"), STR("ActionI")));
	ck_assert(!str_ieq(STR("[a"), STR("{a")));
	ck_assert(!str_ieq(STR("\xc4"), STR("\xe4")));
}
END_TEST

START_TEST(orders_as_strcmp)
{
	static const char *const sorted[] = {"", "a", "A-", "Ab", "aC", "b", "\x7f", "\xe4"};
	const int n = sizeof(sorted) / sizeof(*sorted);

	for (int i = 0; i < n; i++)
		for (int k = 0; k < n; k++) {
			int order = str_icmp(str_of(sorted[i]), str_of(sorted[k]));
			ck_assert_msg((order > 0) - (order < 0) == (i > k) - (i < k),
			    "\"%s\" and \"%s\": came %d", sorted[i], sorted[k], order);
		}
	ck_assert_int_eq(str_icmp(STR("HaNgUp"), STR("hangup")), 0);
}
END_TEST

START_TEST(finds_the_first_of_rows)
{
	static const struct {
		const char *name;
		int value;
	} rows[] = {{"a", 0}, {"B", 1}, {"b", 2}, {"b", 3}, {"d", 4}};
	static const struct {
		const char *name;
		size_t at;
	} wanted[] = {{"", 0}, {"A", 0}, {"aa", 1}, {"b", 1}, {"c", 4}, {"d", 4}, {"e", 5}};

	for (size_t i = 0; i < sizeof(wanted) / sizeof(*wanted); i++)
		ck_assert_uint_eq(str_first_row(str_of(wanted[i].name), rows, 5, sizeof(*rows)),
		    wanted[i].at);
	ck_assert_uint_eq(str_first_row(STR("a"), rows, 0, sizeof(*rows)), 0);
}
END_TEST

START_TEST(knows_heads_and_tails)
{
	ck_assert(str_starts(STR("PJSIP/a"), STR("PJSIP/")));
	ck_assert(!str_starts(STR("PJSIP/a"), STR("pjsip/")));
	ck_assert(!str_starts(STR("PJ"), STR("PJSIP/")));
	ck_assert(str_starts(STR("PJ"), STR("")));
	ck_assert(str_istarts(STR("PJSIP/a"), STR("pjsip/")));
	ck_assert(!str_istarts(STR("pj"), STR("PJSIP")));
	ck_assert(str_ends(STR("QueueStatusComplete"), STR("Complete")));
	ck_assert(!str_ends(STR("QueueStatusComplete"), STR("complete")));
	ck_assert(!str_ends(STR("plete"), STR("Complete")));
	ck_assert(str_ends(STR("plete"), STR("")));
	ck_assert(str_iends(STR("QueueStatusComplete"), STR("complete")));
	ck_assert(!str_iends(STR("plete"), STR("Complete")));
}
END_TEST

START_TEST(cuts_lines)
{
	struct str rest = STR("a\r\n\nb\rc\r"), line;

	ck_assert(str_cut_line(&rest, &line) && str_eq(line, STR("a")));
	ck_assert(str_cut_line(&rest, &line) && line.n == 0);
	ck_assert(str_cut_line(&rest, &line) && str_eq(line, STR("b\rc")));
	ck_assert(!str_cut_line(&rest, &line));
}
END_TEST

START_TEST(finds)
{
	ck_assert_uint_eq(str_chr(STR("a:b:c"), ':'), 1);
	ck_assert_uint_eq(str_chr(STR("abc"), ':'), 3);
	ck_assert_uint_eq(str_chr(STR("a\0b"), '\0'), 1);
	ck_assert_uint_eq(str_chr(STR(""), ':'), 0);
	ck_assert_uint_eq(str_find(STR("a--END--"), STR("--END--")), 1);
	ck_assert_uint_eq(str_find(STR("----END--"), STR("--END--")), 2);
	ck_assert_uint_eq(str_find(STR("--END-"), STR("--END--")), 6);
	ck_assert_uint_eq(str_find(STR("xx-"), STR("--")), 3);
	ck_assert_uint_eq(str_find(STR("abc"), STR("")), 0);
	ck_assert_uint_eq(str_find(STR(""), STR("a")), 0);
}
END_TEST

START_TEST(clips)
{
	EXPECT_STR(str_from_at(STR("abc"), 1), STR("bc"));
	EXPECT_STR(str_from_at(STR("abc"), 3), STR(""));
	EXPECT_STR(str_from_at(STR("abc"), 4), STR(""));
	EXPECT_STR(str_head(STR("abc"), 2), STR("ab"));
	EXPECT_STR(str_head(STR("abc"), 3), STR("abc"));
	EXPECT_STR(str_head(STR("abc"), 4), STR("abc"));
}
END_TEST

START_TEST(trims_blanks_and_tabs_only)
{
	EXPECT_STR(str_trim(STR(" \t a b \t")), STR("a b"));
	EXPECT_STR(str_trim(STR(" \t ")), STR(""));
	EXPECT_STR(str_trim(STR("")), STR(""));
	EXPECT_STR(str_trim(STR("\na\r")), STR("\na\r"));
}
END_TEST

START_TEST(cuts_every_part)
{
	struct str rest = STR("a,,bc,"), part;

	ck_assert(str_cut(&rest, ',', &part));
	EXPECT_STR(part, STR("a"));
	ck_assert(str_cut(&rest, ',', &part));
	EXPECT_STR(part, STR(""));
	ck_assert(str_cut(&rest, ',', &part));
	EXPECT_STR(part, STR("bc"));
	ck_assert(str_cut(&rest, ',', &part));
	EXPECT_STR(part, STR(""));
	ck_assert(!str_cut(&rest, ',', &part));

	rest = STR("");
	ck_assert(str_cut(&rest, ',', &part));
	EXPECT_STR(part, STR(""));
	ck_assert(!str_cut(&rest, ',', &part));
}
END_TEST

START_TEST(reads_numbers)
{
	static const struct {
		const char *text;
		long min, max;
		bool ok;
		long number;
	} rows[] = {
	    {"0", 0, 0, true, 0},
	    {"-0", 0, 0, true, 0},
	    {"007", 0, 9, true, 7},
	    {"65535", 1, 65535, true, 65535},
	    {"65536", 1, 65535, false, 0},
	    {"1", 1, 2, true, 1},
	    {"0", 1, 2, false, 0},
	    {"-5", -5, 5, true, -5},
	    {"-6", -5, 5, false, 0},
	    {"999999999999999999", 0, LONG_MAX, true, 999999999999999999},
	    {"-999999999999999999", LONG_MIN, 0, true, -999999999999999999},
	    {"1000000000000000000", 0, LONG_MAX, false, 0},
	    {"99999999999999999999", 0, LONG_MAX, false, 0},
	    {"", 0, 9, false, 0},
	    {"-", -9, 9, false, 0},
	    {"--1", -9, 9, false, 0},
	    {"+1", 0, 9, false, 0},
	    {" 1", 0, 9, false, 0},
	    {"1 ", 0, 9, false, 0},
	    {"1.5", 0, 9, false, 0},
	    {"0x1", 0, 9, false, 0},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		long number = 0;
		bool ok = str_number(str_of(rows[i].text), rows[i].min, rows[i].max, &number);
		ck_assert_msg(ok == rows[i].ok && number == rows[i].number,
		    "\"%s\": expected %d and %ld, came %d and %ld", rows[i].text, rows[i].ok,
		    rows[i].number, ok, number);
	}
}
END_TEST

START_TEST(reads_fractions)
{
	static const struct {
		const char *text;
		double number;
	} rows[] = {
	    {"", 0}, {"x", 0}, {"1795322970.5", 1795322970.5}, {"-0.25", -0.25}, {"12.5 ms", 12.5},
	    {"0.5000000000000000000000000000000000000000000000000000000000000009", 0.5},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		ck_assert_msg(str_double(str_of(rows[i].text)) == rows[i].number, "%s", rows[i].text);
	ck_assert(str_double(str_head(STR("123"), 2)) == 12);
	ck_assert(str_double((struct str){0}) == 0);
}
END_TEST

START_TEST(finds_in_lists)
{
	static const char *const list[] = {"Event", "ActionID", NULL};

	ck_assert(str_in(STR("actionid"), list));
	ck_assert(!str_in(STR("Action"), list));
	ck_assert(!str_in(STR(""), list));
}
END_TEST

START_TEST(knows_characters_of_names)
{
	for (const char *p = "azAZ09-_"; *p; p++)
		ck_assert_msg(str_is_name_char(*p), "%c", *p);
	for (const char *p = "@[`{/:. =(\x80"; *p; p++)
		ck_assert_msg(!str_is_name_char(*p), "%c", *p);
	ck_assert(!str_is_name_char('\0'));
}
END_TEST

/* Under UBSan this is what fails when a null pointer is moved or handed to memcmp. */
START_TEST(takes_the_zeroed_view)
{
	struct str rest = zeroed, part;
	long number;

	ck_assert(str_eq(zeroed, STR("")) && str_ieq(zeroed, STR("")) && !str_eq(zeroed, STR("a")));
	ck_assert(str_starts(STR("a"), zeroed) && str_ends(STR("a"), zeroed));
	ck_assert(str_istarts(zeroed, zeroed) && str_icmp(zeroed, STR("")) == 0);
	ck_assert_uint_eq(str_chr(zeroed, 'a'), 0);
	ck_assert_uint_eq(str_find(zeroed, STR("a")), 0);
	EXPECT_STR(str_from_at(zeroed, 3), STR(""));
	EXPECT_STR(str_head(zeroed, 3), STR(""));
	EXPECT_STR(str_trim(zeroed), STR(""));
	ck_assert(!str_cut(&rest, ',', &part));
	ck_assert(!str_number(zeroed, 0, 9, &number));
}
END_TEST

Suite *
suite_str(void)
{
	Suite *s = suite_create("str");
	TCase *t = tcase_create("str");

	tcase_add_test(t, makes_views);
	tcase_add_test(t, compares);
	tcase_add_test(t, orders_as_strcmp);
	tcase_add_test(t, finds_the_first_of_rows);
	tcase_add_test(t, knows_heads_and_tails);
	tcase_add_test(t, cuts_lines);
	tcase_add_test(t, finds);
	tcase_add_test(t, clips);
	tcase_add_test(t, trims_blanks_and_tabs_only);
	tcase_add_test(t, cuts_every_part);
	tcase_add_test(t, reads_numbers);
	tcase_add_test(t, reads_fractions);
	tcase_add_test(t, finds_in_lists);
	tcase_add_test(t, knows_characters_of_names);
	tcase_add_test(t, takes_the_zeroed_view);
	suite_add_tcase(s, t);
	return s;
}
