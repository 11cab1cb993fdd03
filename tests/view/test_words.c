/* SPDX-License-Identifier: ISC */
/* Numbers in words: some of each table, and unknown numbers. */
#include "../expect.h"
#include "view/words.h"

Suite *suite_words(void);

START_TEST(says_numbers_in_words)
{
	static const struct {
		const char *(*words)(long number);
		long number;
		const char *text; /* NULL: stands for nothing */
	} rows[] = {
	    {words_hangup_cause, 0, "no cause given"},
	    {words_hangup_cause, 16, "normal call clearing"},
	    {words_hangup_cause, 17, "user busy"},
	    {words_hangup_cause, 127, "interworking"},
	    {words_hangup_cause, 15, NULL},
	    {words_hangup_cause, 128, NULL},
	    {words_hangup_cause, -1, NULL},
	    {words_channel_state, 0, "down"},
	    {words_channel_state, 6, "up"},
	    {words_channel_state, 10, NULL},
	    {words_device_state, 1, "not in use"},
	    {words_device_state, 8, "on hold"},
	    {words_device_state, 9, NULL},
	    {words_extension_state, -2, "removed"},
	    {words_extension_state, 9, "in use, ringing"},
	    {words_extension_state, 3, NULL},
	    {words_originate_reason, 4, "answered"},
	    {words_originate_reason, 8, "congested"},
	    {words_originate_reason, 2, NULL},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const char *text = rows[i].words(rows[i].number);
		if (rows[i].text)
			EXPECT_STR(str_of(text), str_of(rows[i].text));
		else
			ck_assert_msg(!text, "%ld is \"%s\"", rows[i].number, text);
	}
}
END_TEST

START_TEST(says_how_a_dial_ended)
{
	const char *verb;

	EXPECT_STR(str_of(words_dial_status(STR("BUSY"), &verb)), STR("busy"));
	ck_assert_str_eq(verb, "is");
	EXPECT_STR(str_of(words_dial_status(STR("NOANSWER"), &verb)), STR("no answer"));
	ck_assert_str_eq(verb, "gives");
	EXPECT_STR(str_of(words_dial_status(STR("CHANUNAVAIL"), NULL)), STR("not reachable"));
	ck_assert_ptr_null(words_dial_status(STR("busy"), &verb));
	ck_assert_ptr_null(words_dial_status(STR(""), NULL));
}
END_TEST

Suite *
suite_words(void)
{
	Suite *suite = suite_create("words");
	TCase *tests = tcase_create("words");

	tcase_add_test(tests, says_numbers_in_words);
	tcase_add_test(tests, says_how_a_dial_ended);
	suite_add_tcase(suite, tests);
	return suite;
}
