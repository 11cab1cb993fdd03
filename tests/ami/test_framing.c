/* SPDX-License-Identifier: ISC */
/*
 * Framed events. What is fed a byte at a time is taken line by line; what is there as a whole is
 * framed and then split: both must give the same, whatever the bytes.
 */
#include "ami/framing.h"

#include <check.h>

#include "../expect.h"
#include "transcript.h"

Suite *suite_framing(void);

#define HEAD    "Event: Hangup\r\nPrivilege: call,all\r\n"
#define MAX     (64u << 10)
#define STREAMS 20000

/* What the head of the event is that begins here, and its length, as text: `Hangup call,all 37`. */
static void
expect_frame(struct str bytes, const char *want)
{
	struct buf got = BUF_INIT(BUF_MAX_LINE);
	struct field head[FRAMING_HEAD];
	size_t n = framing_event(bytes, head);

	for (size_t i = 0; n && i < FRAMING_HEAD; i++)
		buf_addf(&got, "%.*s=%.*s ", (int)head[i].name_n, bytes.p + head[i].name,
		    (int)head[i].value_n, bytes.p + head[i].value);
	buf_addf(&got, "%zu", n);
	ck_assert_str_eq(buf_z(&got), want);
	buf_clear(&got);
}

START_TEST(frames_what_goes_to_all)
{
	expect_frame(STR(HEAD "\r\nEvent"), "Event=Hangup Privilege=call,all 38");
	expect_frame(STR("Event: A\nPrivilege: x,all\n\n"), "Event=A Privilege=x,all 27");
	expect_frame(STR("Event: \nPrivilege: ,all\nX\n\r\n"), "Event= Privilege=,all 28");
	expect_frame(
	    STR(HEAD "X: 1\r\nPrivilege: x\r\n\n\n"), "Event=Hangup Privilege=call,all 57");
}
END_TEST

START_TEST(leaves_the_rest_to_the_lines)
{
	static const char *const others[] = {
	    "",
	    "\r\n" HEAD "\r\n",
	    HEAD,
	    HEAD "X: 1\r\n\r",
	    HEAD "X: 1\r\n\r\r\n",
	    HEAD "\rX\n",
	    "event: Hangup\r\nPrivilege: call,all\r\n\r\n",
	    "Event:Hangup\r\nPrivilege: call,all\r\n\r\n",
	    "Event: Hangup\r\nprivilege: call,all\r\n\r\n",
	    "Event: Hangup\r\nPrivilege: call,reporting\r\n\r\n",
	    "Event: Hangup\r\nPrivilege: Call\r\n\r\n",
	    "Event: Hangup\r\nX: 1\r\nPrivilege: call,all\r\n\r\n",
	    "Event: Hangup\r\nPrivilege: call,all \r\n\r\n",
	    "Event: Hangup\r\nPrivilege: all\r\n\r\n",
	    "Event: Hangup\r\n\r\nPrivilege: call,all\r\n\r\n",
	    "Response: Success\r\nPrivilege: call,all\r\n\r\n",
	    "Event: Hangup\r\nPrivilege: call,all",
	};

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		expect_frame(str_of(others[i]), "0");
}
END_TEST

/* Feed the stream whole and a byte at a time. */
static void
expect_same(struct str stream)
{
	struct buf framed = BUF_INIT(BUF_MAX_TEXT), lines = BUF_INIT(BUF_MAX_TEXT);

	transcript_text(&framed, stream, SIZE_MAX, MAX, false);
	transcript_text(&lines, stream, 1, MAX, false);
	ck_assert_str_eq(buf_z(&framed), buf_z(&lines));
	buf_clear(&framed);
	buf_clear(&lines);
}

