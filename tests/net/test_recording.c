/* SPDX-License-Identifier: ISC */
/* The lines of recordings, and files that editors or a pipe have cut. */
#include "net/recording.h"

#include "../expect.h"

Suite *suite_recording(void);

START_TEST(reads_what_it_writes)
{
	struct buf line = BUF_INIT(4096), bytes = BUF_INIT(4096);
	enum direction direction;
	int64_t began;
	msec at;

	recording_open(&line, 1795355440007);
	struct str rest = buf_str(&line), one;
	bool headless = true;
	ck_assert(recording_begins(rest, &headless) && !headless);
	str_cut(&rest, '\n', &one);
	ck_assert(!recording_began(one, &began));
	str_cut(&rest, '\n', &one);
	ck_assert(recording_began(one, &began));
	ck_assert_int_eq(began, 1795355440007);
	ck_assert(!recording_read(one, &at, &direction, &bytes));

	buf_reset(&line);
	recording_write(&line, 61002, FROM_SERVER, STR("a\\\t\x1b\xff\r\n"));
	EXPECT_STR(buf_str(&line), STR("    61.002 < a\\\\\\t\\x1b\\xff\\r\\n\n"));
	buf_reset(&line);
	recording_write(&line, 61002, TO_SERVER, STR(" a "));
	EXPECT_STR(buf_str(&line), STR("    61.002 >  a\\x20\n"));
	buf_reset(&line);
	recording_write(&line, 61002, FROM_SERVER, STR("a\\\t\x1b\xff\r\n"));
	line.n--;
	ck_assert(recording_read(buf_str(&line), &at, &direction, &bytes));
	ck_assert_int_eq(at, 61002);
	ck_assert_int_eq(direction, FROM_SERVER);
	EXPECT_STR(buf_str(&bytes), STR("a\\\t\x1b\xff\r\n"));
	buf_clear(&line);
	buf_clear(&bytes);
}
END_TEST

/* Every mark is read as what wrote it, whatever bytes follow; an event of ARI is one line. */
START_TEST(keeps_every_byte_of_every_direction)
{
	struct buf line = BUF_INIT(4096), bytes = BUF_INIT(4096), odd = BUF_INIT(4096);
	enum direction direction;
	msec at;

	for (int c = 0; c < 256; c++)
		buf_addc(&odd, (char)c);
	buf_addz(&odd, "\\n\\x0 ws< ari> \n");
	for (int d = FROM_SERVER; d <= ARI_MESSAGE; d++) {
		buf_reset(&line);
		buf_reset(&bytes);
		recording_write(&line, 7, (enum direction)d, buf_str(&odd));
		struct str rest = buf_str(&line), one;
		size_t lines = 0;
		for (; str_cut(&rest, '\n', &one) && one.n; lines++) {
			ck_assert(recording_read(one, &at, &direction, &bytes));
			ck_assert_int_eq(direction, d);
		}
		ck_assert_uint_eq(lines, d == ARI_MESSAGE ? 1 : 2);
		EXPECT_STR(buf_str(&bytes), buf_str(&odd));
	}
	buf_clear(&line);
	buf_clear(&bytes);
	buf_clear(&odd);
}
END_TEST

START_TEST(marks_the_lines_of_ari)
{
	struct buf out = BUF_INIT(4096);

	recording_write(&out, 2104, ARI_REQUEST, STR("GET /ari/channels\n"));
	recording_write(&out, 2107, ARI_ANSWER, STR("200 OK\n[]\n"));
	recording_write(&out, 3020, ARI_MESSAGE, STR("{\"a\":\n1}"));
	EXPECT_STR(buf_str(&out),
	    STR("     2.104 ari> GET /ari/channels\\n\n"
		"     2.107 ari< 200 OK\\n\n"
		"     2.107 ari< []\\n\n"
		"     3.020 ws< {\"a\":\\n1}\n"));
	buf_clear(&out);
}
END_TEST

static const struct {
	const char *first;
	bool begins, headless;
} firsts[] = {
    {"# amsh recording 1\n     0.000 < x\n", true, false},
    {"# amsh recording 1\r\n", true, false},
    {"\xef\xbb\xbf# amsh recording 1\r\n", true, false},
    {"    12.345 > Action: Ping\\r\\n\n", true, true},
    {"12.345 < x\r\n", true, true},
    {"# began 1795355440.123\n     0.016 < x\n", true, true},
    {"\xef\xbb\xbf# mine\r\n# began 1795355440.123\r\n     0.016 < x\r\n", true, true},
    {"# mine\nEvent: x\n", false, false},
    {"# amsh recording 2\n     0.016 < x\n", false, false},
    {"Asterisk Call Manager/11.0.0\r\n", false, false},
    {"Event: x\r\n", false, false},
    {"12.34 < x\n", false, false},
    {"12.345 ws< {}\n", true, true},
    {"12.345 ari> GET /ari/channels\\n\n", true, true},
    {"12.345 ! x\n", false, false},
    {"12.345 ari! x\n", false, false},
    {"12.345 ari<x\n", false, false},
    {"12.345 <\n", false, false},
    {"12.345  < x\n", false, false},
    {"", false, false},
};

START_TEST(knows_recordings_by_their_beginning)
{
	bool headless;
	bool begins = recording_begins(str_of(firsts[_i].first), &headless);

	ck_assert_msg(begins == firsts[_i].begins, "%s", firsts[_i].first);
	ck_assert(!begins || headless == firsts[_i].headless);
}
END_TEST

START_TEST(reads_edited_lines)
{
	struct buf bytes = BUF_INIT(4096);
	enum direction direction;
	int64_t began;
	msec at;

	ck_assert(recording_read(STR(" 0.001 < x\\r\\n\r"), &at, &direction, &bytes));
	EXPECT_STR(buf_str(&bytes), STR("x\r\n"));
	ck_assert(recording_began(STR("# began 1.500\r"), &began));
	ck_assert_int_eq(began, 1500);
	ck_assert(!recording_began(STR("# began 1.5000"), &began));
	ck_assert(!recording_began(STR("# began yesterday"), &began));
	buf_clear(&bytes);
}
END_TEST

Suite *
suite_recording(void)
{
	Suite *s = suite_create("net/recording");
	TCase *t = tcase_create("recording");

	tcase_add_test(t, reads_what_it_writes);
	tcase_add_test(t, keeps_every_byte_of_every_direction);
	tcase_add_test(t, marks_the_lines_of_ari);
	tcase_add_loop_test(t, knows_recordings_by_their_beginning, 0,
	    (int)(sizeof(firsts) / sizeof(firsts[0])));
	tcase_add_test(t, reads_edited_lines);
	suite_add_tcase(s, t);
	return s;
}
