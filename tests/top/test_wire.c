/* SPDX-License-Identifier: ISC */
/* Rows and requests on their way between a worker and the front, and what is none. */
#include "../expect.h"
#include "top/wire.h"

Suite *suite_wire(void);

START_TEST(rows_come_through)
{
	struct row row = {
	    .tab = TOP_QUEUES,
	    .kind = TOP_MEMBER,
	    .id = 7,
	    .group = 3,
	    .place = 2,
	    .mood = MOOD_BAD,
	    .since = {ROW_NEVER, 12345},
	};
	struct row read;
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	row_set(&row, 0, STR("a\tb\nc"));
	row_set(&row, 4, STR("PJSIP/alice"));
	wire_write_row(&text, &row);
	ck_assert(wire_read_row(buf_str(&text), &read));
	ck_assert(read.tab == row.tab && read.kind == row.kind && read.id == 7 && read.group == 3);
	ck_assert(read.place == 2 && read.mood == MOOD_BAD && read.since[1] == 12345);
	ck_assert(read.since[0] == ROW_NEVER);
	EXPECT_STR(row_cell(&read, 0), STR("a\\tb\\nc"));
	EXPECT_STR(row_cell(&read, 1), STR(""));
	EXPECT_STR(row_cell(&read, 4), STR("PJSIP/alice"));
	row_clear(&row);
	row_clear(&read);
	buf_clear(&text);
}
END_TEST

START_TEST(what_is_no_row)
{
	static const char *const texts[] = {"", "1", "3\t0\t1\t1\t0\t0\t-\t-", "0\t9\t1\t1\t0\t0\t-\t-",
	    "0\t0\t-1\t1\t0\t0\t-\t-", "0\t0\t1\t1\t0\t9\t-\t-", "0\t0\t1\t1\t0\t0\t-",
	    "0\t0\t99999999999999999999\t1\t0\t0\t-\t-"};
	struct row row;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		ck_assert_msg(!wire_read_row(str_of(texts[i]), &row), "%s", texts[i]);
		row_clear(&row);
	}
}
END_TEST

START_TEST(requests_come_through)
{
	struct wire_ask ask;
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	wire_write_ask(&text, &(struct wire_ask){
	    {DO_REDIRECT, STR("PJSIP/erin-1"), STR("103@sets\tx")}, 9, 80, 4});
	ck_assert(wire_read_ask(buf_str(&text), &ask));
	ck_assert(ask.order.what == DO_REDIRECT && ask.id == 9 && ask.columns == 80);
	ck_assert(ask.number == 4);
	EXPECT_STR(ask.order.channel, STR("PJSIP/erin-1"));
	EXPECT_STR(ask.order.text, STR("103@sets\tx"));
	ck_assert(!wire_read_ask(STR("9999\t1\t80\t1\tx\t"), &ask));
	ck_assert(!wire_read_ask(STR("1\t1"), &ask));
	ck_assert(!wire_read_ask(STR("1\t1\t80\tx"), &ask));
	ck_assert(!wire_read_ask(STR("1\t1\t80\tx\t"), &ask));
	ck_assert(!wire_read_ask(STR("1\t1\t80\t1\tx"), &ask));
	buf_clear(&text);
}
END_TEST

START_TEST(lines_come_through)
{
	struct wire_lines lines;
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	wire_write_lines(&text, &(struct wire_lines){7, STR("10:00\terin calls\n")});
	ck_assert(wire_read_lines(buf_str(&text), &lines));
	ck_assert(lines.number == 7);
	EXPECT_STR(lines.text, STR("10:00\terin calls\n"));
	ck_assert(!wire_read_lines(STR("7"), &lines));
	ck_assert(!wire_read_lines(STR("erin calls\n"), &lines));
	buf_clear(&text);
}
END_TEST

Suite *
suite_wire(void)
{
	Suite *suite = suite_create("top/wire");
	TCase *tests = tcase_create("wire");

	tcase_add_test(tests, rows_come_through);
	tcase_add_test(tests, what_is_no_row);
	tcase_add_test(tests, requests_come_through);
	tcase_add_test(tests, lines_come_through);
	suite_add_tcase(suite, tests);
	return suite;
}