/* What is odd stands at every place of the 64 bytes that are looked at together. */
START_TEST(is_the_same_wherever_it_stands)
{
	static const char *const odd[] = {
	    "\r\n\r\n", "\n\n", "\n\r\n", "\r\n\n", "\r\r\n\r\r\n", "\nx\n\n", "\n\r\r\n\r\n",
	    "\r\n: x\r\n\r\n", "\r\nx:\r\ny: \r\nz:  1\r\n\r\n", "\r\nno colon\r\n\r\n",
	    "\r\n_status: x\r\n_other: y\r\n_error\r\n\r\n", "\r\nA: b: c\r\n: :\r\n::\r\n\r\n",
	    "\r\nChanVariable(a:b): c: d\r\nChanVariable(e\r\nChanVariable: f\r\n\r\n",
	    "\r\nVariableName(x: y): z\r\n\r\n", "\r\n\r", "\r\n", "\r", "",
	};

	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++)
		for (size_t pad = 0; pad < 2 * 64; pad++) {
			struct buf stream = BUF_INIT(BUF_MAX_LINE);
			buf_addz(&stream, HEAD "Pad: ");
			buf_pad(&stream, 'x', pad);
			buf_addz(&stream, odd[i]);
			buf_addz(&stream, HEAD "X: 1\r\n\r\n\r\n" HEAD "Y: 2\r\n\r\n");
			expect_same(buf_str(&stream));
			buf_clear(&stream);
		}
}
END_TEST

/* Always the same numbers. */
static unsigned
draw(unsigned below)
{
	static uint32_t seed = 1;

	seed = seed * 1664525u + 1013904223u;
	return (seed >> 16) % below;
}

/* Streams put together at random of what matters to framing and splitting. */
START_TEST(is_the_same_for_any_bytes)
{
	static const struct str parts[] = {
	    {HEAD, sizeof(HEAD) - 1}, {"\r\n", 2}, {"\r\n", 2}, {"\n", 1}, {"\r", 1}, {": ", 2},
	    {":", 1}, {" ", 1}, {"\0", 1}, {"x", 1}, {"Name", 4}, {"_status", 7}, {"_", 1},
	    {"ChanVariable(", 13}, {"): ", 3}, {"Event: A\n", 9}, {"Privilege: a,all\n", 17},
	    {"Response: Success\r\n", 19}, {"ActionID: 1\r\n", 13}, {"\r\n\r\n", 4},
	    {"a value that is as long as some are", 35},
	};

	for (unsigned i = 0; i < STREAMS; i++) {
		struct buf stream = BUF_INIT(BUF_MAX_LINE);
		buf_addz(&stream, HEAD);
		for (unsigned left = draw(40); left > 0; left--)
			buf_adds(&stream, parts[draw(sizeof(parts) / sizeof(parts[0]))]);
		expect_same(buf_str(&stream));
		buf_clear(&stream);
	}
}
END_TEST

/* An event may have as many lines as framed as it may have otherwise. */
START_TEST(has_the_same_limits)
{
	for (size_t max = 400; max < 1200; max += 50)
		for (size_t lines = 0; lines < 260; lines += 13) {
			struct buf stream = BUF_INIT(BUF_MAX_LINE), got = BUF_INIT(BUF_MAX_TEXT);
			struct buf want = BUF_INIT(BUF_MAX_TEXT);
			buf_addz(&stream, HEAD);
			for (size_t i = 0; i < lines; i++)
				buf_addz(&stream, "x\n");
			buf_addz(&stream, "\n" HEAD "\n");
			transcript_text(&got, buf_str(&stream), SIZE_MAX, max, false);
			transcript_text(&want, buf_str(&stream), 1, max, false);
			ck_assert_str_eq(buf_z(&got), buf_z(&want));
			buf_clear(&stream);
			buf_clear(&got);
			buf_clear(&want);
		}
}
END_TEST

static void
feed(struct parse *p, struct str bytes)
{
	size_t room;

	memcpy(parse_room(p, bytes.n, &room), bytes.p, bytes.n);
	parse_fed(p, bytes.n);
}

/* parse_frame gives the head alone, and only for what was framed. */
START_TEST(fields_come_when_asked)
{
	struct str stream = STR(HEAD "Cause: 16\r\n\r\nResponse: Success\r\nX: 1\r\n\r\n");
	struct parse *p = parse_new(MAX, false);
	struct msg m;
	struct err err;

	feed(p, stream);
	ck_assert_int_eq(parse_frame(p, &m, &err), 1);
	ck_assert(m.framed);
	ck_assert_uint_eq(m.n, FRAMING_HEAD);
	EXPECT_STR(msg_title(&m), STR("Hangup"));
	EXPECT_STR(m.raw, STR(HEAD "Cause: 16\r\n\r\n"));
	ck_assert_int_eq(parse_frame(p, &m, &err), 1);
	ck_assert(!m.framed);
	ck_assert_uint_eq(m.n, 2);
	EXPECT_STR(msg_get(&m, STR("X")), STR("1"));
	ck_assert_int_eq(parse_frame(p, &m, &err), 0);
	parse_free(p);
}
END_TEST

