/* SPDX-License-Identifier: ISC */
/* Which call is followed, which of its steps are reported, and when it is over. */
#include <stdlib.h>

#include "../view/shown.h"
#include "fed.h"
#include "state/trace.h"
#include "story/step_words.h"

Suite *suite_trace(void);

static struct channels *c;
static struct trace *t;
static struct buf told; /* "dial alice bob", a line a step */
static const struct lane *parties[STEP_PARTIES]; /* of the last one */

static void
tell(void *arg, const struct trace_step *step)
{
	(void)arg;
	memcpy(parties, step->lane, sizeof(parties));
	buf_addz(&told, step_words(step->kind)->name);
	for (size_t i = 0; i < STEP_PARTIES; i++)
		if (step->lane[i])
			buf_addf(&told, " %s", step->lane[i]->label);
	buf_addz(&told, step->m ? "\n" : " already\n");
}

static void
take(void *arg, const struct msg *m)
{
	(void)arg;
	channels_take(c, m, 0);
	if (t && !trace_over(t))
		trace_take(t, m);
}

static void
feed(const char *stream)
{
	shown_each(str_of(stream), take, NULL);
}

static void
begin(const char *target)
{
	struct err err = {0};

	t = trace_new(str_of(target), c, tell, NULL, &err);
	ck_assert_msg(t, "%s", err.text);
}

static void
set_up(void)
{
	c = channels_new();
	t = NULL;
	buf_init(&told, BUF_MAX_TEXT);
}

static void
tear_down(void)
{
	trace_free(t);
	channels_free(c);
	buf_clear(&told);
}

/* The steps told since the last time are these. */
#define EXPECT_TOLD(want)                                                                          \
	do {                                                                                       \
		EXPECT_STR(buf_str(&told), str_of(want));                                          \
		buf_reset(&told);                                                                  \
	} while (0)

#define WHO(name, id, linked) "Channel: " name "\nUniqueid: " id "\nLinkedid: " linked "\n"
#define DEST(name, id, linked)                                                                     \
	"DestChannel: " name "\nDestUniqueid: " id "\nDestLinkedid: " linked "\n"
#define NEW(name, id, linked) "Event: Newchannel\n" WHO(name, id, linked) "ChannelState: 4\n\n"
#define GONE(name, id, linked) "Event: Hangup\n" WHO(name, id, linked) "Cause: 16\n\n"
#define ENTER(name, id, linked, bridge)                                                            \
	"Event: BridgeEnter\n" WHO(name, id, linked) "BridgeUniqueid: " bridge "\n\n"

START_TEST(follows_the_next_call)
{
	feed(NEW("SIP/old-1", "1", "1"));
	begin("");
	trace_look(t);
	feed(ENTER("SIP/old-1", "1", "1", "x"));
	ck_assert(!trace_found(t));
	feed(NEW("SIP/leg-2", "2", "1"));
	ck_assert(!trace_found(t));
	feed(NEW("SIP/a-3", "3", "3") NEW("SIP/other-4", "4", "4"));
	ck_assert(trace_found(t));
	EXPECT_STR(trace_id(t), STR("3"));
	EXPECT_TOLD("new a\n");
	feed(GONE("SIP/other-4", "4", "4") GONE("SIP/old-1", "1", "1"));
	ck_assert(!trace_over(t));
	feed(GONE("SIP/a-3", "3", "3"));
	EXPECT_TOLD("end a\n");
	ck_assert(trace_over(t));
}
END_TEST

START_TEST(finds_its_target)
{
	static const struct {
		const char *target;
		const char *id;
	} rows[] = {
	    {"PJSIP/alice-0000001a", "1"}, {"pjsip/ALICE-0000001A", "1"}, {"PJSIP/alice", "1"},
	    {"/alice/", "1"}, {"/^PJSIP.bob-/", "2"}, {"2", "2"}, {"PJSIP/ali", NULL},
	    {"/nobody/", NULL}, {"3", NULL}, {"PJSIP", NULL}, {"//", NULL},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		for (int already = 0; already < 2; already++) {
			if (!already)
				begin(rows[i].target);
			feed(NEW("PJSIP/alice-0000001a", "1", "1") NEW("PJSIP/bob-0000001b", "5", "2"));
			if (already)
				begin(rows[i].target);
			trace_look(t);
			ck_assert_msg(trace_found(t) == (rows[i].id != NULL), "%s: found: %d",
			    rows[i].target, trace_found(t));
			EXPECT_STR(trace_id(t), str_of(rows[i].id));
			trace_free(t);
			t = NULL;
			channels_reset(c);
			buf_reset(&told);
		}
	}
}
END_TEST

