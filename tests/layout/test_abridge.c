/* SPDX-License-Identifier: ISC */
/* Texts of a column, cut so that what differs is left. */
#include "../expect.h"
#include "base/text.h"
#include "layout/abridge.h"

Suite *suite_abridge(void);

/* Cut the texts, those of one line with a bar between them, to that many columns. */
static void
expect_abridged(size_t columns, size_t tail, const char *texts, const char *want)
{
	struct abridge a = {.columns = columns, .tail = tail};
	struct buf got = BUF_INIT(BUF_MAX_TEXT);
	struct str rest = str_of(texts), text;

	while (str_cut(&rest, '|', &text))
		abridge_note(&a, text);
	abridge_end(&a);
	rest = str_of(texts);
	for (bool first = true; str_cut(&rest, '|', &text); first = false) {
		buf_addz(&got, first ? "" : "|");
		size_t start = got.n, used = abridge_print(&a, &got, text);
		ck_assert_uint_eq(used, text_width(str_from_at(buf_str(&got), start)));
		ck_assert(columns == 0 || used <= columns);
	}
	EXPECT_STR(buf_str(&got), str_of(want));
	buf_clear(&got);
}

START_TEST(leaves_what_fits)
{
	expect_abridged(0, 0, "PJSIP/alice-00000001|PJSIP/bob-00000002",
	    "PJSIP/alice-00000001|PJSIP/bob-00000002");
	expect_abridged(20, 10, "PJSIP/alice-00000001|PJSIP/bob-00000002||x",
	    "PJSIP/alice-00000001|PJSIP/bob-00000002||x");
}
END_TEST

/* What names begin with gives way, in whole words and as far as it must. */
START_TEST(keeps_what_differs)
{
	expect_abridged(16, 8, "PJSIP/SOFTPHONE-alice-01|PJSIP/SOFTPHONE-al-02|Local/a",
	    "PJSIP/S…alice-01|PJSIP/SOFT…al-02|Local/a");
}
END_TEST

START_TEST(cuts_the_rest_in_its_middle)
{
	expect_abridged(10, 5, "PJSIP/SOFTPHONE-alice-00000001|PJSIP/SOFTPHONE-bob-00000002",
	    "…alice-0…1|…bob-000…2");
	expect_abridged(10, 0, "sip:SOFTPHONE-alice@192.0.2.1|sip:SOFTPHONE-bob@192.0.2.2",
	    "…alice@19…|…bob@192.…");
}
END_TEST

/* Texts that have nothing in common, or nothing else, are cut as if each were alone. */
START_TEST(cuts_others_alone)
{
	expect_abridged(10, 5, "PJSIP/alice-00000001|Local/bob-000000002",
	    "…alice-0…1|…bob-000…2");
	expect_abridged(10, 5, "PJSIP/alice-00000001|PJSIP/alice-00000001",
	    "…alice-0…1|…alice-0…1");
	expect_abridged(10, 0, "PJSIP/alice-00000001|PJSIP/bob-000000002",
	    "PJSIP/ali…|PJSIP/bob…");
	expect_abridged(1, 0, "PJSIP/alice|PJSIP/bob", "…|…");
}
END_TEST

START_TEST(cuts_between_characters)
{
	expect_abridged(8, 4, "東京都庁前駅-1|東京都庁前駅-2|東京都庁前駅京", "東京…-1|東京…-2|東京…京");
	expect_abridged(6, 3, "éééééééééè|ééééééééêé", "ééé…éè|ééé…êé");
}
END_TEST

START_TEST(cuts_names_of_channels_where_they_say_least)
{
	static const struct {
		size_t columns;
		const char *name, *want;
	} rows[] = {
	    {20, "PJSIP/alice-0000001a", "PJSIP/alice-0000001a"},
	    {19, "PJSIP/alice-0000001a", "PJSIP/alice-0000…1a"},
	    {15, "PJSIP/alice-0000001a", "PJSIP/alice-…1a"},
	    {14, "PJSIP/alice-0000001a", "…alice-0000…1a"},
	    {10, "PJSIP/alice-0000001a", "…alice-…1a"},
	    {9, "PJSIP/alice-0000001a", "…lice-…1a"},
	    {7, "PJSIP/alice-0000001a", "PJS…01a"},
	    {0, "PJSIP/alice-0000001a", ""},
	    {26, "Local/answer@amitest-00000016;1", "Local/answer@amitest-…16;1"},
	    {9, "IAX2/berlin-1234", "IAX2…1234"},
	    {9, "PJSIP/alice-bob", "PJSI…-bob"},
	    {9, "PJSIP/alice-00000000", "PJSI…0000"},
	    {8, "東京都庁前駅", "東…前駅"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct buf got = BUF_INIT(BUF_MAX_TEXT);
		size_t used = abridge_name(&got, str_of(rows[i].name), rows[i].columns);
		EXPECT_STR(buf_str(&got), str_of(rows[i].want));
		ck_assert_uint_eq(used, text_width(buf_str(&got)));
		buf_clear(&got);
	}
}
END_TEST

START_TEST(tells_what_it_needs)
{
	struct abridge a = {.columns = 0};

	abridge_note(&a, STR("PJSIP/alice-01"));
	abridge_note(&a, STR(""));
	abridge_note(&a, STR("PJSIP/bob-02"));
	abridge_end(&a);
	ck_assert_uint_eq(abridge_needs(&a), strlen("alice-01") + 1);
}
END_TEST

Suite *
suite_abridge(void)
{
	Suite *suite = suite_create("abridge");
	TCase *tests = tcase_create("abridge");

	tcase_add_test(tests, leaves_what_fits);
	tcase_add_test(tests, keeps_what_differs);
	tcase_add_test(tests, cuts_the_rest_in_its_middle);
	tcase_add_test(tests, cuts_others_alone);
	tcase_add_test(tests, cuts_between_characters);
	tcase_add_test(tests, cuts_names_of_channels_where_they_say_least);
	tcase_add_test(tests, tells_what_it_needs);
	suite_add_tcase(suite, tests);
	return suite;
}
