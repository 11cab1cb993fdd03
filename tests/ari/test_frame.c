/* SPDX-License-Identifier: ISC */
/* Frames of a server, cut at every byte; each limit at it and one beyond. */
#include "ari/frame.h"

#include <check.h>
#include <stdlib.h>

#include "../expect.h"

Suite *suite_frame(void);

/* Append a frame of the server, its length in the fewest bytes. */
static void
serve(struct buf *out, unsigned first, struct str data)
{
	buf_addc(out, (char)first);
	if (data.n < 126) {
		buf_addc(out, (char)data.n);
	} else {
		size_t bytes = data.n < 65536 ? 2 : 8;
		buf_addc(out, bytes == 2 ? 126 : 127);
		for (size_t i = bytes; i-- > 0;)
			buf_addc(out, (char)(data.n >> 8 * i));
	}
	buf_adds(out, data);
}

/* Take out all that is there, as a line for each: kind, code, data. */
static int
drain(struct frames *f, struct buf *got, struct err *err)
{
	struct frame one;
	int n;

	while ((n = frames_next(f, &one, err)) == 1) {
		buf_addf(got, "%d %u ", one.kind, one.code);
		buf_adds(got, one.data);
		buf_addc(got, '\n');
	}
	return n;
}

/* Feed bytes in two pieces, or (cut 0) one after the other. */
static int
feed(struct str bytes, size_t cut, struct buf *got, unsigned *code, struct err *err)
{
	struct frames f;
	int n = 0;

	frames_init(&f, FRAME_MAX_MESSAGE);
	for (size_t at = 0; n == 0 && at < bytes.n;) {
		size_t piece = cut == 0 ? 1 : at == 0 ? cut : bytes.n - at;
		frames_feed(&f, str_head(str_from_at(bytes, at), piece));
		n = drain(&f, got, err);
		at += piece;
	}
	*code = f.code;
	frames_clear(&f);
	return n;
}

/* Every kind of frame, and every form of a length. */
static void
make_all(struct buf *wire, struct buf *want)
{
	struct buf big = BUF_INIT(BUF_MAX_MESSAGE), bigger = BUF_INIT(BUF_MAX_MESSAGE);

	buf_pad(&big, 'm', 126);
	buf_pad(&bigger, 'l', 300);
	serve(wire, 0x81, STR("{\"type\":\"Dial\"}"));
	serve(wire, 0x81, STR(""));
	serve(wire, 0x01, STR("in "));
	serve(wire, 0x89, STR("are you there"));
	serve(wire, 0x00, STR(""));
	serve(wire, 0x8a, STR(""));
	serve(wire, 0x00, buf_str(&bigger));
	serve(wire, 0x80, STR(" parts"));
	serve(wire, 0x81, buf_str(&big));
	serve(wire, 0x88, STR("\x03\xe9" "bye"));
	buf_addz(want, "1 0 {\"type\":\"Dial\"}\n1 0 \n9 0 are you there\n10 0 \n1 0 in ");
	buf_adds(want, buf_str(&bigger));
	buf_addz(want, " parts\n1 0 ");
	buf_adds(want, buf_str(&big));
	buf_addz(want, "\n8 1001 bye\n");
	buf_clear(&big);
	buf_clear(&bigger);
}

START_TEST(cut_anywhere)
{
	struct buf wire = BUF_INIT(BUF_MAX_LINE), want = BUF_INIT(BUF_MAX_LINE);

	make_all(&wire, &want);
	for (size_t cut = 0; cut <= wire.n; cut++) {
		struct buf got = BUF_INIT(BUF_MAX_LINE);
		struct err err = {0};
		unsigned code;
		int n = feed(buf_str(&wire), cut, &got, &code, &err);
		ck_assert_msg(n == 0, "cut at %zu: %s", cut, err.text);
		EXPECT_STR(buf_str(&got), buf_str(&want));
		buf_clear(&got);
	}
	buf_clear(&wire);
	buf_clear(&want);
}
END_TEST

