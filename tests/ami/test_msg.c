/* SPDX-License-Identifier: ISC */
/* Reads a message that was made by hand, without a parser. */
#include <check.h>

#include "ami/msg.h"
#include "base/buf.h"

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

#define FORGED "Event: A\r\nX: 1\r\nevent: B\r\n_Event: C\r\nX: 2\r\nEvent: D\r\n"

static const struct field forged_fields[] = {
    {.name = 0, .name_n = 5, .value = 7, .value_n = 1},
    {.name = 10, .name_n = 1, .value = 13, .value_n = 1},
    {.name = 16, .name_n = 5, .value = 23, .value_n = 1},
    {.name = 26, .name_n = 6, .value = 34, .value_n = 1},
    {.name = 37, .name_n = 1, .value = 40, .value_n = 1},
    {.name = 43, .name_n = 5, .value = 50, .value_n = 1},
};

static struct msg
forged(bool composed)
{
	return (struct msg){
	    .kind = MSG_EVENT,
	    .raw = STR(FORGED),
	    .fields = forged_fields,
	    .n = sizeof(forged_fields) / sizeof(forged_fields[0]),
	    .composed = composed,
	};
}

static void
expect_each(const struct msg *m, const char *name, const char *want)
{
	struct buf got = BUF_INIT(64);
	struct str value;

	for (size_t at = 0; msg_each(m, str_of(name), &at, &value);)
		buf_adds(&got, value);
	expect(buf_str(&got), want);
	expect(msg_get(m, str_of(name)), want[0] ? (char[]){want[0], '\0'} : "");
	buf_clear(&got);
}

START_TEST(first_counts_of_what_a_message_has_once)
{
	struct msg m = forged(false);

	expect_each(&m, "EVENT", "A");
	expect_each(&m, "_event", "BCD");
	expect_each(&m, "x", "12");
	expect_each(&m, "_x", "");
	expect_each(&m, "_Channel", "");
	expect_each(&m, "", "");
	ck_assert(msg_has_once(&m, STR("event")) && msg_has_once(&m, STR("Uniqueid")));
	ck_assert(!msg_has_once(&m, STR("Variable")) && !msg_has_once(&m, STR("_Event")));
	m = forged(true);
	expect_each(&m, "Event", "ABD");
	ck_assert(!msg_has_once(&m, STR("Event")));
}
END_TEST

START_TEST(walks_by_the_names_that_count)
{
	struct msg m = forged(false);
	struct buf got = BUF_INIT(128);
	struct msg_walk walk = {0};
	struct str name, value;

	while (msg_next(&walk, &m, &name, &value))
		buf_addf(&got, "%.*s=%.*s ", STR_ARG(name), STR_ARG(value));
	expect(buf_str(&got), "Event=A X=1 _Event=B _Event=C X=2 _Event=D ");
	buf_clear(&got);
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
	tcase_add_test(t, first_counts_of_what_a_message_has_once);
	tcase_add_test(t, walks_by_the_names_that_count);
	suite_add_tcase(s, t);
	return s;
}
