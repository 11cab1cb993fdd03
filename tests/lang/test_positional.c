/* SPDX-License-Identifier: ISC */
/* Words to parameters: named ones anywhere, the others in order. */
#include "lang/positional.h"

#include <check.h>

#include "../expect.h"

Suite *suite_positional(void);

static const struct parameter parameters[] = {
    {.name = "Queue", .required = true},
    {.name = "Interface", .required = true},
    {.name = "Penalty"},
    {.name = "Variable", .repeated = true},
};
static const struct action_facts facts = {.parameters = parameters, .parameters_n = 4};

/* The headers that the words after a name become, one a line; what is too much ends them. */
static void
expect(const char *line, const struct docs *docs, const char *expected)
{
	struct words words;
	struct positional place;
	struct buf got = BUF_INIT(BUF_MAX_LINE);
	struct err err;
	struct header h;

	ck_assert_int_eq(split_line(&words, str_of(line), NULL, &err), 0);
	positional_begin(&place, docs, &facts, &words, 1, words.n);
	for (size_t i = 1; i < words.n; i++) {
		if (!positional_word(&place, &words.v[i], &h)) {
			buf_addz(&got, "!");
			break;
		}
		if (h.name.n)
			buf_addf(&got, "%.*s: %.*s|", STR_ARG(h.name), STR_ARG(h.value));
	}
	EXPECT_STR(buf_str(&got), str_of(expected));
	buf_clear(&got);
	positional_clear(&place);
	words_clear(&words);
}

START_TEST(plain_words_in_order)
{
	expect("a", NULL, "");
	expect("a q i", NULL, "Queue: q|Interface: i|");
	expect("a q i 3 A=1", NULL, "Queue: q|Interface: i|Penalty: 3|A: 1|");
	expect("a q i 3 x y z", NULL,
	    "Queue: q|Interface: i|Penalty: 3|Variable: x|Variable: y|Variable: z|");
}
END_TEST

START_TEST(named_words_are_left_out_wherever_they_stand)
{
	expect("a queue=q i", NULL, "queue: q|Interface: i|");
	expect("a i Queue=q", NULL, "Interface: i|Queue: q|");
	expect("a Queue=q Queue=r i", NULL, "Queue: q|Queue: r|Interface: i|");
	expect("a q Variable=V=1 i 2 W", NULL,
	    "Queue: q|Variable: V=1|Interface: i|Penalty: 2|Variable: W|");
}
END_TEST

START_TEST(dashes_end_the_names)
{
	expect("a -- Queue=q i", NULL, "Queue: Queue=q|Interface: i|");
	expect("a Interface=i -- Interface=q", NULL, "Interface: i|Queue: Interface=q|");
	expect("a -- -- i", NULL, "Queue: --|Interface: i|");
	expect("a '--' i", NULL, "Queue: --|Interface: i|");
}
END_TEST

START_TEST(the_server_comes_first)
{
	struct parameter own[] = {{.name = "Interface", .required = true}, {.name = "Queue"}};
	const struct docs docs = {.v = own, .n = 2};

	expect("a q i", &docs, "Interface: q|Queue: i|");
	expect("a q i x", &docs, "Interface: q|Queue: i|!");
}
END_TEST

START_TEST(nothing_known)
{
	struct positional place;
	struct words words;
	struct err err;

	ck_assert_int_eq(split_line(&words, STR("a x"), NULL, &err), 0);
	positional_begin(&place, NULL, NULL, &words, 1, words.n);
	ck_assert_ptr_null(positional_next(&place));
	positional_clear(&place);
	words_clear(&words);
}
END_TEST

Suite *
suite_positional(void)
{
	Suite *suite = suite_create("positional");
	TCase *tc = tcase_create("positional");

	tcase_add_test(tc, plain_words_in_order);
	tcase_add_test(tc, named_words_are_left_out_wherever_they_stand);
	tcase_add_test(tc, dashes_end_the_names);
	tcase_add_test(tc, the_server_comes_first);
	tcase_add_test(tc, nothing_known);
	suite_add_tcase(suite, tc);
	return suite;
}
