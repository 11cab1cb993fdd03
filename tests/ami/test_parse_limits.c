/* SPDX-License-Identifier: ISC */
/*
 * The parser at its limits and one beyond: first lines, messages and lines that do not end, memory
 * that must not stay, time that must not grow with the square of the bytes.
 */
#include <check.h>

#include "transcript.h"

Suite *suite_parse_limits(void);

#define SMALL 1000 /* a maximum that is easily reached */
#define KIB   1024u
#define MIB   (1024u * KIB)

/* A first line of n bytes, as a banner or as something else, and then its end. */
static void
make_first_line(struct buf *out, const char *begin, size_t n)
{
	buf_addz(out, begin);
	buf_pad(out, 'x', n - out->n);
	buf_addc(out, '\n');
}

START_TEST(first_line_ends_within_256_bytes)
{
	static const struct {
		const char *begin;
		size_t n;
		const char *want;
	} cases[] = {
	    {"Asterisk Call Manager/", 255, "banner Asterisk Call Manager=xxx"},
	    {"Asterisk Call Manager/", 256, "error 3: not an AMI server: it says \"Asterisk Call "},
	    {"SSH", 4000, "error 3: not an AMI server: it says \"SSHxxx"},
	};
	static const size_t pieces[] = {1, 255, 256, 257, SIZE_MAX};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (size_t k = 0; k < sizeof(pieces) / sizeof(pieces[0]); k++) {
			struct buf line = BUF_INIT(BUF_MAX_LINE), got = BUF_INIT(BUF_MAX_TEXT);
			make_first_line(&line, cases[i].begin, cases[i].n);
			transcript_text(&got, buf_str(&line), pieces[k], SMALL, true);
			ck_assert_msg(str_starts(buf_str(&got), str_of(cases[i].want)),
			    "expected %s..., got %s", cases[i].want, buf_z(&got));
			ck_assert_uint_lt(got.n, 300);
			buf_clear(&line);
			buf_clear(&got);
		}
}
END_TEST

START_TEST(endless_first_line_fails_without_its_end)
{
	struct buf line = BUF_INIT(BUF_MAX_LINE), got = BUF_INIT(BUF_MAX_TEXT);

	buf_pad(&line, 'x', 255);
	transcript_text(&got, buf_str(&line), 1, SMALL, true);
	ck_assert_str_eq(buf_z(&got), "left 255\n");
	buf_addc(&line, 'x');
	buf_reset(&got);
	transcript_text(&got, buf_str(&line), 1, SMALL, true);
	ck_assert_msg(str_starts(buf_str(&got), STR("error 3: not an AMI server: it says \"xxx")),
	    "got %s", buf_z(&got));
	buf_clear(&line);
	buf_clear(&got);
}
END_TEST

/* A message of exactly n bytes, made of blank lines and one long line. */
static void
make_message(struct buf *out, size_t n)
{
	size_t end = out->n + n - 4;

	buf_addz(out, "\r\nEvent: A\r\nX: ");
	buf_pad(out, 'x', end - out->n);
	buf_addz(out, "\r\n\r\n");
}

/* How many lines of text begin so? */
static size_t
count_lines(const struct buf *text, const char *begin)
{
	struct str rest = buf_str(text), line;
	size_t n = 0;

	while (str_cut(&rest, '\n', &line))
		n += str_starts(line, str_of(begin));
	return n;
}

START_TEST(message_of_its_maximum_and_one_more)
{
	static const size_t pieces[] = {1, 2, 999, 1000, 1001, SIZE_MAX};

	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		struct buf stream = BUF_INIT(BUF_MAX_LINE), got = BUF_INIT(BUF_MAX_TEXT);
		make_message(&stream, SMALL);
		make_message(&stream, SMALL);
		transcript_text(&got, buf_str(&stream), pieces[i], SMALL, false);
		ck_assert_uint_eq(count_lines(&got, "event Event=A|X=xxx"), 2);
		buf_reset(&got);
		buf_reset(&stream);
		make_message(&stream, SMALL + 1);
		transcript_text(&got, buf_str(&stream), pieces[i], SMALL, false);
		ck_assert_str_eq(buf_z(&got), "error 3: message of more than 1000 bytes\n");
		buf_clear(&stream);
		buf_clear(&got);
	}
}
END_TEST