/* Of several calls it takes the oldest, and knows how many others there are. */
START_TEST(chooses_among_calls)
{
	static const struct {
		const char *target, *taken, *newest;
		size_t others;
	} rows[] = {
	    {"PJSIP/alice", "PJSIP/alice-1", "PJSIP/alice-5", 2},
	    {"pjsip/ALICE-3", "PJSIP/alice-3", "", 0},
	    {"/alice|bob/", "PJSIP/alice-1", "PJSIP/alice-5", 2},
	    {"/bob|carol/", "PJSIP/bob-2", "PJSIP/carol-4", 1},
	    {"3", "PJSIP/alice-3", "", 0}, {"/nobody/", "", "", 0}, {"", "", "", 0},
	};
	struct trace_choice choice;

	feed(NEW("PJSIP/alice-1", "1", "1") NEW("PJSIP/bob-2", "2", "1")
	     NEW("PJSIP/alice-3", "3", "3") NEW("PJSIP/carol-4", "4", "4")
	     NEW("PJSIP/alice-5", "5", "4") NEW("PJSIP/alice-6", "6", "4"));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		begin(rows[i].target);
		trace_choice(t, &choice);
		EXPECT_STR(choice.taken ? channel_text(choice.taken, CHANNEL_NAME) : STR(""),
		    str_of(rows[i].taken));
		EXPECT_STR(choice.newest ? channel_text(choice.newest, CHANNEL_NAME) : STR(""),
		    str_of(rows[i].newest));
		ck_assert_msg(choice.others == rows[i].others, "%s: %zu", rows[i].target,
		    choice.others);
		trace_look(t);
		trace_choice(t, &choice);
		ck_assert_msg(!trace_found(t) || !choice.taken, "it is found already");
		trace_free(t);
		t = NULL;
	}
}
END_TEST

START_TEST(refuses_bad_expressions)
{
	struct err err = {0};

	ck_assert_ptr_null(trace_new(STR("/[/"), NULL, tell, NULL, &err));
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_msg(strstr(err.text, "not a regular expression: /[/"), "%s", err.text);
}
END_TEST

START_TEST(takes_in_what_is_there_already)
{
	feed(NEW("SIP/a-1", "1", "1") NEW("SIP/b-2", "2", "1") NEW("SIP/z-9", "9", "9")
	     ENTER("SIP/a-1", "1", "1", "x") ENTER("SIP/b-2", "2", "1", "x"));
	begin("SIP/b");
	trace_look(t);
	EXPECT_TOLD("new a already\nnew b already\nbridge b a already\n");
	feed("Event: Hold\n" WHO("SIP/b-2", "2", "1") "\n");
	EXPECT_TOLD("hold b a\n");
}
END_TEST

/* Found by a leg that comes later: the others are taken in, itself is new. */
START_TEST(takes_in_the_rest_of_the_call)
{
	begin("/b/");
	feed(NEW("SIP/a-1", "1", "1"));
	EXPECT_TOLD("");
	feed(NEW("SIP/b-2", "2", "1"));
	EXPECT_TOLD("new a already\nnew b\n");
}
END_TEST

START_TEST(follows_all_who_join)
{
	begin("1");
	feed(NEW("SIP/a-1", "1", "1") NEW("SIP/b-7", "7", "7"));
	/* Two calls become one: the server gives all the Linkedid of one of them. */
	feed("Event: BridgeEnter\n" WHO("SIP/a-1", "1", "7") "BridgeUniqueid: x\n\n"
	     "Event: BridgeEnter\n" WHO("SIP/b-7", "7", "7") "BridgeUniqueid: x\n\n");
	EXPECT_TOLD("new a\nbridge a\nbridge b a\n");
	feed(GONE("SIP/a-1", "1", "7"));
	ck_assert(!trace_over(t));
	feed(GONE("SIP/b-7", "7", "7"));
	ck_assert(trace_over(t));
}
END_TEST

START_TEST(follows_calls_of_old_servers)
{
	begin("");
	feed("Event: Newchannel\nChannel: SIP/a-1\nUniqueid: 1\n\n"
	     "Event: Newchannel\nChannel: SIP/b-2\nUniqueid: 2\n\n"
	     "Event: Dial\nSubEvent: Begin\nChannel: SIP/a-1\nUniqueID: 1\n"
	     "Destination: SIP/b-2\nDestUniqueID: 2\n\n"
	     "Event: Bridge\nBridgestate: Link\nChannel1: SIP/a-1\nUniqueid1: 1\n"
	     "Channel2: SIP/b-2\nUniqueid2: 2\n\n");
	EXPECT_TOLD("new a\ndial a b\nbridge a b\n");
	feed("Event: Hangup\nChannel: SIP/b-2\nUniqueid: 2\n\n");
	ck_assert(!trace_over(t));
	feed("Event: Hangup\nChannel: SIP/a-1\nUniqueid: 1\n\n");
	ck_assert(trace_over(t));
}
END_TEST