/* The last frame of each, whatever came before, breaks the protocol. */
static const struct {
	struct str wire;
	unsigned code;
	const char *text;
} bad[] = {
    {STR("\xc1\x01x"), FRAME_WRONG, "the server sent a frame with reserved bits"},
    {STR("\xa1\x01x"), FRAME_WRONG, "the server sent a frame with reserved bits"},
    {STR("\x91\x01x"), FRAME_WRONG, "the server sent a frame with reserved bits"},
    {STR("\x81\x81" "abcd" "x"), FRAME_WRONG,
        "the server sent a masked frame, which only clients do"},
    {STR("\x89\x80" "abcd"), FRAME_WRONG, "the server sent a masked frame, which only clients do"},
    {STR("\x81\x7e\0\x7dx"), FRAME_WRONG,
        "the server sent the length of a frame in more bytes than it needs"},
    {STR("\x81\x7f\0\0\0\0\0\0\xff\xff"), FRAME_WRONG,
        "the server sent the length of a frame in more bytes than it needs"},
    {STR("\x81\x7f\x80\0\0\0\0\x01\0\0"), FRAME_WRONG,
        "the server sent a frame of an impossible length"},
    {STR("\x83\x01x"), FRAME_WRONG, "the server sent a frame of an unknown kind"},
    {STR("\x87\x01x"), FRAME_WRONG, "the server sent a frame of an unknown kind"},
    {STR("\x8b\x01x"), FRAME_WRONG, "the server sent a frame of an unknown kind"},
    {STR("\x8f\x01x"), FRAME_WRONG, "the server sent a frame of an unknown kind"},
    {STR("\x09\x01x"), FRAME_WRONG, "the server sent a control frame in parts"},
    {STR("\x08\0"), FRAME_WRONG, "the server sent a control frame in parts"},
    {STR("\x89\x7e\0\x7e"), FRAME_WRONG, "the server sent a control frame of more than 125 bytes"},
    {STR("\x80\x01x"), FRAME_WRONG, "the server sent the continuation of no message"},
    {STR("\0\x01x"), FRAME_WRONG, "the server sent the continuation of no message"},
    {STR("\x81\x01x\x80\x01x"), FRAME_WRONG, "the server sent the continuation of no message"},
    {STR("\x01\x01x\x81\x01x"), FRAME_WRONG, "the server sent a message inside another"},
    {STR("\x01\x01x\x02\x01x"), FRAME_WRONG, "the server sent a message inside another"},
    {STR("\x82\x01x"), FRAME_BINARY, "the server sent a binary message, where ARI has text"},
    {STR("\x81\x7f\0\0\0\0\x04\0\0\x01"), FRAME_TOO_BIG,
        "the server sent a message that is too big"},
    {STR("\x01\x01x\x80\x7f\0\0\0\0\x04\0\0\0"), FRAME_TOO_BIG,
        "the server sent a message that is too big"},
    {STR("\x88\x01x"), FRAME_WRONG, "the server sent half of a close code"},
    {STR("\x88\x02\x03\xe7"), FRAME_WRONG, "the server sent a close code that must not be sent"},
    {STR("\x88\x02\x03\xec"), FRAME_WRONG, "the server sent a close code that must not be sent"},
    {STR("\x88\x02\x03\xed"), FRAME_WRONG, "the server sent a close code that must not be sent"},
    {STR("\x88\x02\x03\xee"), FRAME_WRONG, "the server sent a close code that must not be sent"},
    {STR("\x88\x02\x03\xf7"), FRAME_WRONG, "the server sent a close code that must not be sent"},
    {STR("\x88\x02\x0b\xb7"), FRAME_WRONG, "the server sent a close code that must not be sent"},
    {STR("\x88\x02\x13\x88"), FRAME_WRONG, "the server sent a close code that must not be sent"},
    {STR("\x88\x02\xff\xff"), FRAME_WRONG, "the server sent a close code that must not be sent"},
};

START_TEST(refuses)
{
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		for (size_t cut = 0; cut <= bad[i].wire.n; cut++) {
			struct buf got = BUF_INIT(BUF_MAX_LINE);
			struct err err = {0};
			unsigned code;
			ck_assert_msg(feed(bad[i].wire, cut, &got, &code, &err) == -1,
			    "row %zu, cut at %zu", i, cut);
			ck_assert_int_eq(err.kind, ERR_LOST);
			ck_assert_str_eq(err.text, bad[i].text);
			ck_assert_uint_eq(code, bad[i].code);
			buf_clear(&got);
		}
	}
}
END_TEST