START_TEST(endless_blank_lines_are_a_message_too_long)
{
	struct buf stream = BUF_INIT(BUF_MAX_LINE), got = BUF_INIT(BUF_MAX_TEXT);

	buf_pad(&stream, '\n', SMALL + 1);
	transcript_text(&got, buf_str(&stream), 3, SMALL, false);
	ck_assert_str_eq(buf_z(&got), "error 3: message of more than 1000 bytes\n");
	buf_clear(&stream);
	buf_clear(&got);
}
END_TEST

START_TEST(lines_are_bounded_by_the_bytes)
{
	struct buf stream = BUF_INIT(BUF_MAX_LINE), got = BUF_INIT(BUF_MAX_TEXT);

	buf_addz(&stream, "Event: A\n");
	for (int i = 0; i < 127; i++)
		buf_addz(&stream, "x\n");
	buf_addz(&stream, "\n");
	transcript_text(&got, buf_str(&stream), SIZE_MAX, SMALL, false);
	ck_assert_uint_eq(got.n, strlen("event Event=A\n") + 127 * strlen("|=x"));
	buf_reset(&got);
	stream.n--;
	buf_addz(&stream, "x\n\n");
	transcript_text(&got, buf_str(&stream), SIZE_MAX, SMALL, false);
	ck_assert_str_eq(buf_z(&got), "error 3: message of more than 128 lines\n");
	buf_clear(&stream);
	buf_clear(&got);
}
END_TEST

START_TEST(errors_stay)
{
	struct parse *p = parse_new(SMALL, true);
	struct str ssh = STR("SSH-2.0\r\nAsterisk Call Manager/1.0\r\n\r\n");
	struct err first, second;
	struct msg m;
	size_t room;

	for (int i = 0; i < 10000; i++) {
		memcpy(parse_room(p, 4096, &room), ssh.p, ssh.n);
		ck_assert_uint_lt(room, 64 * KIB);
		parse_fed(p, ssh.n);
		ck_assert_int_eq(parse_next(p, &m, i ? &second : &first), -1);
		if (i)
			ck_assert_str_eq(second.text, first.text);
	}
	parse_free(p);
}
END_TEST

START_TEST(views_last_until_the_next_room)
{
	struct parse *p = parse_new(SMALL, false);
	struct msg first, second;
	struct err err;
	size_t room;

	memcpy(parse_room(p, 64, &room), "Event: A\r\n\r\nEvent: B\r\n\r\nEvent:", 30);
	parse_fed(p, 30);
	ck_assert_int_eq(parse_next(p, &first, &err), 1);
	ck_assert(str_eq(msg_title(&first), STR("A")));
	ck_assert_int_eq(parse_next(p, &second, &err), 1);
	ck_assert(str_eq(msg_title(&second), STR("B")));
	ck_assert_ptr_eq(second.raw.p, first.raw.p + first.raw.n);
	ck_assert_int_eq(parse_next(p, &second, &err), 0);
	parse_free(p);
}
END_TEST

START_TEST(nothing_fed_is_nothing_to_hear)
{
	struct parse *p = parse_new(SMALL, true);
	struct err err;
	struct msg m;
	size_t room;

	ck_assert_int_eq(parse_next(p, &m, &err), 0);
	parse_room(p, 1, &room);
	ck_assert_uint_ge(room, 1);
	parse_fed(p, 0);
	ck_assert_int_eq(parse_next(p, &m, &err), 0);
	ck_assert(!parse_begun(p, &m));
	parse_free(p);
	parse_free(NULL);
}
END_TEST

/* What a long stream was: counted, not kept. */
struct tally {
	size_t messages, fields, bytes;
};

static void
count(void *arg, const struct msg *m)
{
	struct tally *t = arg;

	t->messages++;
	t->fields += m->n;
	t->bytes += m->raw.n;
}

/* Feed a message of n bytes made of that line; a parser that scanned bytes repeatedly would not
 * finish within the time of the test. */
static void
expect_linear(struct str line, size_t n, size_t piece)
{
	struct parse *p = parse_new(BUF_MAX_MESSAGE, false);
	struct buf stream = BUF_INIT(BUF_MAX_MESSAGE);
	struct tally t = {0, 0, 0};
	struct err err;
	size_t lines = 1;

	buf_addz(&stream, "Event: A\n");
	for (; stream.n + line.n + 1 <= n; lines++)
		buf_adds(&stream, line);
	buf_addc(&stream, '\n');
	if (transcript_feed(p, buf_str(&stream), piece, count, &t, &err) == -1)
		ck_abort_msg("%s", err.text);
	ck_assert_uint_eq(t.messages, 1);
	ck_assert_uint_eq(t.fields, lines);
	ck_assert_uint_eq(t.bytes, stream.n);
	buf_clear(&stream);
	parse_free(p);
}

