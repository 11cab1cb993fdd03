/* SPDX-License-Identifier: ISC */
/* One call from its first channel to its last: who talks, who hangs up. */
#include <string.h>

#include "../view/shown.h"
#include "fed.h"
#include "state/course.h"

Suite *suite_course(void);

#define NEW(name, id)  "Event: Newchannel\nChannel: " name "\nUniqueid: " id "\nLinkedid: 1\n\n"
#define DIAL(a, b)     "Event: DialBegin\nChannel: x\nUniqueid: " a "\nDestChannel: y\nDestUniqueid: " b "\n\n"
#define ENTER(id, bridge, n)                                                                       \
	"Event: BridgeEnter\nBridgeUniqueid: " bridge "\nBridgeNumChannels: " n                    \
	"\nChannel: x\nUniqueid: " id "\n\n"
#define LEAVE(id, bridge, n)                                                                       \
	"Event: BridgeLeave\nBridgeUniqueid: " bridge "\nBridgeNumChannels: " n                    \
	"\nChannel: x\nUniqueid: " id "\n\n"
#define ASKS(id) "Event: HangupRequest\nChannel: x\nUniqueid: " id "\n\n"
#define GONE(id) "Event: Hangup\nChannel: x\nUniqueid: " id "\nCause: 16\n\n"
#define HALVES   NEW("Local/a@b-1;1", "1") NEW("Local/a@b-1;2", "2")                               \
	"Event: LocalBridge\nLocalOneChannel: Local/a@b-1;1\nLocalOneUniqueid: 1\n"                \
	"LocalTwoChannel: Local/a@b-1;2\nLocalTwoUniqueid: 2\n\n"
#define TALK                                                                                       \
	NEW("PJSIP/alice-1", "1") NEW("PJSIP/bob-2", "2") DIAL("1", "2") ENTER("2", "b", "1")      \
	ENTER("1", "b", "2")

struct feeding {
	struct course *course;
	msec now;
};

/* Every event comes a second after the one before. */
static void
take(void *arg, const struct msg *m)
{
	struct feeding *f = arg;

	course_take(f->course, m, f->now);
	f->now += 1000;
}

static const struct {
	const char *what, *stream;
	bool over;
	msec talked;
	enum course_side by;
	const char *channel;
} rows[] = {
    {"nothing", "", false, 0, COURSE_SERVER, ""},
    {"not ours", "Event: Newchannel\nChannel: a\nUniqueid: 9\nLinkedid: 9\n\n" GONE("9"), false, 0,
        COURSE_SERVER, ""},
    {"an application", NEW("PJSIP/alice-1", "1") GONE("1"), true, 0, COURSE_SERVER, ""},
    {"it hangs up", NEW("PJSIP/alice-1", "1") ASKS("1") GONE("1"), true, 0, COURSE_CHANNEL,
        "PJSIP/alice-1"},
    {"a talk that goes on", TALK GONE("9"), false, 2000, COURSE_SERVER, ""},
    {"the other hangs up",
        TALK ASKS("2") LEAVE("2", "b", "1") ASKS("1") LEAVE("1", "b", "0") GONE("2") GONE("1"), true,
        2000, COURSE_DESTINATION, "PJSIP/bob-2"},
    {"a manager ends it", TALK LEAVE("2", "b", "1") LEAVE("1", "b", "0") GONE("2") GONE("1"), true,
        1000, COURSE_SERVER, ""},
    {"one is left", TALK ASKS("2") LEAVE("2", "b", "1") GONE("2"), false, 2000, COURSE_DESTINATION,
        "PJSIP/bob-2"},
    {"both ends of a Local channel",
        HALVES NEW("PJSIP/alice-3", "3") DIAL("2", "3") NEW("PJSIP/bob-4", "4") DIAL("1", "4")
            ENTER("3", "a", "1") ENTER("2", "a", "2") ENTER("4", "b", "1") ENTER("1", "b", "2")
                ASKS("2") ASKS("3") LEAVE("3", "a", "1"),
        false, 3000, COURSE_CHANNEL, "PJSIP/alice-3"},
    {"a Local channel and an application",
        HALVES NEW("PJSIP/alice-3", "3") DIAL("2", "3") ENTER("3", "a", "1") ENTER("2", "a", "2")
            ASKS("2") GONE("1") GONE("2") GONE("3"),
        true, 0, COURSE_SERVER, ""},
    {"a conference of others",
        NEW("PJSIP/alice-1", "1") ENTER("1", "c", "1") ENTER("9", "c", "2") LEAVE("9", "c", "1")
            ASKS("1") GONE("1"),
        true, 1000, COURSE_CHANNEL, "PJSIP/alice-1"},
    {"waiting together",
        NEW("PJSIP/alice-1", "1") NEW("PJSIP/bob-2", "2")
            "Event: BridgeEnter\nBridgeUniqueid: p\nBridgeTechnology: holding_bridge\n"
            "BridgeNumChannels: 2\nChannel: x\nUniqueid: 1\n\n" GONE("2"),
        false, 0, COURSE_SERVER, ""},
    {"a transfer: who left before did not end it",
        TALK ASKS("1") LEAVE("1", "b", "1") GONE("1") NEW("PJSIP/erin-3", "3") DIAL("2", "3")
            ENTER("3", "c", "1") ENTER("2", "c", "2") ASKS("3") LEAVE("3", "c", "1"),
        false, 4000, COURSE_DESTINATION, "PJSIP/erin-3"},
};