/* Both halves of a Local channel are one lane, gone when both are. */
START_TEST(makes_one_of_local_halves)
{
	begin("");
	feed(NEW("Local/5@x-1;1", "1", "1") NEW("Local/5@x-1;2", "2", "1")
	     ENTER("Local/5@x-1;1", "1", "1", "p") NEW("SIP/a-3", "3", "1")
	     ENTER("SIP/a-3", "3", "1", "p") NEW("SIP/b-4", "4", "1")
	     ENTER("SIP/b-4", "4", "1", "q") ENTER("Local/5@x-1;2", "2", "1", "q"));
	EXPECT_TOLD("new 5@x\nbridge 5@x\nnew a\nbridge a 5@x\nnew b\nbridge b\nbridge 5@x b\n");
	feed(GONE("Local/5@x-1;1", "1", "1"));
	EXPECT_TOLD("");
	feed(GONE("Local/5@x-1;2", "2", "1"));
	EXPECT_TOLD("end 5@x\n");
}
END_TEST

START_TEST(labels_lanes)
{
	begin("");
	feed(NEW("SIP/a-1", "1", "1") NEW("IAX2/a-2", "2", "1") NEW("SIP/a-3", "3", "1")
	     NEW("odd", "4", "1") NEW("/", "5", "1"));
	EXPECT_TOLD("new a\nnew IAX2/a\nnew SIP/a\nnew odd\nnew /\n");
	feed(GONE("SIP/a-1", "1", "1") NEW("SIP/a-6", "6", "1") NEW("SIP/a-7", "7", "1"));
	EXPECT_TOLD("end a\nnew a\nnew SIP/a-7\n");
}
END_TEST

START_TEST(follows_new_names)
{
	begin("");
	feed(NEW("SIP/a-1", "1", "1") NEW("SIP/b-2", "2", "1")
	     "Event: Rename\n" WHO("SIP/a-1", "1", "1") "Newname: SIP/a-1<MASQ>\n\n"
	     "Event: Hold\n" WHO("SIP/a-1", "1", "1") "\n"
	     "Event: Rename\n" WHO("SIP/a-1", "1", "1") "Newname: SIP/a-9\n\n"
	     "Event: Unhold\n" WHO("SIP/a-9", "1", "1") "\n"
	     "Event: Rename\n" WHO("SIP/a-9", "1", "1") "Newname: IAX2/b-7\n\n"
	     "Event: HangupRequest\n" WHO("IAX2/b-7", "1", "1") "\n");
	EXPECT_TOLD("new a\nnew b\nhold a\nunhold a\nhangs-up IAX2/b\n");
}
END_TEST

/* DialEnd may come when the one who was dialled is gone. */
START_TEST(tells_of_the_dead_what_comes_late)
{
	begin("");
	feed(NEW("SIP/a-1", "1", "1") "Event: DialBegin\n" WHO("SIP/a-1", "1", "1")
	        DEST("SIP/b-2", "2", "1") "\n" GONE("SIP/b-2", "2", "1")
	        "Event: DialEnd\n" WHO("SIP/a-1", "1", "1") DEST("SIP/b-2", "2", "1")
	        "DialStatus: BUSY\n\n");
	EXPECT_TOLD("new a\ndial a b\nend b\nunanswered a b\n");
	feed("Event: BridgeLeave\n" WHO("SIP/b-2", "2", "1") "\n"
	     "Event: DialEnd\n" DEST("SIP/b-2", "2", "1") "DialStatus: BUSY\n\n");
	EXPECT_TOLD("");
	feed(GONE("SIP/a-1", "1", "1"));
	ck_assert(trace_over(t));
}
END_TEST

START_TEST(tells_once_who_ends_it)
{
	begin("");
	feed(NEW("SIP/a-1", "1", "1") "Event: HangupRequest\n" WHO("SIP/a-1", "1", "1") "\n"
	     "Event: SoftHangupRequest\n" WHO("SIP/a-1", "1", "1") "\n");
	EXPECT_TOLD("new a\nhangs-up a\n");
}
END_TEST

