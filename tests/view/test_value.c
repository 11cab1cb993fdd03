/* SPDX-License-Identifier: ISC */
/* Arrays as people see them; strings that look like one stay. */
#include "view/value.h"

#include <check.h>

#include "../expect.h"
#include "ari/reader.h"

Suite *suite_value(void);

static const struct {
	const char *json, *shown;
	size_t n;
} values[] = {
    {"[]", "", 0},
    {"[1,\"a\",null,true]", "1, a, , true", 4},
    {"[{\"a\":1,\"b\":\"x\"},{}]", "1/x, ", 2},
    {"[{\"a\":[1]},[2,3]]", "2 elements", 2},
    {"[[]]", "1 element", 1},
    {"[\"\\u001b\"]", "\\x1b", 1},
    {"\"[1,2]\"", "[1,2]", SIZE_MAX},
    {"\"[1,\\n2]\"", "[1,\\n2]", SIZE_MAX},
    {"\"a\"", "a", SIZE_MAX},
    {"2.50", "2.50", SIZE_MAX},
};

START_TEST(arrays_are_lists)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE), out = BUF_INIT(BUF_MAX_LINE);
	struct err err = {0};
	struct ari_reader *r = ari_reader_new(&err);
	struct msg m;
	size_t n;
	bool list;

	buf_addf(&text, "{\"v\":%s}", values[_i].json);
	ck_assert_int_eq(ari_reader_open(r, buf_str(&text), ARI_EVENT, 0, &list, &err), 0);
	ck_assert(ari_reader_next(r, &m));
	value_print(&out, &m, msg_get(&m, STR("v")));
	EXPECT_STR(buf_str(&out), str_of(values[_i].shown));
	ck_assert_int_eq(
	    value_count(&m, msg_get(&m, STR("v")), &n), values[_i].n != SIZE_MAX);
	ck_assert(values[_i].n == SIZE_MAX || n == values[_i].n);
	ari_reader_free(r);
	buf_clear(&text);
	buf_clear(&out);
}
END_TEST

Suite *
suite_value(void)
{
	Suite *suite = suite_create("value");
	TCase *t = tcase_create("value");

	tcase_add_loop_test(t, arrays_are_lists, 0, sizeof(values) / sizeof(values[0]));
	suite_add_tcase(suite, t);
	return suite;
}