static bool
is_no_hangup(void *asked, struct str name)
{
	buf_addf(asked, "%.*s ", (int)name.n, name.p);
	return !str_eq(name, STR("Hangup"));
}

/* Append the messages that are complete and are not passed over, with their fields. Returns how
 * many are. */
static size_t
take_rest(struct parse *p, struct buf *got, struct buf *asked)
{
	size_t passed = 0;
	struct msg m;
	struct err err;

	for (;;) {
		passed += parse_pass(p, is_no_hangup, asked);
		if (parse_next(p, &m, &err) != 1)
			return passed;
		for (size_t i = 0; i < m.n; i++)
			buf_addf(got, "%.*s ", (int)msg_value(&m, i).n, msg_value(&m, i).p);
		buf_addz(got, "| ");
	}
}

/* Wherever the rest is cut: what is asked for is no more taken apart than what is not. */
START_TEST(passes_over_events)
{
	const struct str one = STR("Event: A\r\nPrivilege: x,all\r\nX: 1\r\n\r\n");
	const struct str rest = STR(HEAD "X: 2\r\n\r\nEvent: A\r\nPrivilege: A\r\n\r\n"
					 "Response: Success\r\n\r\n" HEAD "\r\n");
	const char *want = "Hangup call,all 2 | A A | Success | Hangup call,all | ";

	for (size_t cut = 0; cut <= rest.n; cut++) {
		struct parse *p = parse_new(MAX, false);
		struct buf got = BUF_INIT(BUF_MAX_TEXT), asked = BUF_INIT(BUF_MAX_TEXT);
		feed(p, one);
		feed(p, str_head(rest, cut));
		ck_assert_uint_eq(take_rest(p, &got, &asked), 1);
		feed(p, str_from_at(rest, cut));
		feed(p, one);
		ck_assert_uint_eq(take_rest(p, &got, &asked), 1);
		ck_assert_str_eq(buf_z(&got), want);
		if (cut == 0)
			ck_assert_str_eq(buf_z(&asked), "A Hangup Hangup A ");
		buf_clear(&got);
		buf_clear(&asked);
		parse_free(p);
	}
}
END_TEST

/* What comes before the banner is an error, and it stays one. */
START_TEST(passes_over_nothing_without_a_banner)
{
	struct parse *p = parse_new(MAX, true);
	struct buf asked = BUF_INIT(BUF_MAX_TEXT);
	struct msg m;
	struct err err;

	for (int i = 0; i < 2; i++) {
		feed(p, STR("Event: A\r\nPrivilege: x,all\r\n\r\n"));
		ck_assert_uint_eq(parse_pass(p, is_no_hangup, &asked), 0);
		ck_assert_int_eq(parse_next(p, &m, &err), -1);
	}
	ck_assert_uint_eq(asked.n, 0);
	parse_free(p);
	buf_clear(&asked);
}
END_TEST

Suite *
suite_framing(void)
{
	Suite *s = suite_create("ami/framing");
	TCase *t = tcase_create("framing");

	tcase_set_tags(t, "blocks");
	tcase_set_timeout(t, 60);
	tcase_add_test(t, frames_what_goes_to_all);
	tcase_add_test(t, leaves_the_rest_to_the_lines);
	tcase_add_test(t, is_the_same_wherever_it_stands);
	tcase_add_test(t, is_the_same_for_any_bytes);
	tcase_add_test(t, has_the_same_limits);
	tcase_add_test(t, fields_come_when_asked);
	tcase_add_test(t, passes_over_events);
	tcase_add_test(t, passes_over_nothing_without_a_banner);
	suite_add_tcase(s, t);
	return s;
}
