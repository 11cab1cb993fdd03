/* SPDX-License-Identifier: ISC */
/* What follows all calls stays bounded, whatever the server says, and keeps no memory of what is
 * gone. The news themselves are seen in the story (tests/story). */
#include <stdio.h>

#include "../view/shown.h"
#include "fed.h"
#include "state/news.h"

Suite *suite_news(void);

struct feeding {
	struct newsroom *room;
	struct news news;
	size_t told;
};

static void
take(void *arg, const struct msg *m)
{
	struct feeding *f = arg;

	f->told += newsroom_take(f->room, m, 1000000, NULL, &f->news);
}

/* An event of the channel of that number. */
static void
feed(struct feeding *f, const char *event, int number, const char *more)
{
	char stream[512];

	snprintf(stream, sizeof(stream),
	    "Event: %s\nChannel: PJSIP/x-%08x\nUniqueid: 5.%d\nLinkedid: 5.%d\n%s\n", event, number,
	    number, number, more);
	shown_each(str_of(stream), take, f);
}

START_TEST(calls_that_never_end)
{
	struct feeding f = {.room = newsroom_new()};

	for (int i = 0; i < TRACKS_MAX + 100; i++)
		feed(&f, "Newchannel", i, "ChannelState: 4\n");
	ck_assert_uint_eq(newsroom_count(f.room), TRACKS_MAX);
	ck_assert_uint_eq(f.told, TRACKS_MAX + 100);
	/* Two channels of one event, for which the oldest ones make place. */
	feed(&f, "DialBegin", 900000, "DestChannel: PJSIP/y-1\nDestUniqueid: 6.1\n");
	ck_assert_uint_eq(newsroom_count(f.room), TRACKS_MAX);
	newsroom_reset(f.room);
	ck_assert_uint_eq(newsroom_count(f.room), 0);
	newsroom_free(f.room);
}
END_TEST

START_TEST(calls_that_end)
{
	struct feeding f = {.room = newsroom_new()};

	for (int i = 0; i < 1000; i++) {
		feed(&f, "Newchannel", i, "ChannelState: 4\n");
		feed(&f, "BridgeEnter", i, "BridgeUniqueid: b\nBridgeNumChannels: 3\n");
		feed(&f, "Hangup", i, "Cause: 16\n");
	}
	ck_assert_uint_eq(f.told, 2000);
	feed(&f, "VarSet", 0, "");
	ck_assert_uint_eq(newsroom_count(f.room), 0);
	newsroom_free(f.room);
}
END_TEST

START_TEST(ids_that_are_none)
{
	struct feeding f = {.room = newsroom_new()};
	char stream[2048];

	snprintf(stream, sizeof(stream),
	    "Event: Newchannel\nChannel: x\nUniqueid: %0500d\n\nEvent: Newchannel\nUniqueid: 1\n\n"
	    "Event: Hold\nChannel: x\n\nEvent: Rename\nUniqueid: 1\nNewname: y<MASQ>\n\n"
	    "Event: AttendedTransfer\nOrigTransfererUniqueid: 1\n\n"
	    "Event: LocalBridge\nChannel1: Local/a;1\nUniqueid1: 2\nChannel2: Local/a;1\nUniqueid2: 2\n\n"
	    "Event: DialEnd\nChannel: Local/a;1\nUniqueid: 2\nDestChannel: Local/a;1\nDestUniqueid: 2\n"
	    "DialStatus: ANSWER\n\n",
	    1);
	shown_each(str_of(stream), take, &f);
	ck_assert_uint_le(newsroom_count(f.room), 1);
	newsroom_free(f.room);
}
END_TEST

Suite *
suite_news(void)
{
	Suite *s = suite_create("news");
	TCase *tc = tcase_create("news");

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, calls_that_never_end);
	tcase_add_test(tc, calls_that_end);
	tcase_add_test(tc, ids_that_are_none);
	suite_add_tcase(s, tc);
	return s;
}
