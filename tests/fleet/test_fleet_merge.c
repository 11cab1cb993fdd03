/* SPDX-License-Identifier: ISC */
/* Merging outputs: no line of two, nothing lost, answers together, header rows. */
#include "base/mem.h"
#include "fleet/fleet_merge.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "../expect.h"

Suite *suite_fleet_merge(void);

static struct merge *m;
static struct buf out;

static void
start(void)
{
	m = merge_new(3);
	merge_name(m, 0, STR("a"));
	merge_name(m, 1, STR("b"));
	merge_name(m, 2, STR("c"));
	buf_init(&out, BUF_MAX_TEXT);
}

static void
finish(void)
{
	merge_free(m);
	buf_clear(&out);
}

/* This is printed now. */
#define EXPECT_OUT(now, want)                                                                      \
	do {                                                                                       \
		buf_reset(&out);                                                                   \
		merge_take(m, (now), &out);                                                        \
		EXPECT_STR(buf_str(&out), str_of(want));                                           \
	} while (0)

static void
add(size_t source, const char *bytes, msec now)
{
	merge_add(m, source, str_of(bytes), now);
}

START_TEST(holds_an_answer_until_it_is_whole)
{
	add(0, "a1\n", 100);
	add(1, "b1\n", 110);
	add(0, "a2\n", 120);
	EXPECT_OUT(130, "");
	merge_whole(m, 0);
	EXPECT_OUT(131, "a1\na2\n");
	add(1, "b2\n", 140);
	merge_whole(m, 1);
	EXPECT_OUT(141, "b1\nb2\n");
	EXPECT_OUT(10000, "");
}
END_TEST

START_TEST(holds_an_answer_for_a_moment_only)
{
	ck_assert_int_eq(merge_deadline(m), CLOCK_NEVER);
	add(0, "a1\na", 100);
	add(1, "b1\n", 150);
	ck_assert_int_eq(merge_deadline(m), 100 + MERGE_HOLD);
	EXPECT_OUT(100 + MERGE_HOLD - 1, "");
	EXPECT_OUT(100 + MERGE_HOLD, "a1\n");
	ck_assert_int_eq(merge_deadline(m), 150 + MERGE_HOLD);
	/* Now its lines pass, the other's do not yet. */
	add(0, "2\na3\n", 310);
	EXPECT_OUT(310, "a2\na3\n");
	EXPECT_OUT(150 + MERGE_HOLD, "b1\n");
	/* The next answer is held again. */
	merge_whole(m, 0);
	add(0, "a4\n", 400);
	EXPECT_OUT(400, "");
	EXPECT_OUT(400 + MERGE_HOLD, "a4\n");
}
END_TEST

START_TEST(holds_no_more_than_so_many_bytes)
{
	char *line = malloc(MERGE_HOLD_MAX);

	memset(line, 'x', MERGE_HOLD_MAX);
	line[MERGE_HOLD_MAX - 1] = '\n';
	merge_add(m, 0, str_from(line, MERGE_HOLD_MAX - 1), 100);
	EXPECT_OUT(100, "");
	merge_add(m, 0, STR("\n"), 100);
	buf_reset(&out);
	merge_take(m, 100, &out);
	EXPECT_STR(buf_str(&out), str_from(line, MERGE_HOLD_MAX));
	free(line);
}
END_TEST

START_TEST(lines_pass_when_they_may)
{
	merge_pass(m, true);
	add(0, "a1\na", 100);
	add(2, "c1\n", 100);
	EXPECT_OUT(100, "a1\nc1\n");
	ck_assert_int_eq(merge_deadline(m), CLOCK_NEVER);
	add(0, "2\n", 100);
	merge_pass(m, false);
	EXPECT_OUT(100, "");
	merge_whole(m, 0);
	EXPECT_OUT(100, "a2\n");
}
END_TEST

START_TEST(ends_an_unfinished_line)
{
	add(0, "a1\na2", 100);
	add(1, "b1", 100);
	merge_end(m, 0);
	EXPECT_OUT(100, "a1\na2\n");
	EXPECT_OUT(10000, "");
	merge_end(m, 1);
	merge_end(m, 2);
	EXPECT_OUT(10000, "b1\n");
}
END_TEST

START_TEST(what_comes_after_an_answer_waits)
{
	add(0, "a1\na2\na3", 100);
	merge_whole(m, 0);
	add(0, "\n", 150);
	EXPECT_OUT(150, "a1\na2\n");
	merge_whole(m, 0);
	EXPECT_OUT(150, "a3\n");
}
END_TEST

