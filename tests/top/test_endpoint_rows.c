/* SPDX-License-Identifier: ISC */
/* Endpoints as rows. */
#include "seen.h"

Suite *suite_endpoint_rows(void);

#define ENDPOINT(name, state, contacts)                                                            \
	"Event: EndpointList\nObjectName: " name "\nDeviceState: " state "\nContacts: " contacts   \
	"\n\n"
#define ALICE ENDPOINT("alice", "Not in use", "alice/sip:alice@192.0.2.1:5060,")

START_TEST(states)
{
	seen_list(MODEL_ENDPOINTS, ALICE ENDPOINT("bob", "Unavailable", ""));
	EXPECT_ROWS(TOP_ENDPOINTS,
	    "PJSIP/alice|not in use|||sip:alice@192.0.2.1:5060\nPJSIP/bob|unavailable|||\n");
	ck_assert_uint_eq(board_count_mood(seen.board, TOP_ENDPOINT, MOOD_BAD), 1);
	seen_events("Event: DeviceStateChange\nDevice: PJSIP/bob\nState: NOT_INUSE\n\n"
	    "Event: DeviceStateChange\nDevice: PJSIP/alice\nState: NOT_INUSE\n\n"
	    "Event: DeviceStateChange\nDevice: PJSIP/nobody\nState: INUSE\n\n");
	seen.now += 3000;
	EXPECT_ROWS(TOP_ENDPOINTS,
	    "PJSIP/alice|not in use|||sip:alice@192.0.2.1:5060\n"
	    "PJSIP/bob|not in use||| 1:3000\n");
	seen_list(MODEL_ENDPOINTS, ALICE);
	EXPECT_ROWS(TOP_ENDPOINTS, "PJSIP/alice|not in use|||sip:alice@192.0.2.1:5060\n");
}
END_TEST

START_TEST(contacts)
{
	seen_list(MODEL_ENDPOINTS, ALICE);
	seen_list(MODEL_CONSOLE, "Response: Success\nOutput: \nOutput:   Contact:  <Aor/ContactU"
	    "ri..> <Hash....> <Status> <RTT(ms)..>\nOutput:   Contact:  alice/sip:alice@192.0.2.1:5"
	    "060  4c4bf63f07 Avail         12.559\nOutput: Objects found: 1\n\n");
	EXPECT_ROWS(TOP_ENDPOINTS, "PJSIP/alice|not in use|13 ms||sip:alice@192.0.2.1:5060\n");
	seen_events("Event: ContactStatus\nEndpointName: alice\nURI: sip:alice@192.0.2.9\n"
	    "ContactStatus: Reachable\nRoundtripUsec: 3000\n\n");
	EXPECT_ROWS(TOP_ENDPOINTS,
	    "PJSIP/alice|not in use|3.0 ms||sip:alice@192.0.2.1:5060, sip:alice@192.0.2.9\n");
	seen_events("Event: ContactStatus\nEndpointName: alice\nURI: sip:alice@192.0.2.9\n"
	    "ContactStatus: Removed\nRoundtripUsec: 3000\n\n");
	seen_list(MODEL_CONTACTS, "Event: ContactList\nEndpoint: alice\nUri: sip:alice@192.0.2."
	    "1:5060\nStatus: Unreachable\nRoundtripUsec: N/A\n\n");
	EXPECT_ROWS(TOP_ENDPOINTS, "PJSIP/alice|not in use|||sip:alice@192.0.2.1:5060\n");
}
END_TEST

/* Channels are counted, also those that were there before the endpoint was listed. */
START_TEST(calls)
{
	seen_events("Event: Newchannel\nChannel: PJSIP/alice-0a\nUniqueid: 1\nLinkedid: 1\n\n");
	seen_list(MODEL_ENDPOINTS, ALICE);
	EXPECT_ROWS(TOP_ENDPOINTS, "PJSIP/alice|not in use||1|sip:alice@192.0.2.1:5060\n");
	seen_events("Event: Newchannel\nChannel: PJSIP/alice-0b\nUniqueid: 2\nLinkedid: 2\n\n"
	    "Event: Hangup\nChannel: PJSIP/alice-0a\nUniqueid: 1\nLinkedid: 1\n\n");
	EXPECT_ROWS(TOP_ENDPOINTS, "PJSIP/alice|not in use||1|sip:alice@192.0.2.1:5060\n");
	seen_events("Event: Hangup\nChannel: PJSIP/alice-0b\nUniqueid: 2\nLinkedid: 2\n\n");
	EXPECT_ROWS(TOP_ENDPOINTS, "PJSIP/alice|not in use|||sip:alice@192.0.2.1:5060\n");
}
END_TEST

START_TEST(older_drivers)
{
	seen_list(MODEL_SIP, "Event: PeerEntry\nChanneltype: SIP\nObjectName: 100\nIPaddress: "
	    "192.0.2.7\nIPport: 5060\nStatus: OK (12 ms)\n\n"
	    "Event: PeerEntry\nChanneltype: SIP\nObjectName: 101\nIPaddress: -none-\nIPport: 0\n"
	    "Status: UNKNOWN\n\n");
	EXPECT_ROWS(TOP_ENDPOINTS, "SIP/100|ok|12 ms||192.0.2.7:5060\nSIP/101|unknown|||\n");
	seen_events("Event: PeerStatus\nChannelType: SIP\nPeer: SIP/100\n"
	    "PeerStatus: Unreachable\nTime: -1\n\n");
	EXPECT_ROWS(TOP_ENDPOINTS,
	    "SIP/100|unreachable|12 ms||192.0.2.7:5060 1:0\nSIP/101|unknown|||\n");
}
END_TEST

Suite *
suite_endpoint_rows(void)
{
	Suite *suite = suite_create("top/endpoint_rows");
	TCase *tests = tcase_create("endpoint_rows");

	tcase_add_checked_fixture(tests, seen_set_up, seen_tear_down);
	tcase_add_test(tests, states);
	tcase_add_test(tests, contacts);
	tcase_add_test(tests, calls);
	tcase_add_test(tests, older_drivers);
	suite_add_tcase(suite, tests);
	return suite;
}
