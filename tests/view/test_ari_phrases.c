/* SPDX-License-Identifier: ISC */
/* The table of ARI's events, and the line that each of them makes. */
#include "../expect.h"
#include "ari/reader.h"
#include "phrase_check.h"
#include "shown.h"
#include "view/event_line.h"
#include "view/event_phrases.h"

Suite *suite_ari_phrases(void);

static const struct event_phrases rows[] = {
#include "view/ari_phrases.inc"
};

#define ROWS (sizeof(rows) / sizeof(*rows))

START_TEST(rows_are_sorted)
{
	for (size_t i = 1; i < ROWS; i++)
		ck_assert_msg(str_icmp(str_of(rows[i - 1].name), str_of(rows[i].name)) < 0,
		    "%s comes before %s", rows[i - 1].name, rows[i].name);
}
END_TEST

START_TEST(phrases_are_right)
{
	for (size_t i = 0; i < ROWS; i++) {
		phrase_check_ari(rows[i].name, rows[i].subject);
		phrase_check_ari(rows[i].name, rows[i].details);
	}
}
END_TEST

/* Append the event as the line, or the lines, that print makes of it. */
static void
show(struct buf *out, const char *text,
    void (*print)(struct buf *out, const struct msg *m, const struct event_style *style),
    const struct event_style *style)
{
	struct err err = {0};
	struct ari_reader *r = ari_reader_new(&err);
	struct msg m;
	bool list;

	ck_assert_ptr_nonnull(r);
	ck_assert_msg(ari_reader_open(r, str_of(text), ARI_EVENT, 0, &list, &err) == 0, "%s: %s",
	    err.text, text);
	ck_assert(ari_reader_next(r, &m));
	print(out, &m, style);
	ari_reader_free(r);
}

/* As Asterisk sends them, without what no line shows. */
#define EVENT(type, members)                                                                       \
	"{\"type\":\"" type "\",\"timestamp\":\"2026-11-28T06:44:35.894+0200\"," members           \
	",\"asterisk_id\":\"02:fc\",\"application\":\"demo\"}"
#define PEER_OF(id, name)                                                                          \
	"{\"id\":\"" id "\",\"name\":\"" name "\",\"state\":\"Up\",\"protocol_id\":\"x@y\","       \
	"\"caller\":{\"name\":\"Al A\",\"number\":\"100\"},\"connected\":{\"name\":\"Bo\","        \
	"\"number\":\"101\"},\"accountcode\":\"\",\"dialplan\":{\"context\":\"sets\","             \
	"\"exten\":\"103\",\"priority\":1,\"app_name\":\"Dial\",\"app_data\":\"PJSIP/bob\"},"      \
	"\"creationtime\":\"2026-11-28T04:44:35.894+0000\",\"language\":\"en\"}"
#define CHANNEL "\"channel\":" PEER_OF("1.2", "SIP/a-1")
#define BRIDGE                                                                                     \
	"\"bridge\":{\"id\":\"b1\",\"technology\":\"simple_bridge\",\"bridge_type\":\"mixing\","   \
	"\"bridge_class\":\"stasis\",\"creator\":\"Stasis\",\"name\":\"talk\",\"channels\":"       \
	"[\"1.2\",\"x\"],\"creationtime\":\"2026-11-28T04:44:36.112+0000\",\"video_mode\":\"talker\"}"
#define ENDPOINT                                                                                   \
	"\"endpoint\":{\"technology\":\"PJSIP\",\"resource\":\"bob\",\"state\":\"offline\","       \
	"\"channel_ids\":[\"1.2\"]}"
#define PLAYBACK(state)                                                                            \
	"\"playback\":{\"id\":\"p1\",\"media_uri\":\"sound:beep\",\"next_media_uri\":\"sound:hi\"," \
	"\"target_uri\":\"bridge:b1\",\"language\":\"en\",\"state\":\"" state "\"}"
#define RECORDING(state)                                                                           \
	"\"recording\":{\"name\":\"r/1\",\"format\":\"wav\",\"state\":\"" state "\","              \
	"\"target_uri\":\"channel:1.2\",\"duration\":4,\"cause\":\"odd\"}"