/* What is laid aside comes when it is to, before what was merged later. */
START_TEST(lays_aside)
{
	add(0, "a1\na", 100);
	merge_lay_aside(m, 0, true);
	add(0, "2\n", 100);
	add(1, "b1\n", 100);
	merge_whole(m, 1);
	EXPECT_OUT(1000, "b1\n");
	ck_assert_int_eq(merge_deadline(m), CLOCK_NEVER);
	ck_assert_uint_eq(merge_aside(m, 0), 6);
	merge_lay_aside(m, 0, false);
	add(0, "a3\n", 1000);
	merge_whole(m, 0);
	EXPECT_OUT(1000, "a3\n");
	add(0, "a4\n", 1000);
	merge_lay_aside(m, 0, true);
	add(0, "a5", 1000);
	merge_end(m, 0);
	EXPECT_OUT(2000, "");
	merge_rejoin(m, 0);
	merge_rejoin(m, 1);
	EXPECT_OUT(2000, "a1\na2\na4\na5\n");
	ck_assert_uint_eq(merge_aside(m, 0), 0);
	add(0, "a6\n", 2000);
	EXPECT_OUT(2000 + MERGE_HOLD, "a6\n");
}
END_TEST

/* Complete lines of one source, whole or laid aside, can go elsewhere. */
START_TEST(gives_the_lines_of_one_source)
{
	add(0, "a1\na", 100);
	add(1, "b1\n", 100);
	buf_reset(&out);
	merge_take_source(m, 0, &out);
	EXPECT_STR(buf_str(&out), STR("a1\n"));
	merge_lay_aside(m, 0, true);
	add(0, "2\na3", 100);
	buf_reset(&out);
	merge_take_source(m, 0, &out);
	EXPECT_STR(buf_str(&out), STR("a2\n"));
	merge_rejoin(m, 0);
	merge_end(m, 0);
	merge_whole(m, 1);
	EXPECT_OUT(101, "a3\nb1\n");
}
END_TEST

START_TEST(drops_what_nobody_wants)
{
	add(0, "a1\na", 100);
	add(1, "b1\n", 100);
	merge_drop(m, 0);
	add(0, "a2\n", 100);
	EXPECT_OUT(1000, "a2\nb1\n");
}
END_TEST

START_TEST(prints_a_header_row_where_it_is_needed)
{
	merge_pass(m, true);
	add(0, "_server\tA\tB\n", 100);
	EXPECT_OUT(100, "_server\tA\tB\n");
	add(0, "a\t1\t2\n", 100);
	add(1, "_server\tA\tB\nb\t3\t4\n", 100);
	EXPECT_OUT(100, "a\t1\t2\nb\t3\t4\n");
	add(2, "_server\tC\nc\t5\n", 100);
	add(1, "b\t6\t7\n", 100);
	EXPECT_OUT(100, "b\t6\t7\n_server\tC\nc\t5\n");
	add(0, "a\t8\t9\n", 100);
	EXPECT_OUT(100, "_server\tA\tB\na\t8\t9\n");
	add(0, "_server\tX\n", 100);
	EXPECT_OUT(100, "");
	add(0, "a\t1\n", 100);
	EXPECT_OUT(100, "_server\tX\na\t1\n");
}
END_TEST

/* The rows in a file have a header row, whatever the terminal shows, and the other way round. */
START_TEST(prints_a_header_row_elsewhere_too)
{
	merge_pass(m, true);
	add(0, "_server\tA\na\t1\n", 100);
	EXPECT_OUT(100, "_server\tA\na\t1\n");
	merge_divert(m, true);
	add(1, "_server\tA\nb\t2\n", 100);
	buf_reset(&out);
	merge_take_source(m, 1, &out);
	EXPECT_STR(buf_str(&out), STR("b\t2\n"));
	add(0, "_server\tA\na\t3\n", 100);
	add(1, "b\t4\n", 100);
	EXPECT_OUT(100, "_server\tA\na\t3\nb\t4\n");
	merge_divert(m, false);
	add(0, "_server\tA\na\t5\n", 100);
	EXPECT_OUT(100, "a\t5\n");
}
END_TEST