START_TEST(stays_broken)
{
	struct frames f;
	struct frame one;
	struct err err = {0}, again = {0};

	frames_init(&f, FRAME_MAX_MESSAGE);
	frames_feed(&f, STR("\x82\x01x"));
	ck_assert_int_eq(frames_next(&f, &one, &err), -1);
	frames_feed(&f, STR("\x81\x01x"));
	ck_assert_int_eq(frames_next(&f, &one, &again), -1);
	ck_assert_str_eq(again.text, err.text);
	frames_reset(&f);
	frames_feed(&f, STR("\x81\x01x"));
	ck_assert_int_eq(frames_next(&f, &one, &again), 1);
	EXPECT_STR(one.data, STR("x"));
	frames_clear(&f);
}
END_TEST

START_TEST(knows_close_codes)
{
	static const unsigned codes[] = {1000, 1003, 1007, 1014, 3000, 4999};

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		const char bytes[] = {(char)(codes[i] >> 8), (char)codes[i]};
		struct buf wire = BUF_INIT(BUF_MAX_LINE), got = BUF_INIT(BUF_MAX_LINE);
		struct buf want = BUF_INIT(BUF_MAX_LINE);
		struct err err = {0};
		unsigned code;
		serve(&wire, 0x88, str_from(bytes, 2));
		ck_assert_int_eq(feed(buf_str(&wire), 0, &got, &code, &err), 0);
		buf_addf(&want, "8 %u \n", codes[i]);
		EXPECT_STR(buf_str(&got), buf_str(&want));
		buf_clear(&wire);
		buf_clear(&got);
		buf_clear(&want);
	}
	ck_assert_str_eq(frame_code_words(1001), "going away");
	ck_assert_str_eq(frame_code_words(1013), "try again later");
	ck_assert_ptr_null(frame_code_words(1004));
	ck_assert_ptr_null(frame_code_words(1014));
	ck_assert_ptr_null(frame_code_words(999));
	ck_assert_ptr_null(frame_code_words(4000));
}
END_TEST

/* A close frame without a code, and one whose reason is no UTF-8: it is for who shows it. */
START_TEST(takes_any_reason)
{
	struct buf got = BUF_INIT(BUF_MAX_LINE);
	struct err err = {0};
	unsigned code;

	ck_assert_int_eq(feed(STR("\x88\0"), 0, &got, &code, &err), 0);
	ck_assert_int_eq(feed(STR("\x88\x04\x03\xe8\xff\x1b"), 0, &got, &code, &err), 0);
	EXPECT_STR(buf_str(&got), STR("8 1005 \n8 1000 \xff\x1b\n"));
	buf_clear(&got);
}
END_TEST

/* Messages of max bytes and one more, in one frame and in two. */
START_TEST(holds_the_maximum)
{
	for (size_t n = 0; n < 4; n++) {
		size_t over = n & 1, parts = n >> 1, size = 1000 + over;
		struct buf data = BUF_INIT(BUF_MAX_LINE), wire = BUF_INIT(BUF_MAX_LINE);
		struct frames f;
		struct frame one;
		struct err err = {0};
		buf_pad(&data, 'x', size);
		if (parts) {
			serve(&wire, 0x01, str_head(buf_str(&data), 500));
			serve(&wire, 0x80, str_from_at(buf_str(&data), 500));
		} else {
			serve(&wire, 0x81, buf_str(&data));
		}
		frames_init(&f, 1000);
		frames_feed(&f, buf_str(&wire));
		ck_assert_int_eq(frames_next(&f, &one, &err), over ? -1 : 1);
		if (over)
			ck_assert_uint_eq(f.code, FRAME_TOO_BIG);
		else
			EXPECT_STR(one.data, buf_str(&data));
		frames_clear(&f);
		buf_clear(&data);
		buf_clear(&wire);
	}
}
END_TEST