static const struct {
	const char *event, *want; /* after the time */
} lines[] = {
    {EVENT("ApplicationMoveFailed", CHANNEL ",\"destination\":\"other\",\"args\":[\"a\",\"b\"]"),
	"ApplicationMoveFailed  SIP/a-1                   not moved to other(a, b)"},
    {EVENT("ApplicationReplaced", "\"x\":1"),
	"ApplicationReplaced   demo                      taken by another client"},
    {EVENT("BridgeAttendedTransfer",
	 "\"transferer_first_leg\":" PEER_OF("1", "SIP/a-1") ",\"transferee\":" PEER_OF("2", "SIP/b-2")
	 ",\"transferer_second_leg\":" PEER_OF("3", "SIP/a-3") ",\"result\":\"Success\","
	 "\"is_external\":true,\"destination_type\":\"bridge\",\"destination_bridge\":\"b7\""),
	"BridgeAttendedTransfer  SIP/a-1                   SIP/b-2 → b7, Success"},
    {EVENT("BridgeBlindTransfer",
	 CHANNEL ",\"transferee\":" PEER_OF("2", "SIP/b-2") ",\"exten\":\"202\",\"context\":\"sets\","
	 "\"result\":\"Success\",\"is_external\":true"),
	"BridgeBlindTransfer   SIP/a-1                   SIP/b-2 → 202@sets, Success"},
    {EVENT("BridgeCreated", BRIDGE), "BridgeCreated         bridge b1                 mixing talk"},
    {EVENT("BridgeMerged", BRIDGE ",\"bridge_from\":{\"id\":\"b2\"}"),
	"BridgeMerged          bridge b1                 takes over bridge b2"},
    {EVENT("BridgeVideoSourceChanged",
	 "\"bridge\":{\"id\":\"v\",\"video_source_id\":\"1.2\"},\"old_video_source_id\":\"1.1\""),
	"BridgeVideoSourceChanged  bridge v                  to 1.2 from 1.1"},
    {EVENT("CallBroadcast", CHANNEL ",\"caller\":\"100\",\"called\":\"202\""),
	"CallBroadcast         SIP/a-1                   100 → 202"},
    {EVENT("CallClaimed", CHANNEL ",\"winner_app\":\"first\""),
	"CallClaimed           SIP/a-1                   taken by first"},
    {EVENT("ChannelCallerId", CHANNEL ",\"caller_presentation\":0"),
	"ChannelCallerId       SIP/a-1                   100 \"Al A\""},
    {EVENT("ChannelConnectedLine", CHANNEL),
	"ChannelConnectedLine  SIP/a-1                   101 \"Bo\""},
    {EVENT("ChannelCreated", CHANNEL),
	"ChannelCreated        SIP/a-1                   100 \"Al A\" Up → 103@sets, id 1.2"},
    {EVENT("ChannelDestroyed",
	 "\"cause\":17,\"cause_txt\":\"User busy\",\"tech_cause\":486," CHANNEL),
	"ChannelDestroyed      SIP/a-1                   17 user busy, 486"},
    {EVENT("ChannelDestroyed", "\"cause\":250,\"cause_txt\":\"Odd\"," CHANNEL),
	"ChannelDestroyed      SIP/a-1                   250 Odd"},
    {EVENT("ChannelDialplan",
	 CHANNEL ",\"dialplan_app\":\"Dial\",\"dialplan_app_data\":\"PJSIP/bob,30\""),
	"ChannelDialplan       SIP/a-1                   Dial(PJSIP/bob,30) at 103@sets:1"},
    {EVENT("ChannelDtmfReceived", CHANNEL ",\"digit\":\"#\",\"duration_ms\":80"),
	"ChannelDtmfReceived   SIP/a-1                   #, 80 ms"},
    {EVENT("ChannelEnteredBridge", BRIDGE "," CHANNEL),
	"ChannelEnteredBridge  SIP/a-1                   bridge b1, 2 inside"},
    {EVENT("ChannelHangupRequest", CHANNEL ",\"cause\":32,\"soft\":true"),
	"ChannelHangupRequest  SIP/a-1                   32"},
    {EVENT("ChannelHold", CHANNEL ",\"musicclass\":\"jazz\""),
	"ChannelHold           SIP/a-1                   class jazz"},
    {EVENT("ChannelLeftBridge", BRIDGE "," CHANNEL),
	"ChannelLeftBridge     SIP/a-1                   bridge b1, 2 inside"},
    {EVENT("ChannelStateChange", CHANNEL),
	"ChannelStateChange    SIP/a-1                   Up, 100, with 101"},
    {EVENT("ChannelTalkingFinished", CHANNEL ",\"duration\":900"),
	"ChannelTalkingFinished  SIP/a-1                   after 900 ms"},
    {EVENT("ChannelTalkingStarted", CHANNEL), "ChannelTalkingStarted  SIP/a-1"},
    {EVENT("ChannelToneDetected", CHANNEL), "ChannelToneDetected   SIP/a-1"},
    {EVENT("ChannelTransfer",
	 "\"state\":\"channel_declined\",\"refer_to\":{\"requested_destination\":{\"protocol_id\":"
	 "\"x\",\"destination\":\"202\"}},\"referred_by\":{\"source_channel\":"
	 PEER_OF("1", "SIP/a-1") "}"),
	"ChannelTransfer       SIP/a-1                   → 202, channel_declined"},
    {EVENT("ChannelUnhold", CHANNEL), "ChannelUnhold         SIP/a-1"},
    {EVENT("ChannelUserevent",
	 "\"eventname\":\"lamp\",\"userevent\":{\"colour\":\"green\",\"n\":3,\"eventname\":\"lamp\"},"
	 CHANNEL "," BRIDGE),
	"ChannelUserevent      SIP/a-1                   lamp colour=green n=3"},
    {EVENT("ChannelUserevent", "\"eventname\":\"lamp\",\"userevent\":{\"eventname\":\"lamp\"}"),
	"ChannelUserevent      lamp"},
    {EVENT("ChannelVarset", "\"variable\":\"X\",\"value\":\"\"," CHANNEL),
	"ChannelVarset         SIP/a-1                   X="},
    {EVENT("ChannelVarset", "\"variable\":\"X\",\"value\":\"1\""), "ChannelVarset         X=1"},
    {EVENT("ContactStatusChange",
	 ENDPOINT ",\"contact_info\":{\"uri\":\"sip:b@h\",\"contact_status\":\"Reachable\","
	 "\"aor\":\"bob\",\"roundtrip_usec\":\"615\"}"),
	"ContactStatusChange   PJSIP/bob                 Reachable sip:b@h, 615 µs"},
    {EVENT("DeviceStateChanged", "\"device_state\":{\"name\":\"PJSIP/a\",\"state\":\"INUSE\"}"),
	"DeviceStateChanged    PJSIP/a                   INUSE"},
    {EVENT("Dial",
	 "\"dialstatus\":\"\",\"forward\":\"\",\"dialstring\":\"bob\",\"caller\":"
	 PEER_OF("1", "SIP/a-1") ",\"peer\":" PEER_OF("2", "SIP/b-2")),
	"Dial                  SIP/a-1                   → SIP/b-2, bob"},
    {EVENT("Dial",
	 "\"dialstatus\":\"BUSY\",\"forward\":\"\",\"dialstring\":\"bob\",\"peer\":"
	 PEER_OF("2", "SIP/b-2")),
	"Dial                  → SIP/b-2 BUSY, bob"},
    {EVENT("EndpointStateChange", ENDPOINT), "EndpointStateChange   PJSIP/bob                 offline"},
    {"{\"type\":\"MissingParams\",\"params\":[\"app\",\"x\"]}", "MissingParams         app, x"},
    {EVENT("PeerStatusChange", ENDPOINT ",\"peer\":{\"peer_status\":\"Unreachable\",\"cause\":\"odd\"}"),
	"PeerStatusChange      PJSIP/bob                 Unreachable, odd"},
    {EVENT("PlaybackStarted", PLAYBACK("playing")),
	"PlaybackStarted       bridge:b1                 playing sound:beep, next sound:hi, id p1"},
    {EVENT("PlaybackContinuing", PLAYBACK("continuing")),
	"PlaybackContinuing    bridge:b1                 continuing sound:beep, next sound:hi, id p1"},
    {EVENT("PlaybackFinished", PLAYBACK("failed")),
	"PlaybackFinished      bridge:b1                 failed sound:beep, next sound:hi, id p1"},
    {EVENT("RecordingStarted", "\"recording\":{\"name\":\"r/1\",\"format\":\"wav\",\"state\":"
			       "\"recording\",\"target_uri\":\"channel:1.2\"}"),
	"RecordingStarted      channel:1.2               recording r/1.wav"},
    {EVENT("RecordingFinished", RECORDING("done")),
	"RecordingFinished     channel:1.2               done r/1.wav, 4 s, odd"},
    {EVENT("RecordingFailed", RECORDING("failed")),
	"RecordingFailed       channel:1.2               failed r/1.wav, 4 s, odd"},
    {"{\"type\":\"RESTResponse\",\"status_code\":404,\"reason_phrase\":\"Not Found\",\"uri\":\"x\"}",
	"RESTResponse          404 Not Found, x"},
    {EVENT("StasisEnd", CHANNEL), "StasisEnd             SIP/a-1                   demo"},
    {EVENT("StasisStart", "\"args\":[\"a\",\"b\"]," CHANNEL),
	"StasisStart           SIP/a-1                   demo(a, b), id 1.2"},
    {EVENT("StasisStart", "\"args\":[]," CHANNEL ",\"replace_channel\":" PEER_OF("2", "SIP/b-2")),
	"StasisStart           SIP/a-1                   demo, instead of SIP/b-2, id 1.2"},
    {EVENT("TextMessageReceived",
	 ENDPOINT ",\"message\":{\"from\":\"<sip:a@h>\",\"to\":\"pjsip:b\",\"body\":\"hi\\nyou\","
	 "\"variables\":{\"Via\":\"x\"}}"),
	"TextMessageReceived   PJSIP/bob                 <sip:a@h> → pjsip:b: hi\\nyou"},
    {EVENT("Brandnew", CHANNEL "," BRIDGE ",\"state\":\"odd\",\"list\":[1,\"b\"],\"none\":[]"),
	"Brandnew              SIP/a-1                   bridge.id=b1 bridge.name=talk state=odd list=1, b"},
    {EVENT("Brandnew", ENDPOINT),
	"Brandnew              bob                       endpoint.resource=bob endpoint.state=offline"},
    {"{\"type\":\"Brandnew\"}", "Brandnew"},
};

