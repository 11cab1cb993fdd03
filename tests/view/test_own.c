/* SPDX-License-Identifier: ISC */
/* What the program adds to messages: nobody else can set it. */
#include <stdlib.h>

#include "shown.h"
#include "view/own.h"

Suite *suite_own(void);

START_TEST(knows_its_names)
{
	ck_assert(own_adds(STR("_time")));
	ck_assert(own_adds(STR("_SERVER")));
	ck_assert(!own_adds(STR("")));
	ck_assert(!own_adds(STR("_")));
	ck_assert(!own_adds(STR("time")));
	ck_assert(!own_adds(STR("_Event")));
}
END_TEST

START_TEST(writes_times)
{
	static const struct {
		int64_t time;
		const char *text;
	} rows[] = {
	    {1, "1970-01-01T00:00:00.001Z"},
	    {999, "1970-01-01T00:00:00.999Z"},
	    {1795355440250, "2026-11-22T13:50:40.250Z"},
	    {1795355440007, "2026-11-22T13:50:40.007Z"},
	    {1795355441000, "2026-11-22T13:50:41.000Z"},
	    {253402300799999, "9999-12-31T23:59:59.999Z"},
	    {253402300800000, ""},
	    {0, ""},
	    {-1, ""},
	    {INT64_MAX, ""},
	};
	struct own own;

	own_init(&own, STR(""));
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		EXPECT_STR(own_time(&own, &(struct msg){.time = rows[i].time}),
		    str_of(rows[i].text));
	own_clear(&own);
}
END_TEST

START_TEST(adds_its_own_and_drops_the_forged)
{
	struct msg *m = shown_one("Event: E\n_time: x\nA: 1\n_Server: y\nA: 2\n\n");
	struct own own;
	struct str value;
	size_t at = 0;

	m->time = 1795355440250;
	own_init(&own, STR("office"));
	for (int round = 0; round < 2; round++) {
		struct msg with = own_add(&own, m);
		ck_assert(msg_is(&with, MSG_EVENT, STR("E")));
		ck_assert_uint_eq(with.n, 5);
		EXPECT_STR(msg_get(&with, STR("_time")), STR("2026-11-22T13:50:40.250Z"));
		EXPECT_STR(msg_get(&with, STR("_server")), STR("office"));
		for (at = 0; msg_each(&with, STR("A"), &at, &value);)
			ck_assert(value.n == 1);
	}
	own_clear(&own);
	own_init(&own, STR(""));
	m->time = 0;
	ck_assert_uint_eq(own_add(&own, m).n, 3);
	own_clear(&own);
	free(m);
}
END_TEST

Suite *
suite_own(void)
{
	Suite *suite = suite_create("own");
	TCase *tests = tcase_create("own");

	tcase_add_test(tests, knows_its_names);
	tcase_add_test(tests, writes_times);
	tcase_add_test(tests, adds_its_own_and_drops_the_forged);
	suite_add_tcase(suite, tests);
	return suite;
}
