/* SPDX-License-Identifier: ISC */
/* The timeline of a call: golden copies of a recorded one, what each step looks like, and that
 * nothing is wider than the terminal or controls it. */
#include <stdio.h>
#include <stdlib.h>

#include "../ami/transcript.h"
#include "../view/shown.h"
#include "story/timeline.h"
#include "view/when.h"

Suite *suite_timeline(void);

struct tracing {
	struct channels *channels;
	struct trace *trace;
	struct timeline *timeline;
	struct buf out;
	bool off; /* it has not begun yet, or is over */
};

static void
tell(void *arg, const struct trace_step *step)
{
	struct tracing *t = arg;
	const struct timeline_now now = {.time = {.tv_sec = 1795322960}, .clock = 100000};

	timeline_step(t->timeline, step, &now, &t->out);
}

static void
take(void *arg, const struct msg *m)
{
	struct tracing *t = arg;

	channels_take(t->channels, m, 58000);
	if (t->off)
		return;
	trace_take(t->trace, m);
	t->off = trace_over(t->trace);
	if (t->off)
		timeline_end(t->timeline, &t->out);
}

/* Append the timeline of the first call of a stream that is target's. before: what happened before
 * the trace began. */
static void
trace(struct buf *out, struct str before, struct str stream, const char *target,
    const struct render_options *options)
{
	struct tracing t = {.channels = channels_new(), .out = *out, .off = true};
	struct err err;

	t.trace = trace_new(str_of(target), t.channels, tell, &t, &err);
	t.timeline = timeline_new(options);
	shown_each(before, take, &t);
	trace_look(t.trace);
	t.off = false;
	shown_each(stream, take, &t);
	*out = t.out;
	timeline_free(t.timeline);
	trace_free(t.trace);
	channels_free(t.channels);
}

/* The recorded call, with these options, looks like that file in tests/story/golden. */
static void
expect_golden(const char *name, const char *target, const struct render_options *options)
{
	struct buf stream = BUF_INIT(BUF_MAX_FILE), want = BUF_INIT(BUF_MAX_FILE);
	struct buf came = BUF_INIT(BUF_MAX_TEXT);
	char path[256];

	snprintf(path, sizeof(path), "tests/story/golden/%s", name);
	shown_read(&stream, "ast22/call-queue-hold-transfer");
	ck_assert_msg(transcript_read(&want, path), "cannot read %s", path);
	trace(&came, STR(""), buf_str(&stream), target, options);
	ck_assert_msg(str_eq(buf_str(&came), buf_str(&want)), "%s: expected\n%s\ncame\n%s", path,
	    buf_z(&want), buf_z(&came));
	buf_clear(&stream);
	buf_clear(&want);
	buf_clear(&came);
}

START_TEST(shows_a_call)
{
	expect_golden("call-queue-hold-transfer.80", "", &(struct render_options){.columns = 80});
	expect_golden("call-queue-hold-transfer.80", "/erin/", &(struct render_options){0});
	expect_golden("call-queue-hold-transfer.120", "", &(struct render_options){.columns = 120});
	expect_golden("call-queue-hold-transfer.40", "", &(struct render_options){.columns = 40});
}
END_TEST

START_TEST(gives_a_call_as_data)
{
	expect_golden("call-queue-hold-transfer.json", "",
	    &(struct render_options){.format = FORMAT_JSON});
	expect_golden("call-queue-hold-transfer.tsv", "",
	    &(struct render_options){
	        .format = FORMAT_TSV, .header = true, .fields = STR("Event,Channel,OtherChannel,Text")});
}
END_TEST

/* What a step looks like after a call from a to b, the columns 4 wide. */
#define A "Channel: SIP/a-1\nUniqueid: 1\nLinkedid: 1\n"
#define B "DestChannel: SIP/b-2\nDestUniqueid: 2\nDestLinkedid: 1\n"
#define B_ITSELF "Channel: SIP/b-2\nUniqueid: 2\nLinkedid: 1\n"
#define TWO_LEGS                                                                                   \
	"Event: Newchannel\n" A "ChannelState: 4\nCallerIDNum: 100\nCallerIDName: Al\nExten: 5\n"  \
	"Context: in\n\nEvent: DialBegin\n" A B "\n"