START_TEST(tells_what_matters)
{
	static const struct event_style plain = {.now = {1795322960, 123999999}};
	struct buf out = BUF_INIT(BUF_MAX_TEXT), want = BUF_INIT(BUF_MAX_TEXT);

	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		bool timed = strstr(lines[i].event, "timestamp") != NULL;
		buf_reset(&out);
		buf_reset(&want);
		show(&out, lines[i].event, event_line, &plain);
		buf_addf(&want, "%s  %s\n", timed ? "04:44:35.894" : "04:49:20.123", lines[i].want);
		EXPECT_STR(buf_str(&out), buf_str(&want));
	}
	buf_clear(&out);
	buf_clear(&want);
}
END_TEST

/* Every row has a line above. */
START_TEST(knows_every_event)
{
	for (size_t i = 0; i < ROWS; i++) {
		bool found = false;
		for (size_t j = 0; j < sizeof(lines) / sizeof(*lines); j++)
			found |= str_starts(str_of(lines[j].want), str_of(rows[i].name));
		/* Nothing but a name, and what its opposite has. */
		found |= str_starts(str_of(rows[i].name), STR("Application"));
		found |= str_eq(str_of(rows[i].name), STR("BridgeDestroyed"));
		ck_assert_msg(found, "no line shows %s", rows[i].name);
	}
}
END_TEST