START_TEST(follows_a_call)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct feeding f = {course_new(STR("1")), 1000};
		struct str channel;
		shown_each(str_of(rows[i].stream), take, &f);
		enum course_side by = course_by(f.course, &channel);
		ck_assert_msg(course_over(f.course) == rows[i].over, "%s", rows[i].what);
		ck_assert_msg(course_talked(f.course, f.now) == rows[i].talked, "%s: talked %lld",
		    rows[i].what, (long long)course_talked(f.course, f.now));
		ck_assert_msg(by == rows[i].by && str_eq(channel, str_of(rows[i].channel)),
		    "%s: %d %.*s", rows[i].what, by, STR_ARG(channel));
		course_free(f.course);
	}
}
END_TEST

/* Before Asterisk 12 there is no Linkedid, and one event tells that two talk. */
START_TEST(follows_old_calls)
{
	struct feeding f = {course_new(STR("")), 0};
	struct str channel;

	shown_each(STR("Event: Newchannel\nChannel: SIP/s-1\nUniqueid: 5\n\n"), take, &f);
	course_begin(f.course, STR("SIP/a-1"), STR("7"));
	EXPECT_STR(course_alive(f.course), STR("SIP/a-1"));
	shown_each(STR("Event: Newchannel\nChannel: SIP/s-2\nUniqueid: 6\n\n"
	               "Event: Newchannel\nChannel: SIP/b-2\nUniqueid: 8\n\n"
	               "Event: Dial\nSubEvent: Begin\nChannel: SIP/a-1\nDestination: SIP/b-2\n"
	               "UniqueID: 7\nDestUniqueID: 8\n\n" ASKS("6")), take, &f);
	f.now = 0;
	shown_each(STR("Event: Bridge\nBridgestate: Link\nChannel1: SIP/a-1\nUniqueid1: 7\n"
	               "Channel2: SIP/b-2\nUniqueid2: 8\n\n"
	               "Event: Bridge\nBridgestate: Unlink\nChannel1: SIP/b-2\nUniqueid1: 8\n"
	               "Channel2: SIP/a-1\nUniqueid2: 7\n\n" ASKS("7") GONE("7")),
	    take, &f);
	ck_assert(!course_over(f.course));
	shown_each(STR(GONE("8")), take, &f);
	ck_assert(course_over(f.course));
	ck_assert_int_eq(course_by(f.course, &channel), COURSE_CHANNEL);
	EXPECT_STR(channel, STR("SIP/a-1"));
	ck_assert_int_eq(course_talked(f.course, f.now), 1000);
	EXPECT_STR(course_alive(f.course), STR(""));
	course_free(f.course);
}
END_TEST

Suite *
suite_course(void)
{
	Suite *s = suite_create("course");
	TCase *tc = tcase_create("course");

	tcase_add_test(tc, follows_a_call);
	tcase_add_test(tc, follows_old_calls);
	suite_add_tcase(s, tc);
	return s;
}
