/* SPDX-License-Identifier: ISC */
/* What jansson takes for JSON, and what not. */
#include "ari/jansson.h"

#include <check.h>

#include "../expect.h"

Suite *suite_jansson(void);

static const struct {
	struct str text;
	bool good, unique;
} texts[] = {
    {STR("{}"), true, true},
    {STR("[]"), true, true},
    {STR("\"text\""), true, true},
    {STR("12345678901234567890123"), true, true},
    {STR("1e3"), true, true},
    {STR("null"), true, true},
    {STR("{\"a\":1,\"a\":2}"), true, false},
    {STR("\"a\\u0000b\""), true, true},
    {STR("{\"a\":1"), false, false},
    {STR("{\"a\":\"x"), false, false},
    {STR("{'a':1}"), false, false},
    {STR("{} {}"), false, false},
    {STR("[1,]"), false, false},
    {STR("01"), false, false},
    {STR("\"\x01\""), false, false},
    {STR("\"\xff\""), false, false},
    {STR("\"\\ud800\""), false, false},
    {STR("nul"), false, false},
    {STR(""), false, false},
    {STR("{}\0"), false, false},
};

START_TEST(judges)
{
	char why[JANSSON_WHY];
	struct err err = {0};

	ck_assert_int_eq(jansson_open(&err), 0);
	for (int unique = 0; unique <= 1; unique++) {
		bool want = unique ? texts[_i].unique : texts[_i].good;
		bool got = jansson_check(texts[_i].text, unique, why);
		EXPECT_ROW(got == want, texts[_i].text, str_of(why));
		ck_assert_msg(got == (why[0] == '\0'), "%s", why);
	}
}
END_TEST

/* Memory is taken in pieces when a text needs more than most, and there is an end of it. */
START_TEST(bounds_its_memory)
{
	struct buf text = BUF_INIT(BUF_MAX_MESSAGE);
	char why[JANSSON_WHY];
	struct err err = {0};

	ck_assert_int_eq(jansson_open(&err), 0);
	buf_addz(&text, "[{}");
	for (size_t i = 0; i < 100000; i++)
		buf_addz(&text, ",{}");
	buf_addc(&text, ']');
	ck_assert_msg(jansson_check(buf_str(&text), true, why), "%s", why);
	buf_clear(&text);
}
END_TEST

Suite *
suite_jansson(void)
{
	Suite *suite = suite_create("jansson");
	TCase *t = tcase_create("jansson");

	tcase_add_loop_test(t, judges, 0, sizeof(texts) / sizeof(texts[0]));
	tcase_add_test(t, bounds_its_memory);
	suite_add_tcase(suite, t);
	return suite;
}