START_TEST(takes_the_time_from_the_event)
{
	static const struct {
		const char *time, *want;
	} rows_of_time[] = {
	    {"2026-11-28T04:44:35.894+0000", "04:44:35.894"},
	    {"2026-11-27T23:14:35.894-0530", "04:44:35.894"},
	    {"2024-02-29T23:59:60.000+0000", "00:00:00.000"},
	    {"1970-01-01T00:00:00.001+0000", "00:00:00.001"},
	    {"2026-13-28T04:44:35.894+0000", "04:49:20.123"},
	    {"2026-11-28T04:44:35.894", "04:49:20.123"},
	    {"2026-11-28T04:44:35+0000", "04:49:20.123"},
	    {"2026-11-28 04:44:35.894+0000", "04:49:20.123"},
	    {"2026-11-28T04:44:35.894Z0000", "04:49:20.123"},
	    {"+026-11-28T04:44:35.894+0000", "04:49:20.123"},
	    {"", "04:49:20.123"},
	};
	static const struct event_style plain = {.now = {1795322960, 123999999}};
	struct buf event = BUF_INIT(4096), out = BUF_INIT(4096);

	for (size_t i = 0; i < sizeof(rows_of_time) / sizeof(*rows_of_time); i++) {
		buf_reset(&event);
		buf_reset(&out);
		buf_addf(&event, "{\"type\":\"X\",\"timestamp\":\"%s\"}", rows_of_time[i].time);
		show(&out, buf_z(&event), event_line, &plain);
		EXPECT_STR(str_head(buf_str(&out), 12), str_of(rows_of_time[i].want));
	}
	buf_clear(&event);
	buf_clear(&out);
}
END_TEST