static const struct {
	const char *event;
	const char *want; /* picture and words; a newline before each row */
} steps[] = {
    {"", ""},
    {"Event: Newstate\n" B_ITSELF "ChannelState: 5\n\n", "\n│   │               b rings"},
    {"Event: DialEnd\n" A B "DialStatus: ANSWER\n\n", "\n│◀──┤               b answers"},
    {"Event: DialEnd\n" A B "DialStatus: BUSY\n\n", "\n│◀──┤               b is busy"},
    {"Event: DialEnd\n" A B "DialStatus: ODD\nForward: 7@x\n\n",
	"\n│◀──┤               b ODD, forwarded to 7@x"},
    {"Event: Newstate\n" A "ChannelState: 6\n\n", "\n│   │               a is up"},
    {"Event: Newexten\n" A "Application: Set\nAppData: x=1\nExten: 5\nContext: in\n\n", ""},
    {"Event: Newexten\n" A "Application: Wait\nAppData: 9\nExten: 5\nContext: in\n\n",
	"\n│   │               a: Wait(9)"},
    {"Event: Newexten\n" A "Application: Wait\nAppData: \nExten: 6\nContext: out\n\n",
	"\n│   │               a: Wait at 6@out"},
    {"Event: BridgeEnter\n" A "BridgeUniqueid: x\n\n", ""},
    {"Event: BridgeEnter\n" A "BridgeUniqueid: x\n\nEvent: BridgeEnter\n" B_ITSELF
     "BridgeUniqueid: x\n\nEvent: DTMFEnd\n" A "Digit: 5\nDirection: Received\n\n",
	"\n╠═══╣               b and a are connected"
	"\n║   ║               a presses 5"},
    {"Event: Hold\n" A "\n", "\n┊   │               a holds the call"},
    {"Event: Unhold\n" A "\nEvent: Hold\n" A "\nEvent: Hold\n" A "\nEvent: Unhold\n" A "\n",
	"\n┊   │               a holds the call\n│   │               a resumes the call"},
    {"Event: MusicOnHoldStart\n" B_ITSELF "\n"
     "Event: DTMFEnd\n" A "Digit: 5\nDirection: Received\n\n",
	"\n│   ┊               a presses 5"},
    {"Event: QueueCallerJoin\n" A "Queue: q\nPosition: 2\n\n",
	"\n│   │               a waits in queue q, position 2"},
    {"Event: QueueCallerAbandon\n" A "Queue: q\nHoldTime: 9\n\n",
	"\n│   │               a gives up waiting in queue q after 9 s"},
    {"Event: AgentConnect\n" A B "Queue: q\nHoldTime: 9\n\n",
	"\n│   │               b takes a from queue q after 9 s"},
    {"Event: AgentRingNoAnswer\n" A B "Queue: q\n\n",
	"\n│   │               b does not answer queue q"},
    {"Event: ParkedCall\nParkeeChannel: SIP/a-1\nParkeeUniqueid: 1\nParkingSpace: 701\n"
     "Parkinglot: default\n\n",
	"\n│   │               a is parked at 701 of default"},
    {"Event: UnParkedCall\nParkeeChannel: SIP/a-1\nParkeeUniqueid: 1\n"
     "RetrieverChannel: SIP/b-2\nRetrieverUniqueid: 2\n\n",
	"\n│◀━━┥               b retrieves a from parking"},
    {"Event: BlindTransfer\nTransfererChannel: SIP/a-1\nTransfererUniqueid: 1\n"
     "TransfereeChannel: SIP/b-2\nTransfereeUniqueid: 2\nExtension: 9\nContext: out\n\n",
	"\n┝━━▶│               a transfers b to 9@out"},
    {"Event: BlindTransfer\nTransfererChannel: SIP/a-1\nTransfererUniqueid: 1\nExtension: 9\n\n",
	"\n│   │               a transfers the call to 9"},
    {"Event: Pickup\n" B_ITSELF "TargetChannel: SIP/a-1\nTargetUniqueid: 1\n\n",
	"\n│◀━━┥               b picks up the call for a"},
    {"Event: UserEvent\n" A "UserEvent: Lamp\nColour: red\n\n",
	"\n│   │               a: event Lamp Colour=red"},
    {"Event: HangupRequest\n" A "\n", "\n│   │               a hangs up"},
    {"Event: SoftHangupRequest\n" A "\n", "\n│   │               a is hung up"},
    {"Event: Hangup\n" A "Cause: 17\n\nEvent: Newstate\n" B_ITSELF "ChannelState: 5\n\n",
	"\n╳   │               a is gone: user busy (17)\n    │               b rings"},
    {"Event: Hangup\n" A "Cause: 250\nCause-txt: Odd\n\n",
	"\n╳   │               a is gone: Odd (250)"},
    {"Event: Hangup\n" A "\n", "\n╳   │               a is gone"},
    {"Event: DialBegin\n" B_ITSELF "DestChannel: SIP/c-3\nDestUniqueid: 3\n\n"
     "Event: DialBegin\n" A "DestChannel: SIP/d-4\nDestUniqueid: 4\n\n"
     "Event: DialEnd\n" A "DestChannel: SIP/d-4\nDestUniqueid: 4\nDialStatus: NOANSWER\n\n",
	"\n│   ├──▶●           b dials SIP/c-3"
	"\n├───┼───┼──▶●       a dials SIP/d-4"
	"\n│◀──┼───┼───┤       d gives no answer"},
};

