/* SPDX-License-Identifier: ISC */
/* Records and fields of CSV as RFC 4180 has them, and what is malformed. */
#include "rows/csv.h"

#include <check.h>

#include "../expect.h"

Suite *suite_csv(void);

static const struct {
	const char *record;
	const char *fields; /* in angle brackets */
	const char *wrong;
} records[] = {
    {"aaa,bbb,ccc", "<aaa><bbb><ccc>", NULL},
    {"aaa,bbb,ccc\r", "<aaa><bbb><ccc>", NULL},
    {"\"aaa\",\"bbb\",\"ccc\"", "<aaa><bbb><ccc>", NULL},
    {"\"aaa\",\"b\r\nbb\",\"ccc\"", "<aaa><b\r\nbb><ccc>", NULL},
    {"\"aaa\",\"b\"\"bb\",\"ccc\"\r", "<aaa><b\"bb><ccc>", NULL},
    {"\"a,b\",c", "<a,b><c>", NULL},
    {" a , b ", "< a >< b >", NULL},
    {"", "<>", NULL},
    {",", "<><>", NULL},
    {"\"\"", "<>", NULL},
    {"\"\"\"\"", "<\">", NULL},
    {"a,,", "<a><><>", NULL},
    {"a;$(touch x)|'q'`", "<a;$(touch x)|'q'`>", NULL},
    {"\xc3\xa9,\xff", "<\xc3\xa9><\xff>", NULL},
    {"a\"b,c", "<a\"b><c>", "a double quote in a field without quotes"},
    {"\"a\"b,c", "<ab><c>", "text follows a closing double quote"},
    {"\"a\" ,c", "<a ><c>", "text follows a closing double quote"},
    {"\"a,b", "<a,b>", "a double quote is not closed"},
};

START_TEST(splits_a_record)
{
	struct fields fields = FIELDS_INIT;
	struct buf out = BUF_INIT(BUF_MAX_LINE);

	const char *wrong = csv_split(str_of(records[_i].record), &fields);
	for (size_t i = 0; i < fields.n; i++)
		buf_addf(&out, "<%.*s>", STR_ARG(fields_at(&fields, i)));
	EXPECT_ROW(str_eq(buf_str(&out), str_of(records[_i].fields)), str_of(records[_i].record),
	    buf_str(&out));
	EXPECT_STR(str_of(wrong), str_of(records[_i].wrong));
	buf_clear(&out);
	fields_clear(&fields);
}
END_TEST

/* Wherever the text is cut, the record ends at the same place. */
START_TEST(finds_the_end_of_a_record)
{
	const struct str text = STR("a,\"b\n\"\"\n,\",c\"\r\nnext\n");
	size_t want = text.n - 6, end;

	for (size_t cut = 0; cut <= text.n; cut++) {
		struct csv_scan scan = {0};
		bool found = csv_find_end(&scan, str_head(text, cut), &end);
		ck_assert_int_eq(found, cut > want);
		if (!found)
			found = csv_find_end(&scan, text, &end);
		ck_assert(found);
		ck_assert_uint_eq(end, want);
	}
}
END_TEST

START_TEST(quotes_what_needs_it)
{
	static const struct {
		const char *value, *quoted;
	} rows[] = {
	    {"", ""}, {"plain x", "plain x"}, {"a,b", "\"a,b\""}, {"a\"b", "\"a\"\"b\""},
	    {"a\nb", "\"a\nb\""}, {"a\rb", "\"a\rb\""}, {" a", "\" a\""}, {"a ", "\"a \""},
	};
	struct buf out = BUF_INIT(BUF_MAX_LINE);

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		buf_reset(&out);
		csv_quote(&out, str_of(rows[i].value));
		EXPECT_STR(buf_str(&out), str_of(rows[i].quoted));
	}
	buf_clear(&out);
}
END_TEST

Suite *
suite_csv(void)
{
	Suite *suite = suite_create("csv");
	TCase *t = tcase_create("csv");

	tcase_add_loop_test(t, splits_a_record, 0, (int)(sizeof(records) / sizeof(records[0])));
	tcase_add_test(t, finds_the_end_of_a_record);
	tcase_add_test(t, quotes_what_needs_it);
	suite_add_tcase(suite, t);
	return suite;
}
