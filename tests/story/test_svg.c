/* SPDX-License-Identifier: ISC */
/* The picture of a call: XML, the steps of the timeline, lanes one below the other, and nothing in
 * it that a caller could use. */
#include <stdlib.h>

#include "../ami/transcript.h"
#include "../state/fed.h"
#include "../view/shown.h"
#include "story/svg.h"
#include "story/timeline.h"
#include "svg_check.h"
#include "svg_xml.h"

Suite *suite_svg(void);

static struct channels *channels;
static struct trace *trace;
static struct timeline *timeline;
static struct svg *svg;
static struct buf text;    /* the timeline, with words that are not broken */
static struct buf picture;

static void
tell(void *arg, const struct trace_step *step)
{
	const struct timeline_now now = {.time = {.tv_sec = 1795322960}, .clock = 100000};

	(void)arg;
	timeline_step(timeline, step, &now, &text);
}

static void
take(void *arg, const struct msg *m)
{
	(void)arg;
	channels_take(channels, m, 58000);
	if (trace_over(trace))
		return;
	trace_take(trace, m);
	if (trace_over(trace))
		timeline_end(timeline, &text);
}

static void
begin(const char *target)
{
	struct err err;

	channels = channels_new();
	svg = svg_new(STR("pbx.example.net"), STR("amsh 0"));
	timeline = timeline_new(&(struct render_options){0});
	timeline_draw(timeline, svg);
	trace = trace_new(str_of(target), channels, tell, NULL, &err);
	text = BUF_INIT(BUF_MAX_TEXT);
	picture = BUF_INIT(BUF_MAX_TEXT);
}

/* Print it: it has to be one whenever it is. */
static void
print(void)
{
	struct err err = {0};

	buf_reset(&picture);
	ck_assert_msg(svg_print(svg, &picture, &err) == 0, "%s", err.text);
	const char *fault = svg_check(buf_str(&picture));
	ck_assert_msg(!fault, "%s in\n%s", fault, buf_z(&picture));
}

static void
end(void)
{
	timeline_free(timeline);
	trace_free(trace);
	channels_free(channels);
	svg_free(svg);
	buf_clear(&text);
	buf_clear(&picture);
}

/* The picture of a stream in the short way. */
static void
draw(const char *stream)
{
	begin("");
	shown_each(str_of(stream), take, NULL);
	print();
}

/* The picture holds this, so many times. */
static void
expect_times(size_t want, const char *what)
{
	struct str rest = buf_str(&picture);
	size_t n = 0, at;

	while ((at = str_find(rest, str_of(what))) < rest.n) {
		rest = str_from_at(rest, at + 1);
		n++;
	}
	ck_assert_msg(n == want, "%s: %zu times, not %zu, in\n%s", what, n, want, buf_z(&picture));
}

START_TEST(draws_a_call)
{
	struct buf want = BUF_INIT(BUF_MAX_FILE);

	ck_assert(transcript_read(&want, "tests/story/golden/call-queue-hold-transfer.svg"));
	begin("");
	fed_recording("ast22/call-queue-hold-transfer", take, NULL);
	print();
	EXPECT_STR(buf_str(&picture), buf_str(&want));
	end();
	buf_clear(&want);
}
END_TEST

#define TIMELINE_BEFORE 34 /* columns before the words of a timeline without a terminal */

/* Append a text without its blanks: where a line is broken, one is left out. */
static void
add_dense(struct buf *out, struct str words)
{
	for (size_t i = 0; i < words.n; i++)
		if (words.p[i] != ' ' && words.p[i] != '\t')
			buf_addc(out, words.p[i]);
}

/* The words of the timeline, a line a row. */
static void
words_of_timeline(struct buf *out)
{
	struct str rest = buf_str(&text), line;
	size_t used;

	while (str_cut(&rest, '\n', &line)) {
		if (!line.n || line.p[0] == ' ')
			continue;
		struct str before = text_fit(line, TIMELINE_BEFORE, &used);
		add_dense(out, str_from_at(line, before.n));
		buf_addc(out, '\n');
	}
}

/* The words of the rows of the picture: a row begins with its time. */
static void
words_of_picture(struct buf *out, const struct svg_seen *seen)
{
	struct str rest = buf_str(&seen->text), line, part;

	while (str_cut(&rest, '\n', &line)) {
		if (!str_cut(&line, '\t', &part) || part.n || !line.n)
			continue;
		str_cut(&line, '\t', &part);
		str_cut(&line, '\t', &part);
		add_dense(out, line);
		buf_addc(out, '\n');
	}
}

static bool
has_place(const struct svg_places *places, int x)
{
	for (size_t i = 0; i < places->n; i++)
		if (places->v[i] == x)
			return true;
	return false;
}

/* Every line down and every dot is below the name of a lane. */
static void
check_lanes(const struct svg_seen *seen, const char *name)
{
	for (size_t i = 0; i < seen->lines.n; i++)
		ck_assert_msg(has_place(&seen->boxes, seen->lines.v[i]), "%s: nothing is at %d",
		    name, seen->lines.v[i]);
}

static size_t drawn; /* captures with a call in them */

/* Each step of a capture that is traced is in the picture, once, and in the same words. */
static void
check_capture(const char *name)
{
	struct buf want = BUF_INIT(BUF_MAX_TEXT), came = BUF_INIT(BUF_MAX_TEXT);
	struct svg_seen seen;

	begin("/./");
	fed_recording(name, take, NULL);
	drawn += svg_has_rows(svg);
	if (svg_has_rows(svg)) {
		print();
		svg_xml_read(&seen, buf_str(&picture));
		words_of_timeline(&want);
		words_of_picture(&came, &seen);
		ck_assert_msg(str_eq(buf_str(&came), buf_str(&want)), "%s: expected\n%s\ncame\n%s",
		    name, buf_z(&want), buf_z(&came));
		check_lanes(&seen, name);
		svg_xml_clear(&seen);
	}
	end();
	buf_clear(&want);
	buf_clear(&came);
}