/* What is no row has no header row, whatever came before. */
START_TEST(prints_a_header_row_only_above_rows)
{
	merge_pass(m, true);
	add(0, "_server\tA\na\t1\n", 100);
	add(1, "_server\tB\nb\t2\n", 100);
	EXPECT_OUT(100, "_server\tA\na\t1\n_server\tB\nb\t2\n");
	add(0, "a | text\n{\"a\":\t3}\na\n\na\t4\n", 100);
	EXPECT_OUT(100, "a | text\n{\"a\":\t3}\na\n\n_server\tA\na\t4\n");
	merge_divert(m, true);
	add(0, "_server\tA\na\t5\n", 100);
	add(1, "_server\tB\nb\t6\n", 100);
	EXPECT_OUT(100, "_server\tA\na\t5\n_server\tB\nb\t6\n");
	add(0, "text\na\t7\n", 100);
	EXPECT_OUT(100, "text\n_server\tA\na\t7\n");
	merge_divert(m, false);
	/* Rows without titles, as they were set, have none from before. */
	merge_divert(m, true);
	add(0, "a\t8\n", 100);
	add(1, "b\t9\n", 100);
	EXPECT_OUT(100, "a\t8\nb\t9\n");
	merge_divert(m, false);
	/* On the screen they go on. */
	add(1, "b\t10\n", 100);
	EXPECT_OUT(100, "_server\tB\nb\t10\n");
}
END_TEST

/* Numbered lines of random lengths, in random pieces, held and passed at random: each source's come
 * out whole and in order. */
START_TEST(loses_and_mixes_nothing)
{
	unsigned sent[3] = {0}, seen[3] = {0};
	struct buf pending[3] = {BUF_INIT(BUF_MAX_TEXT), BUF_INIT(BUF_MAX_TEXT),
	    BUF_INIT(BUF_MAX_TEXT)};
	struct str rest, line;

	srand(1);
	for (int step = 0; step < 20000; step++) {
		size_t i = (size_t)(rand() % 3);
		if (rand() % 3 == 0)
			buf_addf(&pending[i], "%zu %u %0*d\n", i, sent[i]++, rand() % 100 + 1, 0);
		size_t n = pending[i].n ? (size_t)rand() % pending[i].n + 1 : 0;
		merge_add(m, i, str_head(buf_str(&pending[i]), n), step);
		buf_drop(&pending[i], n);
		if (rand() % 10 == 0)
			merge_whole(m, i);
		if (rand() % 5 == 0)
			merge_pass(m, rand() % 2);
		merge_take(m, step, &out);
	}
	for (size_t i = 0; i < 3; i++) {
		merge_add(m, i, buf_str(&pending[i]), 30000);
		merge_end(m, i);
		buf_clear(&pending[i]);
	}
	merge_take(m, 30000, &out);
	rest = buf_str(&out);
	while (str_cut(&rest, '\n', &line) && rest.p) {
		unsigned source, number;
		int zeros;
		char *text = mem_strndup(line); /* what follows it does not end the string */
		ck_assert_msg(sscanf(text, "%u %u %n", &source, &number, &zeros) == 2 &&
		    source < 3 && number == seen[source]++, "line %.*s", STR_ARG(line));
		free(text);
		ck_assert(strspn(line.p + zeros, "0") == line.n - (size_t)zeros);
	}
	for (size_t i = 0; i < 3; i++)
		ck_assert_uint_eq(seen[i], sent[i]);
}
END_TEST

Suite *
suite_fleet_merge(void)
{
	Suite *s = suite_create("fleet_merge");
	TCase *t = tcase_create("fleet_merge");

	tcase_add_checked_fixture(t, start, finish);
	tcase_add_test(t, holds_an_answer_until_it_is_whole);
	tcase_add_test(t, holds_an_answer_for_a_moment_only);
	tcase_add_test(t, holds_no_more_than_so_many_bytes);
	tcase_add_test(t, lines_pass_when_they_may);
	tcase_add_test(t, ends_an_unfinished_line);
	tcase_add_test(t, what_comes_after_an_answer_waits);
	tcase_add_test(t, lays_aside);
	tcase_add_test(t, gives_the_lines_of_one_source);
	tcase_add_test(t, drops_what_nobody_wants);
	tcase_add_test(t, prints_a_header_row_where_it_is_needed);
	tcase_add_test(t, prints_a_header_row_elsewhere_too);
	tcase_add_test(t, prints_a_header_row_only_above_rows);
	tcase_add_test(t, loses_and_mixes_nothing);
	suite_add_tcase(s, t);
	return s;
}