/* The rows without their times. */
static void
without_times(struct buf *out, struct str rows)
{
	struct str row;

	while (rows.n && str_cut(&rows, '\n', &row)) {
		buf_addc(out, '\n');
		buf_adds(out, str_from_at(row, WHEN_WIDTH + 2));
	}
}

START_TEST(shows_each_step)
{
	const char *head = "\n●                   SIP/a-1 (100 Al) calls 5@in"
			   "\n├──▶●               a dials SIP/b-2";

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		struct buf stream = BUF_INIT(65536), want = BUF_INIT(65536), came = BUF_INIT(65536);
		struct buf plain = BUF_INIT(65536);
		buf_addf(&stream, "%s%s", TWO_LEGS, steps[i].event);
		buf_addf(&want, "%s%s", head, steps[i].want);
		trace(&came, STR(""), buf_str(&stream), "", &(struct render_options){.columns = 80});
		without_times(&plain, buf_str(&came));
		ck_assert_msg(str_eq(buf_str(&plain), buf_str(&want)), "%s: expected%s\ncame%s",
		    steps[i].event, buf_z(&want), buf_z(&plain));
		buf_clear(&stream);
		buf_clear(&want);
		buf_clear(&came);
		buf_clear(&plain);
	}
}
END_TEST

START_TEST(shows_what_was_there_before)
{
	struct buf came = BUF_INIT(65536);

	trace(&came, STR(TWO_LEGS),
	    STR("Event: Hangup\n" A "\nEvent: Hangup\n" B_ITSELF "\n"), "1",
	    &(struct render_options){.columns = 80});
	EXPECT_STR(buf_str(&came),
	    STR("04:49:20.000  ●                   SIP/a-1 (100 Al), here for 0:42\n"
	        "04:49:20.000  │   ●               SIP/b-2, here for 0:42\n"
	        "04:49:20.000  ╳   │               a is gone\n"
	        "04:49:20.000      ╳               b is gone\n"
	        "              the call is over\n"));
	buf_clear(&came);
}
END_TEST

/* More channels than columns: their words stand alone; a free column is used again. */
START_TEST(runs_out_of_columns)
{
	struct buf stream = BUF_INIT(65536), came = BUF_INIT(65536), plain = BUF_INIT(65536);

	buf_addz(&stream, TWO_LEGS);
	for (int i = 3; i < 8; i++)
		buf_addf(&stream, "Event: DialBegin\n" A "DestChannel: SIP/x%d-1\n"
				  "DestUniqueid: %d\n\n", i, i);
	buf_addz(&stream, "Event: Hangup\n" B_ITSELF "\nEvent: DialBegin\n" A
			  "DestChannel: SIP/y-1\nDestUniqueid: 20\n\n");
	trace(&came, STR(""), buf_str(&stream), "", &(struct render_options){.columns = 80});
	without_times(&plain, buf_str(&came));
	EXPECT_STR(buf_str(&plain), STR("\n●                   SIP/a-1 (100 Al) calls 5@in"
					"\n├──▶●               a dials SIP/b-2"
					"\n├───┼──▶●           a dials SIP/x3-1"
					"\n├───┼───┼──▶●       a dials SIP/x4-1"
					"\n├───┼───┼───┼──▶●   a dials SIP/x5-1"
					"\n│   │   │   │   │   a dials SIP/x6-1"
					"\n│   │   │   │   │   a dials SIP/x7-1"
					"\n│   ╳   │   │   │   b is gone"
					"\n├──▶●   │   │   │   a dials SIP/y-1"));
	buf_clear(&stream);
	buf_clear(&came);
	buf_clear(&plain);
}
END_TEST

