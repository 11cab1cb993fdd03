/* SPDX-License-Identifier: ISC */
/* One answer of the plugins of several servers. */
#include "monitor/plugin_fleet.h"

#include "../expect.h"

Suite *suite_plugin_fleet(void);

static void
expect_answer(const struct gathered *v, size_t n, enum plugin_status status, const char *want)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	ck_assert_int_eq(plugin_gather(&out, v, n), status);
	EXPECT_STR(buf_str(&out), str_of(want));
	buf_clear(&out);
}

START_TEST(all_are_well)
{
	const struct gathered v[] = {
	    {"a", STR("AMSH OK - 12 calls | calls=12;50;100;0;\n"), 0},
	    {"b", STR("AMSH OK - 3 calls | calls=3;50;100;0;\n"), 0},
	};

	expect_answer(v, 2, PLUGIN_OK,
	    "AMSH OK - 2 ok | a::calls=12;50;100;0; b::calls=3;50;100;0;\n"
	    "a: OK - 12 calls\nb: OK - 3 calls\n");
}
END_TEST

START_TEST(the_worst_counts)
{
	const struct gathered v[] = {
	    {"a", STR("AMSH WARNING - w | x=1;;;0; y=2s;;;0;\n"), 1},
	    {"b c", STR("AMSH UNKNOWN - no such queue: - x\n"), 3},
	    {"d", STR("AMSH OK - fine - very | x=0;;;0;\n"), 0},
	};
	const struct gathered down[] = {
	    {"a", STR("AMSH UNKNOWN - u\n"), 3},
	    {"b", STR("AMSH CRITICAL - b: connection refused\n"), 2},
	};

	expect_answer(v, 3, PLUGIN_UNKNOWN,
	    "AMSH UNKNOWN - 1 unknown (b c), 1 warning (a), 1 ok | a::x=1;;;0; a::y=2s;;;0; "
	    "d::x=0;;;0;\na: WARNING - w\nb c: UNKNOWN - no such queue: - x\n"
	    "d: OK - fine - very\n");
	expect_answer(down, 2, PLUGIN_CRITICAL,
	    "AMSH CRITICAL - 1 critical (b), 1 unknown (a)\n"
	    "a: UNKNOWN - u\nb: CRITICAL - connection refused\n");
}
END_TEST

/* A worker that was killed has said nothing, and half a line is no answer. */
START_TEST(no_answer_is_unknown)
{
	const struct gathered v[] = {
	    {"a", STR(""), 6}, {"b", STR("AMSH"), 0}, {"c", STR("AMSH FINE - x | y=1\n"), 0}};

	expect_answer(v, 3, PLUGIN_UNKNOWN,
	    "AMSH UNKNOWN - 3 unknown (a, b, c)\n"
	    "a: UNKNOWN - no answer\nb: UNKNOWN - no answer\nc: UNKNOWN - no answer\n");
}
END_TEST

START_TEST(many_names_are_cut)
{
	struct gathered v[12];
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	for (size_t i = 0; i < 12; i++)
		v[i] = (struct gathered){"x|y", STR("AMSH CRITICAL - down\n"), 2};
	ck_assert_int_eq(plugin_gather(&out, v, 12), PLUGIN_CRITICAL);
	struct str first = str_head(buf_str(&out), str_chr(buf_str(&out), '\n'));
	ck_assert(str_starts(first, STR("AMSH CRITICAL - 12 critical (x\\x7cy, x\\x7cy, ")));
	ck_assert(str_ends(first, STR(", x\\x7cy and 2 more)")));
	buf_clear(&out);
}
END_TEST

Suite *
suite_plugin_fleet(void)
{
	Suite *suite = suite_create("plugin_fleet");
	TCase *t = tcase_create("plugin_fleet");

	tcase_add_test(t, all_are_well);
	tcase_add_test(t, the_worst_counts);
	tcase_add_test(t, no_answer_is_unknown);
	tcase_add_test(t, many_names_are_cut);
	suite_add_tcase(suite, t);
	return suite;
}