START_TEST(shows_each_step_once)
{
	drawn = 0;
	shown_captures(check_capture);
	ck_assert_msg(drawn > 5, "only %zu captures have a call", drawn);
}
END_TEST

#define WHO(name) "Channel: " name "\nUniqueid: 1\nLinkedid: 1\n"
#define NEW(name, caller)                                                                          \
	"Event: Newchannel\nTimestamp: 1795355440.5\n" WHO(name) "ChannelState: 4\nCallerIDNum: "  \
	"100\nCallerIDName: " caller "\nExten: 5\nContext: in\n\n"

START_TEST(escapes_what_callers_say)
{
	static const char *const names[] = {
	    "</text><script>alert(1)</script>", "&lt; & &amp; \"'", "]]>", "<!--", "a\x1b[31m\x7f",
	    ("\xe2\x80\xae" "abc"), "\xff\xfe\xc0\x80", "\xef\xbf\xbe \xef\xbf\xbf", "\xed\xa0\x80",
	    "%s%n", "url(http://x)", "javascript:x",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct buf stream = BUF_INIT(BUF_MAX_MESSAGE);
		struct svg_seen seen;
		buf_addf(&stream, NEW("PJSIP/%s-1", "%s"), names[i], names[i]);
		draw(buf_z(&stream));
		svg_xml_read(&seen, buf_str(&picture));
		svg_xml_clear(&seen);
		end();
		buf_clear(&stream);
	}
	draw(NEW("PJSIP/a-1", "<b>&\"\xef\xbf\xbf\xe2\x80\xae\xff"));
	expect_times(3, "100 &lt;b&gt;&amp;&quot;\\uffff\\u202e\\xff"); /* two titles, a row */
	end();
}
END_TEST

/* A call that goes on: its lanes reach the end, and the picture says so. */
START_TEST(draws_what_was_seen)
{
	draw(NEW("PJSIP/a-1", "Al"));
	expect_times(2, "100 Al calls 5@in</t");
	expect_times(0, "went on");
	timeline_stopped(timeline);
	print();
	expect_times(1, ">the call went on when this picture was made</text>");
	expect_times(1, "2026-11-22 13:50:40 to 13:50:40 (UTC+0000), 0.0 s, nobody was connected");
	expect_times(1, "1 channel, Linkedid 1, server pbx.example.net");
	timeline_lost(timeline, &text);
	print();
	expect_times(1, ">the connection is lost, the rest of the call is unknown</text>");
	end();
}
END_TEST

/* Long words are broken, a long name is cut in the box and whole elsewhere. */
START_TEST(fits_what_is_long)
{
	struct buf stream = BUF_INIT(BUF_MAX_MESSAGE);

	buf_addz(&stream, NEW("PJSIP/a-name-of-thirty-six-characters-more-1", ""));
	buf_addz(&stream, "Event: Newexten\n" WHO("PJSIP/a-name-of-thirty-six-characters-more-1")
	    "Application: Wait\nAppData: ");
	buf_pad(&stream, 'x', 200);
	buf_addz(&stream, "\n\n");
	draw(buf_z(&stream));
	expect_times(1, ">a-name-of-thir\xe2\x80\xa6" "ters-more</text>");
	expect_times(1, "<title>PJSIP/a-name-of-thirty-six-characters-more-1</title>");
	expect_times(3, "dy=\"18\">");
	end();
	buf_clear(&stream);
}
END_TEST

/* What is beyond the limits is counted. */
START_TEST(says_what_it_leaves_out)
{
	struct buf stream = BUF_INIT(BUF_MAX_MESSAGE);

	buf_addz(&stream, NEW("PJSIP/a-1", ""));
	for (size_t i = 0; i < PICTURE_COLUMNS; i++)
		buf_addf(&stream, "Event: DialBegin\n" WHO("PJSIP/a-1")
		    "DestChannel: PJSIP/b%zu-1\nDestUniqueid: b%zu\nDestLinkedid: 1\n\n", i, i);
	for (size_t i = 0; i < SVG_ROWS_MAX; i++)
		buf_addz(&stream, "Event: DTMFEnd\n" WHO("PJSIP/a-1") "Digit: 5\n"
		    "Direction: Received\n\n");
	draw(buf_z(&stream));
	expect_times(1, ">steps for which there is no room: 65</text>");
	expect_times(1, ">channels for whose line there is no room: 1</text>");
	expect_times(SVG_ROWS_MAX - PICTURE_COLUMNS - 1, ">a presses 5</tspan>");
	end();
	buf_clear(&stream);
}
END_TEST

Suite *
suite_svg(void)
{
	Suite *suite = suite_create("story/svg");
	TCase *tests = tcase_create("svg");

	tcase_add_checked_fixture(tests, shown_utc, NULL);
	tcase_set_timeout(tests, 60);
	tcase_add_test(tests, draws_a_call);
	tcase_add_test(tests, shows_each_step_once);
	tcase_add_test(tests, escapes_what_callers_say);
	tcase_add_test(tests, draws_what_was_seen);
	tcase_add_test(tests, fits_what_is_long);
	tcase_add_test(tests, says_what_it_leaves_out);
	suite_add_tcase(suite, tests);
	return suite;
}