/* Check that no line is wider than the terminal and none could steer it. */
static void
check_lines(const char *what, struct str text, size_t columns)
{
	struct str line;

	ck_assert_msg(!shown_steers(text), "%s: %s", what, expect_shown(text));
	while (text.n && str_cut(&text, '\n', &line))
		ck_assert_msg(text_width(line) <= columns, "%s, %zu columns: %s", what,
		    columns, expect_shown(line));
}

static void
check_capture(const char *name)
{
	struct buf stream = BUF_INIT(BUF_MAX_FILE);

	shown_read(&stream, name);
	for (size_t columns = 0; columns <= 300; columns += columns < 60 ? 1 : 20) {
		struct buf came = BUF_INIT(BUF_MAX_TEXT);
		trace(&came, STR(""), buf_str(&stream), "/./",
		    &(struct render_options){.columns = columns});
		check_lines(name, buf_str(&came), columns ? columns : SIZE_MAX);
		buf_clear(&came);
	}
	buf_clear(&stream);
}

START_TEST(fits_and_never_steers)
{
	static const char *const captures[] = {
	    "ast22/call-queue-hold-transfer", "ast22/injection-dialplan", "ast22/userevent-odd-bytes",
	    "ast16/redirect-dual", "ast11/redirect-dual", "ast11/queue-call", "ast22/parkedcalls",
	};

	for (size_t i = 0; i < sizeof(captures) / sizeof(captures[0]); i++)
		check_capture(captures[i]);
}
END_TEST

START_TEST(escapes_names)
{
	struct buf came = BUF_INIT(65536);
	struct str evil = STR("Event: Newchannel\nChannel: SIP/\x1b[2J\xe6\x9d\xb1-1\nUniqueid: 1\n"
			      "CallerIDName: \x9b" "31m\nExten: \x07\nChannelState: 4\n\n"
			      "Event: Hangup\nChannel: x\nUniqueid: 1\nCause: \x1b]0;x\x07\n\n");

	for (size_t columns = 1; columns < 300; columns++) {
		buf_reset(&came);
		trace(&came, STR(""), evil, "", &(struct render_options){.columns = columns});
		check_lines("evil", buf_str(&came), columns);
		ck_assert(columns < 40 || str_find(buf_str(&came), STR("\\x1b[2J東")) < came.n);
	}
	buf_clear(&came);
}
END_TEST

START_TEST(colors_parts)
{
	struct buf came = BUF_INIT(65536);

	trace(&came, STR(""), STR("Event: Newchannel\n" A "ChannelState: 4\n\n"), "",
	    &(struct render_options){.columns = 80, .color = true});
	EXPECT_STR(buf_str(&came),
	    STR("\x1b[2m04:49:20.000\x1b[0m  \x1b[36m●                   \x1b[0mSIP/a-1\n"));
	buf_clear(&came);
}
END_TEST

Suite *
suite_timeline(void)
{
	Suite *suite = suite_create("story/timeline");
	TCase *tests = tcase_create("timeline");

	tcase_add_checked_fixture(tests, shown_utc, NULL);
	tcase_set_timeout(tests, 60);
	tcase_add_test(tests, shows_a_call);
	tcase_add_test(tests, gives_a_call_as_data);
	tcase_add_test(tests, shows_each_step);
	tcase_add_test(tests, shows_what_was_there_before);
	tcase_add_test(tests, runs_out_of_columns);
	tcase_add_test(tests, fits_and_never_steers);
	tcase_add_test(tests, escapes_names);
	tcase_add_test(tests, colors_parts);
	suite_add_tcase(suite, tests);
	return suite;
}
