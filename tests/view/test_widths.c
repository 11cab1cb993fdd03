/* SPDX-License-Identifier: ISC */
/*
 * Everything that is laid out, at every width from 1 to 300, plain and in colour: each kind of
 * event and of list, and a traced call, with values that are short, long, wide, broken or
 * missing.
 */
#include "../ami/transcript.h"
#include "../laid_out.h"
#include "layout/render_table.h"
#include "shown.h"
#include "view/event_line.h"
#include "view/event_phrases.h"
#include "view/list_columns.h"

Suite *suite_widths(void);

static const struct event_phrases events[] = {
#include "view/event_phrases.inc"
};

static const struct list_columns lists[] = {
#include "view/list_columns.inc"
};

#define WIDEST 300

/* What the headers of a phrase hold, in turns. */
static const char *const values[] = {
    "PJSIP/SOFTPHONE-alice-0000001a",
    "7",
    "東京都庁前駅",
    "",
    "e\xcc\x81 \xff\xfe \xe2\x82 \x1b[31m \xe2\x80\xae",
    "a sentence that is longer than most and has many words in it, one after the other",
    "   ",
};

/* Append a header line for every header that the phrase names. */
static void
add_headers(struct buf *stream, const char *phrase, size_t *turn)
{
	while (*(phrase += strcspn(phrase, "{"))) {
		size_t n = strcspn(++phrase, "}|:");
		bool name = *phrase == '~';
		buf_addf(stream, "%.*s: %s\n", (int)(n - name), phrase + name,
		    values[(*turn)++ % (sizeof(values) / sizeof(*values))]);
	}
}

static void
must_fit(const char *what, struct str text, size_t columns, bool color)
{
	const char *fault = laid_out_fault(text, columns, color);

	ck_assert_msg(!fault, "%s, %zu columns: %s: %s", what, columns, fault, expect_shown(text));
}

/* Lay the event out at every width. */
static void
lay_out_event(const struct msg *m, struct event_style style)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	for (style.columns = 1; style.columns <= WIDEST; style.columns++) {
		buf_reset(&out);
		event_line(&out, m, &style);
		must_fit("an event", buf_str(&out), style.columns, style.color);
	}
	buf_clear(&out);
}

static void
check_event(const struct event_phrases *row, size_t turn)
{
	struct buf stream = BUF_INIT(BUF_MAX_MESSAGE);

	buf_addf(&stream, "Event: %s\n", row->name);
	add_headers(&stream, row->subject, &turn);
	add_headers(&stream, row->details, &turn);
	buf_addz(&stream, "Own: thing\n\n");
	struct msg *m = shown_one(buf_z(&stream));
	lay_out_event(m, (struct event_style){.suspect = turn % 2});
	lay_out_event(m, (struct event_style){.suspect = turn % 3 == 0, .color = true});
	if (row->details[0] == '\0')
		lay_out_event(m, (struct event_style){.fields = STR("Channel,Own,Channel,x")});
	free(m);
	buf_clear(&stream);
}

START_TEST(fits_every_event)
{
	static const struct event_phrases unknown = {
	    "AnEventThatNobodyKnowsAndWhoseNameIsLongerThanMostTerminalsAreWideToday",
	    "{Channel}", ""};

	for (size_t i = 0; i < sizeof(events) / sizeof(*events); i++)
		check_event(&events[i], i);
	for (size_t turn = 0; turn < sizeof(values) / sizeof(*values); turn++)
		check_event(&unknown, turn);
}
END_TEST

static void
check_list(const struct list_columns *row)
{
	struct buf stream = BUF_INIT(BUF_MAX_MESSAGE), out = BUF_INIT(BUF_MAX_TEXT);

	buf_addz(&stream, "Response: Success\nEventList: start\n\n");
	for (size_t turn = 0; turn < 4; turn++) {
		buf_addf(&stream, "Event: %s\n", row->name);
		size_t at = turn;
		for (size_t i = 0; i < LIST_COLUMNS && row->columns[i].title; i++)
			add_headers(&stream, row->columns[i].phrase, &at);
		buf_addc(&stream, '\n');
	}
	buf_addz(&stream, "Event: Done\nEventList: Complete\n\n");
	for (size_t columns = 1; columns <= WIDEST; columns++) {
		bool color = columns % 2;
		const struct render_options options = {.color = color, .header = true,
		    .for_terminal = true, .interactive = true, .columns = columns};
		buf_reset(&out);
		shown_stream(&out, buf_str(&stream), &options);
		must_fit(row->name, buf_str(&out), columns, color);
	}
	buf_clear(&stream);
	buf_clear(&out);
}

START_TEST(fits_every_list)
{
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		check_list(&lists[i]);
}
END_TEST

Suite *
suite_widths(void)
{
	Suite *suite = suite_create("widths");
	TCase *tests = tcase_create("widths");

	tcase_add_checked_fixture(tests, shown_utc, NULL);
	tcase_set_tags(tests, "exhaustive");
	tcase_set_timeout(tests, 120);
	tcase_add_test(tests, fits_every_event);
	tcase_add_test(tests, fits_every_list);
	suite_add_tcase(suite, tests);
	return suite;
}
