/* SPDX-License-Identifier: ISC */
/* Messages of our own making. */
#include "../expect.h"
#include "ami/compose.h"

Suite *suite_compose(void);

START_TEST(adds_headers)
{
	struct compose c;

	compose_init(&c);
	for (int round = 0; round < 2; round++) {
		compose_event(&c, STR("Call"));
		for (int i = 0; i < 100; i++)
			compose_add(&c, STR("Leg"), STR("a: b\r\n\r\nEvent: Hangup"));
		compose_add(&c, STR("Last"), STR(""));
		struct msg m = compose_msg(&c);
		ck_assert(msg_is(&m, MSG_EVENT, STR("call")));
		ck_assert_uint_eq(m.n, 102);
		EXPECT_STR(msg_name(&m, 100), STR("Leg"));
		EXPECT_STR(msg_value(&m, 100), STR("a: b\r\n\r\nEvent: Hangup"));
		EXPECT_STR(msg_get(&m, STR("Last")), STR(""));
		ck_assert(str_ends(m.raw, STR("Last: \r\n\r\n")));
	}
	compose_clear(&c);
}
END_TEST

START_TEST(leaves_out_what_is_too_much)
{
	struct compose c;
	struct buf big = BUF_INIT(BUF_MAX_MESSAGE);

	compose_init(&c);
	compose_event(&c, STR("Call"));
	buf_pad(&big, 'x', BUF_MAX_MESSAGE - 8);
	compose_add(&c, STR("Big"), buf_str(&big));
	compose_add(&c, STR("Small"), STR("1"));
	struct msg m = compose_msg(&c);
	ck_assert_uint_eq(m.n, 2);
	EXPECT_STR(msg_get(&m, STR("Small")), STR("1"));
	buf_clear(&big);
	compose_clear(&c);
}
END_TEST

Suite *
suite_compose(void)
{
	Suite *suite = suite_create("ami/compose");
	TCase *tests = tcase_create("compose");

	tcase_add_test(tests, adds_headers);
	tcase_add_test(tests, leaves_out_what_is_too_much);
	suite_add_tcase(suite, tests);
	return suite;
}
