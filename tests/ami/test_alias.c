/* SPDX-License-Identifier: ISC */
/* A value is found by any of its names, and not by a name with another meaning. */
#include "ami/alias.h"

#include "../expect.h"
#include "transcript.h"

Suite *suite_alias(void);

struct asked {
	const char *name;
	struct buf value;
};

static void
ask(void *arg, const struct msg *m)
{
	struct asked *a = arg;

	buf_adds(&a->value, alias_get(m, str_of(a->name)));
}

static void
expect(const char *message, const char *name, const char *want)
{
	struct asked a = {name, BUF_INIT(256)};
	struct parse *parse = parse_new(BUF_MAX_MESSAGE, false);
	struct err err;

	ck_assert_int_eq(transcript_feed(parse, str_of(message), SIZE_MAX, ask, &a, &err), 0);
	EXPECT_STR(buf_str(&a.value), str_of(want));
	buf_clear(&a.value);
	parse_free(parse);
}

#define EVENT(name, headers) "Event: " name "\n" headers "\n"

START_TEST(finds_older_names)
{
	expect(EVENT("CoreShowChannel", "Extension: 101\n"), "Exten", "101");
	expect(EVENT("CoreShowChannel", "ApplicationData: 60\n"), "appdata", "60");
	expect(EVENT("Status", "Data: 60\n"), "ApplicationData", "60");
	expect(EVENT("QueueMemberAdded", "Location: SIP/a\n"), "Interface", "SIP/a");
	expect(EVENT("AgentCalled", "ChannelCalling: SIP/a-1\n"), "Channel", "SIP/a-1");
	expect(EVENT("ParkedCall", "Channel: SIP/a-1\nExten: 701\n"), "ParkingSpace", "701");
	expect(EVENT("Parkinglot", "StartExten: 701\n"), "StartSpace", "701");
}
END_TEST

START_TEST(finds_todays_names)
{
	expect(EVENT("CoreShowChannel", "Exten: 101\n"), "Extension", "101");
	expect(EVENT("CoreShowChannel", "ChannelStateDesc: Up\n"), "State", "Up");
	expect(EVENT("ParkedCall", "ParkeeChannel: PJSIP/a-1\n"), "Channel", "PJSIP/a-1");
	expect(EVENT("BridgeEnter", "BridgeUniqueid: x\n"), "BridgeId", "x");
}
END_TEST

START_TEST(takes_the_name_itself_first)
{
	expect(EVENT("Newexten", "Extension: 1\nExten: 2\n"), "Exten", "2");
	expect(EVENT("Newexten", "Extension: 1\nExten: \n"), "Exten", "");
}
END_TEST

START_TEST(leaves_other_meanings)
{
	expect(EVENT("BlindTransfer", "Extension: 1\n"), "Exten", "");
	expect(EVENT("Newstate", "Location: SIP/a\n"), "Interface", "");
	expect(EVENT("Hangup", "Channel: SIP/a-1\n"), "ParkeeChannel", "");
	expect("Response: Success\nExtension: 1\n\n", "Exten", "");
}
END_TEST

Suite *
suite_alias(void)
{
	Suite *suite = suite_create("alias");
	TCase *tests = tcase_create("alias");

	tcase_add_test(tests, finds_older_names);
	tcase_add_test(tests, finds_todays_names);
	tcase_add_test(tests, takes_the_name_itself_first);
	tcase_add_test(tests, leaves_other_meanings);
	suite_add_tcase(suite, tests);
	return suite;
}