START_TEST(shows_all_of_it_in_the_long_form)
{
	static const struct event_style plain = {.now = {1795322960, 123999999}};
	struct buf out = BUF_INIT(4096);

	show(&out, EVENT("StasisEnd", ENDPOINT), event_long, &plain);
	EXPECT_STR(buf_str(&out),
	    STR("04:44:35.894  StasisEnd\n"
		"  endpoint.technology   PJSIP\n"
		"  endpoint.resource     bob\n"
		"  endpoint.state        offline\n"
		"  endpoint.channel_ids  1.2\n"
		"  asterisk_id           02:fc\n"
		"  application           demo\n"));
	buf_clear(&out);
}
END_TEST

START_TEST(escapes_and_cuts)
{
	static const struct event_style narrow = {.columns = 60, .now = {1795322960, 123999999}};
	struct buf out = BUF_INIT(4096);

	show(&out,
	    "{\"type\":\"Dial\",\"dialstatus\":\"BUSY\",\"caller\":{\"name\":\"Local/103@sets-with-a-"
	    "long-name-0000001a;1\"},\"peer\":{\"name\":\"PJSIP/\\u001b[2Jalice-0000001b\"}}",
	    event_line, &narrow);
	ck_assert_uint_lt(str_find(buf_str(&out), STR("BUSY")), out.n);
	ck_assert_uint_lt(str_find(buf_str(&out), STR(";1")), out.n);
	ck_assert(!shown_steers(buf_str(&out)));
	buf_clear(&out);
}
END_TEST

Suite *
suite_ari_phrases(void)
{
	Suite *suite = suite_create("ari_phrases");
	TCase *tests = tcase_create("ari_phrases");

	tcase_add_checked_fixture(tests, shown_utc, NULL);
	tcase_add_test(tests, rows_are_sorted);
	tcase_add_test(tests, phrases_are_right);
	tcase_add_test(tests, tells_what_matters);
	tcase_add_test(tests, knows_every_event);
	tcase_add_test(tests, takes_the_time_from_the_event);
	tcase_add_test(tests, shows_all_of_it_in_the_long_form);
	tcase_add_test(tests, escapes_and_cuts);
	suite_add_tcase(suite, tests);
	return suite;
}