START_TEST(follows_no_more_than_its_limit)
{
	begin("");
	feed(NEW("SIP/a-0", "1", "1"));
	for (int i = 0; i < LANES_MAX + 10; i++) {
		struct buf stream = BUF_INIT(4096);
		buf_addf(&stream, NEW("SIP/a-%d", "2.%d", "1"), i, i);
		feed(buf_z(&stream));
		buf_clear(&stream);
	}
	struct str rest = buf_str(&told), line;
	size_t n = 0;
	while (str_cut(&rest, '\n', &line))
		n += str_starts(line, STR("new "));
	ck_assert_uint_eq(n, LANES_MAX);
}
END_TEST

/* What Asterisk 11 sent: no Linkedid, Dial and Bridge by their old headers, Extension for Exten. */
START_TEST(draws_recorded_calls_of_old_servers)
{
	begin("");
	fed_recording("ast11/originate-async-success", take, NULL);
	EXPECT_TOLD("new answer5@amitest\n"
	            "application answer5@amitest\napplication answer5@amitest\n"
	            "application answer5@amitest\napplication answer5@amitest\n"
	            "application answer5@amitest\napplication answer5@amitest\n"
	            "application answer5@amitest\nend answer5@amitest\n");
	ck_assert(trace_over(t));
	trace_free(t);
	channels_reset(c);
	begin("");
	fed_recording("ast11/queue-call", take, NULL);
	EXPECT_TOLD("new answer@amitest\napplication answer@amitest\n"
	            "application answer@amitest\napplication answer@amitest\n"
	            "queue answer@amitest\nqueue-leave answer@amitest\n"
	            "bridge answer@amitest Local/answer@amitest\n"
	            "application answer@amitest\napplication Local/answer@amitest\n");
}
END_TEST

/* A lane says what was dialled, though a Newexten of 11 calls it Extension, and a Bridge not at all. */
START_TEST(describes_by_old_headers)
{
	begin("SIP/a");
	feed("Event: Newexten\nChannel: SIP/a-1\nUniqueid: 1\nContext: sets\nExtension: 300\n\n"
	     "Event: Newchannel\nChannel: SIP/b-2\nUniqueid: 2\nExten: 7\nContext: in\n\n"
	     "Event: Bridge\nBridgestate: Link\nChannel1: SIP/a-1\nUniqueid1: 1\n"
	     "Channel2: SIP/b-2\nUniqueid2: 2\n\n");
	EXPECT_TOLD("application a\nbridge a b\n");
	EXPECT_STR(str_of(parties[0]->dialled), STR("300@sets"));
	EXPECT_STR(str_of(parties[1]->dialled), STR("7@in"));
}
END_TEST

START_TEST(survives_everything_recorded)
{
	static const char *const recordings[] = {
	    "ast22/originate-async-failure-busy", "ast16/originate-async-success",
	    "ast13/originate-async-success", "ast11/originate-async-success", "ast11/redirect-dual",
	    "ast22/redirect-dual", "ast22/queue-call", "ast11/queue-call", "ast22/parkedcalls",
	    "ast22/injection-dialplan", "ast22/userevent-odd-bytes", "ast22/event-debug-headers",
	};

	for (size_t i = 0; i < sizeof(recordings) / sizeof(recordings[0]); i++) {
		begin("/./");
		fed_recording(recordings[i], take, NULL);
		trace_free(t);
		t = NULL;
		channels_reset(c);
		buf_reset(&told);
	}
}
END_TEST

Suite *
suite_trace(void)
{
	Suite *suite = suite_create("state/trace");
	TCase *tests = tcase_create("trace");

	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_test(tests, follows_the_next_call);
	tcase_add_test(tests, finds_its_target);
	tcase_add_test(tests, chooses_among_calls);
	tcase_add_test(tests, refuses_bad_expressions);
	tcase_add_test(tests, takes_in_what_is_there_already);
	tcase_add_test(tests, takes_in_the_rest_of_the_call);
	tcase_add_test(tests, follows_all_who_join);
	tcase_add_test(tests, follows_calls_of_old_servers);
	tcase_add_test(tests, makes_one_of_local_halves);
	tcase_add_test(tests, labels_lanes);
	tcase_add_test(tests, follows_new_names);
	tcase_add_test(tests, tells_of_the_dead_what_comes_late);
	tcase_add_test(tests, tells_once_who_ends_it);
	tcase_add_test(tests, follows_no_more_than_its_limit);
	tcase_add_test(tests, draws_recorded_calls_of_old_servers);
	tcase_add_test(tests, describes_by_old_headers);
	tcase_add_test(tests, survives_everything_recorded);
	suite_add_tcase(suite, tests);
	return suite;
}
