/* SPDX-License-Identifier: ISC */
/* A signal stops the layout of long messages, in every format, and leaves nothing incomplete. */
#include <signal.h>

#include "../view/shown.h"
#include "base/sig.h"
#include "layout/stop.h"

Suite *suite_stop(void);

#define OPEN "Response: Success\nActionID: 1\nEventList: start\n\n"

static const enum format formats[] = {FORMAT_TEXT, FORMAT_JSON, FORMAT_TSV};

static void
let_go(void)
{
	static const int caught[] = {SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGCONT};

	for (size_t i = 0; i < sizeof(caught) / sizeof(*caught); i++)
		signal(caught[i], SIG_DFL);
}

static struct str
shown(struct buf *out, const struct buf *stream, enum format format)
{
	struct render_options options = {.format = format, .header = true};

	buf_reset(out);
	shown_stream(out, buf_str(stream), &options);
	return buf_str(out);
}

/* Show the stream in every format: whole, and then with a signal waiting. */
static void
expect_nothing_after_signal(const struct buf *stream)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++) {
		ck_assert_uint_gt(shown(&out, stream, formats[i]).n, 1000);
		raise(SIGTERM);
		EXPECT_STR(shown(&out, stream, formats[i]), STR(""));
		ck_assert(sig_stops());
		ck_assert_uint_eq(sig_take(), GOT_TERM);
		ck_assert(!sig_stops());
	}
	buf_clear(&out);
}

START_TEST(stops_in_many_headers)
{
	struct buf stream = BUF_INIT(BUF_MAX_TEXT);

	buf_addz(&stream, "Response: Success\nActionID: 1\n");
	for (int i = 0; i < 5000; i++)
		buf_addf(&stream, "Line-%06d: value\n", i);
	buf_addz(&stream, "\n");
	expect_nothing_after_signal(&stream);
	buf_clear(&stream);
}
END_TEST

START_TEST(stops_in_many_lines_of_output)
{
	struct buf stream = BUF_INIT(BUF_MAX_TEXT);

	buf_addz(&stream, "Response: Success\nActionID: 1\nMessage: Command output follows\n");
	for (int i = 0; i < 5000; i++)
		buf_addf(&stream, "Output: line %d\n", i);
	buf_addz(&stream, "\n");
	expect_nothing_after_signal(&stream);
	buf_clear(&stream);
}
END_TEST

/* JSON writes the items of a list as they come: each is whole. */
START_TEST(stops_in_many_items)
{
	static const enum format tables[] = {FORMAT_TEXT, FORMAT_TSV};
	static const char *const kinds[] = {"CoreShowChannel", "Unknown"};
	struct buf stream = BUF_INIT(BUF_MAX_TEXT), out = BUF_INIT(BUF_MAX_TEXT);

	for (size_t k = 0; k < 4; k++) {
		buf_reset(&stream);
		buf_addz(&stream, OPEN);
		for (int i = 0; i < 5000; i++)
			buf_addf(&stream, "Event: %s\nActionID: 1\nChannel: %d\nState: Up\n\n",
			    kinds[k / 2], i);
		buf_addz(&stream, "Event: XComplete\nActionID: 1\nEventList: Complete\n\n");
		ck_assert_uint_gt(shown(&out, &stream, tables[k % 2]).n, 1000);
		raise(SIGINT);
		EXPECT_STR(shown(&out, &stream, tables[k % 2]), STR(""));
		ck_assert_uint_eq(sig_take(), GOT_INT);
	}
	buf_clear(&stream);
	buf_clear(&out);
}
END_TEST

/* What is short is shown in any case, and a change of the screen's size stops nothing. */
START_TEST(lets_other_things_be)
{
	struct buf stream = BUF_INIT(BUF_MAX_TEXT), out = BUF_INIT(BUF_MAX_TEXT);

	raise(SIGINT);
	buf_addz(&stream, "Response: Success\nActionID: 1\nPing: Pong\nTimestamp: 1.0\n\n");
	ck_assert_uint_gt(shown(&out, &stream, FORMAT_TEXT).n, 0);
	sig_take();
	raise(SIGWINCH);
	for (size_t i = 0; i < 2000; i++)
		ck_assert(!stop_asked(i));
	sig_take();
	buf_clear(&stream);
	buf_clear(&out);
}
END_TEST

Suite *
suite_stop(void)
{
	Suite *s = suite_create("stop");
	TCase *tests = tcase_create("stop");

	tcase_add_checked_fixture(tests, sig_init, let_go);
	tcase_add_test(tests, stops_in_many_headers);
	tcase_add_test(tests, stops_in_many_lines_of_output);
	tcase_add_test(tests, stops_in_many_items);
	tcase_add_test(tests, lets_other_things_be);
	suite_add_tcase(s, tests);
	return s;
}