/* Lengths where the form of the length changes, and control frames of 125 bytes. */
START_TEST(reads_every_length)
{
	static const size_t sizes[] = {0, 1, 125, 126, 127, 65535, 65536, 70000};

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		for (unsigned first = 0x81; first <= (sizes[i] <= 125 ? 0x8au : 0x81u); first += 9) {
			struct buf data = BUF_INIT(BUF_MAX_LINE), wire = BUF_INIT(BUF_MAX_LINE);
			struct frames f;
			struct frame one;
			struct err err = {0};
			buf_pad(&data, 'y', sizes[i]);
			serve(&wire, first, buf_str(&data));
			frames_init(&f, FRAME_MAX_MESSAGE);
			frames_feed(&f, str_head(buf_str(&wire), wire.n - 1));
			ck_assert_int_eq(frames_next(&f, &one, &err), 0);
			frames_feed(&f, str_from_at(buf_str(&wire), wire.n - 1));
			ck_assert_int_eq(frames_next(&f, &one, &err), 1);
			EXPECT_STR(one.data, buf_str(&data));
			ck_assert_int_eq(frames_next(&f, &one, &err), 0);
			frames_clear(&f);
			buf_clear(&data);
			buf_clear(&wire);
		}
	}
}
END_TEST

/* Many messages need no more memory than one; a huge one is forgotten. */
START_TEST(bounds_memory)
{
	struct buf data = BUF_INIT(BUF_MAX_MESSAGE), wire = BUF_INIT(BUF_MAX_MESSAGE);
	struct frames f;
	struct frame one;
	struct err err = {0};

	buf_pad(&data, 'z', 5000);
	serve(&wire, 0x01, buf_str(&data));
	serve(&wire, 0x89, STR("?"));
	serve(&wire, 0x80, buf_str(&data));
	frames_init(&f, FRAME_MAX_MESSAGE);
	for (size_t i = 0; i < 1000; i++) {
		frames_feed(&f, buf_str(&wire));
		ck_assert_int_eq(frames_next(&f, &one, &err), 1);
		ck_assert_int_eq(frames_next(&f, &one, &err), 1);
		ck_assert_uint_eq(one.data.n, 10000);
		ck_assert_int_eq(frames_next(&f, &one, &err), 0);
	}
	ck_assert_uint_lt(f.in.cap + f.text.cap, 100000);
	buf_pad(&data, 'z', 3000000);
	buf_reset(&wire);
	serve(&wire, 0x81, buf_str(&data));
	frames_feed(&f, str_head(buf_str(&wire), 100));
	ck_assert_int_eq(frames_next(&f, &one, &err), 0);
	frames_feed(&f, str_from_at(buf_str(&wire), 100));
	ck_assert_int_eq(frames_next(&f, &one, &err), 1);
	ck_assert_int_eq(frames_next(&f, &one, &err), 0);
	ck_assert_uint_eq(f.text.cap, 0);
	frames_clear(&f);
	buf_clear(&data);
	buf_clear(&wire);
}
END_TEST

/* The examples of RFC 6455, section 5.7, and what the client's close frames look like. */
START_TEST(writes_masked)
{
	static const unsigned char mask[] = {0x37, 0xfa, 0x21, 0x3d};
	struct buf out = BUF_INIT(BUF_MAX_LINE);

	frame_add(&out, FRAME_TEXT, STR("Hello"), mask);
	EXPECT_STR(buf_str(&out), STR("\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58"));
	buf_reset(&out);
	frame_add(&out, FRAME_PONG, STR(""), mask);
	EXPECT_STR(buf_str(&out), STR("\x8a\x80\x37\xfa\x21\x3d"));
	buf_reset(&out);
	frame_add_close(&out, FRAME_WRONG, mask);
	EXPECT_STR(buf_str(&out), STR("\x88\x82\x37\xfa\x21\x3d\x34\x10"));
	buf_reset(&out);
	frame_add_close(&out, FRAME_NO_CODE, mask);
	EXPECT_STR(buf_str(&out), STR("\x88\x80\x37\xfa\x21\x3d"));
	buf_clear(&out);
}
END_TEST

Suite *
suite_frame(void)
{
	Suite *suite = suite_create("frame");
	TCase *all = tcase_create("all");

	tcase_add_test(all, cut_anywhere);
	tcase_add_test(all, refuses);
	tcase_add_test(all, stays_broken);
	tcase_add_test(all, knows_close_codes);
	tcase_add_test(all, takes_any_reason);
	tcase_add_test(all, holds_the_maximum);
	tcase_add_test(all, reads_every_length);
	tcase_add_test(all, bounds_memory);
	tcase_add_test(all, writes_masked);
	suite_add_tcase(suite, all);
	return suite;
}
