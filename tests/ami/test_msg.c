/* SPDX-License-Identifier: ISC */
/* Looking into a message that was made by hand, without a parser. */
#include <check.h>

#include "ami/msg.h"

Suite *suite_msg(void);

#define RAW "Event: Newstate\r\nState: 4\r\nSTATE: 6\r\nno colon\r\nEmpty: \r\n1\n"

static const struct field fields[] = {
    {.name = 0, .name_n = 5, .value = 7, .value_n = 8},
    {.name = 17, .name_n = 5, .value = 24, .value_n = 1},
    {.name = 27, .name_n = 5, .value = 34, .value_n = 1},
    {.name = 37, .name_n = 0, .value = 37, .value_n = 8},
    {.name = 47, .name_n = 5, .value = 54, .value_n = 0},
    {.name = FIELD_OUTPUT, .name_n = 0, .value = 56, .value_n = 1},
};

static struct msg
sample(void)
{
	return (struct msg){
	    .kind = MSG_EVENT,
	    .raw = STR(RAW),
	    .fields = fields,
	    .n = sizeof(fields) / sizeof(fields[0]),
	};
}

static void
expect(struct str got, const char *want)
{
	ck_assert_msg(str_eq(got, str_of(want)), "expected '%s', got '%.*s'", want, STR_ARG(got));
}

START_TEST(fields_are_views_into_the_raw_bytes)
{
	struct msg m = sample();

	expect(msg_name(&m, 1), "State");
	expect(msg_value(&m, 1), "4");
	expect(msg_name(&m, 3), "");
	expect(msg_value(&m, 3), "no colon");
	ck_assert_ptr_eq(msg_value(&m, 1).p, m.raw.p + 24);
}
END_TEST

START_TEST(output_has_its_name_without_bytes)
{
	struct msg m = sample();

	expect(msg_name(&m, 5), "Output");
	expect(msg_value(&m, 5), "1");
	expect(msg_get(&m, STR("output")), "1");
}
END_TEST

START_TEST(find_takes_the_first_and_ignores_case)
{
	struct msg m = sample();
	struct str value;

	ck_assert(msg_find(&m, STR("sTATE"), &value));
	expect(value, "4");
	ck_assert(msg_find(&m, STR("empty"), &value));
	expect(value, "");
	ck_assert(!msg_find(&m, STR("Stat"), &value));
	expect(value, "");
	expect(msg_get(&m, STR("Cause")), "");
}
END_TEST

START_TEST(title_is_the_first_value)
{
	struct msg m = sample();

	expect(msg_title(&m), "Newstate");
	ck_assert(msg_is(&m, MSG_EVENT, STR("newSTATE")));
	ck_assert(!msg_is(&m, MSG_EVENT, STR("Newchannel")));
	ck_assert(!msg_is(&m, MSG_RESPONSE, STR("Newstate")));
	m.n = 0;
	expect(msg_title(&m), "");
}
END_TEST

Suite *
suite_msg(void)
{
	Suite *s = suite_create("ami/msg");
	TCase *t = tcase_create("msg");

	tcase_add_test(t, fields_are_views_into_the_raw_bytes);
	tcase_add_test(t, output_has_its_name_without_bytes);
	tcase_add_test(t, find_takes_the_first_and_ignores_case);
	tcase_add_test(t, title_is_the_first_value);
	suite_add_tcase(s, t);
	return s;
}