START_TEST(huge_message_of_many_lines)
{
	expect_linear(STR("Output: x\r\n"), BUF_MAX_MESSAGE, 4096);
}
END_TEST

START_TEST(huge_message_of_one_line)
{
	struct buf line = BUF_INIT(BUF_MAX_MESSAGE);

	buf_pad(&line, 'x', BUF_MAX_MESSAGE - 11);
	buf_addc(&line, '\n');
	expect_linear(buf_str(&line), BUF_MAX_MESSAGE, 1460);
	buf_clear(&line);
}
END_TEST

START_TEST(long_message_byte_by_byte)
{
	struct buf line = BUF_INIT(BUF_MAX_MESSAGE);

	buf_pad(&line, ':', MIB);
	buf_addc(&line, '\n');
	expect_linear(buf_str(&line), 2 * MIB, 1);
	buf_clear(&line);
	expect_linear(STR("x) y) z)\r\n"), MIB, 1);
}
END_TEST

START_TEST(memory_is_given_back)
{
	struct parse *p = parse_new(BUF_MAX_MESSAGE, false);
	struct buf stream = BUF_INIT(BUF_MAX_MESSAGE);
	struct tally t = {0, 0, 0};
	struct err err;
	size_t room;

	make_message(&stream, 8 * MIB);
	buf_addz(&stream, "Event: B\r\n");
	ck_assert_int_eq(transcript_feed(p, buf_str(&stream), SIZE_MAX, count, &t, &err), 0);
	ck_assert_uint_eq(t.messages, 1);
	parse_room(p, 4096, &room);
	ck_assert_uint_ge(room, 4096);
	ck_assert_uint_le(room, 256 * KIB);
	ck_assert_int_eq(transcript_feed(p, STR("C: 1\r\n\r\n"), 1, count, &t, &err), 0);
	ck_assert_uint_eq(t.messages, 2);
	ck_assert_uint_eq(t.fields, 4);
	ck_assert_uint_eq(t.bytes, stream.n + 8);
	buf_clear(&stream);
	parse_free(p);
}
END_TEST

START_TEST(stream_of_small_messages_stays_small)
{
	struct parse *p = parse_new(BUF_MAX_MESSAGE, false);
	struct buf stream = BUF_INIT(BUF_MAX_MESSAGE);
	struct tally t = {0, 0, 0};
	struct err err;
	size_t room;

	for (int i = 0; i < 1000; i++)
		make_message(&stream, 400);
	for (int i = 0; i < 100; i++) {
		ck_assert_int_eq(transcript_feed(p, buf_str(&stream), 1460, count, &t, &err), 0);
		parse_room(p, 1460, &room);
		ck_assert_uint_le(room, 64 * KIB);
	}
	ck_assert_uint_eq(t.messages, 100000);
	buf_clear(&stream);
	parse_free(p);
}
END_TEST

Suite *
suite_parse_limits(void)
{
	Suite *s = suite_create("ami/parse limits");
	TCase *t = tcase_create("limits"), *volume = tcase_create("volume");

	tcase_set_tags(t, "blocks");
	tcase_set_timeout(t, 60);
	tcase_add_test(t, first_line_ends_within_256_bytes);
	tcase_add_test(t, endless_first_line_fails_without_its_end);
	tcase_add_test(t, message_of_its_maximum_and_one_more);
	tcase_add_test(t, endless_blank_lines_are_a_message_too_long);
	tcase_add_test(t, lines_are_bounded_by_the_bytes);
	tcase_add_test(t, errors_stay);
	tcase_add_test(t, views_last_until_the_next_room);
	tcase_add_test(t, nothing_fed_is_nothing_to_hear);
	tcase_add_test(t, long_message_byte_by_byte);
	tcase_add_test(t, memory_is_given_back);
	tcase_add_test(t, stream_of_small_messages_stays_small);
	suite_add_tcase(s, t);
	tcase_set_tags(volume, "volume");
	tcase_set_timeout(volume, 60);
	tcase_add_test(volume, huge_message_of_many_lines);
	tcase_add_test(volume, huge_message_of_one_line);
	suite_add_tcase(s, volume);
	return s;
}
