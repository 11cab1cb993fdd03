/* SPDX-License-Identifier: ISC */
/* Reports on the sound of calls, as a real Asterisk 22 sent them, and odd ones. */
#include "../view/shown.h"
#include "fed.h"
#include "state/quality.h"

Suite *suite_quality(void);

static void
take(void *arg, const struct msg *m)
{
	if (quality_is_report(m))
		quality_take(arg, m);
}

#define OF(id) "Channel: PJSIP/alice-" id "\nUniqueid: " id "\n"
#define SENT                                                                                       \
	"Event: RTCPSent\n" OF("1") "To: 127.0.0.1:9\nFrom: 127.0.0.1:7\nMES: 88.1\n"              \
	"PT: 200(SR)\nReportCount: 1\nSentNTP: 1795815404.365126\nSentRTP: 40160\n"                \
	"SentPackets: 251\nReport0FractionLost: 0\nReport0CumulativeLost: 3\n"                     \
	"Report0IAJitter: 115\n\n"
#define SENT_LATER                                                                                 \
	"Event: RTCPSent\n" OF("1") "To: 127.0.0.1:9\nFrom: 127.0.0.1:7\nMES: 71.5\n"              \
	"PT: 200(SR)\nReportCount: 1\nSentNTP: 1795815409.366553\nSentRTP: 80160\n"                \
	"SentPackets: 501\nReport0CumulativeLost: 5\nReport0IAJitter: 2\n\n"
#define RECEIVED                                                                                   \
	"Event: RTCPReceived\n" OF("1") "To: 127.0.0.1:7\nFrom: 127.0.0.1:9\nRTT: 0.0004\n"        \
	"MES: 88.1\nPT: 200(SR)\nReportCount: 1\nSentNTP: 1795815404.4\nSentRTP: 1\n"              \
	"SentPackets: 250\nReport0CumulativeLost: 16777215\nReport0IAJitter: 0\n\n"

START_TEST(keeps_the_worst_and_the_total)
{
	struct quality q = {0};

	shown_each(STR(SENT RECEIVED SENT_LATER), take, &q);
	ck_assert_uint_eq(q.n, 1);
	const struct quality_stream *s = &q.v[0];
	EXPECT_STR(str_of(s->channel), STR("PJSIP/alice-1"));
	ck_assert_int_eq(s->from.lost, 5);
	ck_assert_int_eq(s->from.packets, 250);
	ck_assert_int_eq(s->from.jitter, 115);
	ck_assert_int_eq(s->from.mes, 71500000);
	ck_assert_int_eq(s->to.lost, 0);
	ck_assert_int_eq(s->to.packets, 501);
	ck_assert_int_eq(s->to.jitter, 0);
	ck_assert_int_eq(s->to.mes, 88100000);
	ck_assert_int_eq(s->rtt, 400);
	ck_assert_int_eq(s->rate, 8000);
	quality_clear(&q);
	ck_assert_uint_eq(q.n, 0);
}
END_TEST

/* A phone that reports nothing, and a report on nothing that was received. */
START_TEST(knows_what_it_does_not_know)
{
	struct quality q = {0};

	shown_each(STR("Event: RTCPSent\n" OF("1") "MES: 0.0\nPT: 200(SR)\nReportCount: 0\n"
	               "SentNTP: 5.0\nSentRTP: 9\nSentPackets: 7\n\n"
	               "Event: RTCPReceived\n" OF("1") "RTT: 0.0000\nPT: 201(RR)\n\n"
	               "Event: RTCPSent\nTo: x\nFrom: y\n\nEvent: Hangup\n" OF("1") "\n"),
	    take, &q);
	ck_assert_uint_eq(q.n, 1);
	ck_assert_int_eq(q.v[0].from.lost, -1);
	ck_assert_int_eq(q.v[0].from.mes, -1);
	ck_assert_int_eq(q.v[0].to.packets, 7);
	ck_assert_int_eq(q.v[0].to.lost, -1);
	ck_assert_int_eq(q.v[0].rtt, -1);
	ck_assert_int_eq(q.v[0].rate, 0);
	quality_clear(&q);
}
END_TEST

START_TEST(tells_streams_apart)
{
	struct quality q = {0};

	shown_each(STR(SENT "Event: RTCPSent\n" OF("1") "From: 127.0.0.1:8\n\n"
	                    "Event: RTCPSent\n" OF("2") "From: 127.0.0.1:7\n\n" RECEIVED),
	    take, &q);
	ck_assert_uint_eq(q.n, 3);
	ck_assert_int_eq(q.v[0].rtt, 400);
	quality_clear(&q);
}
END_TEST

/* No number that a server could send does harm. */
START_TEST(takes_no_nonsense)
{
	static const char *const odd[] = {"", "-1", ".", ".5", "x", "99999999999999999999",
	    "1.2.3", "0x1", "4294967295", "1e9", "9999999999999"};

	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		struct quality q = {0};
		struct buf event = BUF_INIT(BUF_MAX_TEXT);
		for (int time = 0; time < 2; time++)
			buf_addf(&event,
			    "Event: RTCPReceived\n" OF("1") "RTT: %s\nMES: %s\nSentNTP: %d%s\n"
			    "SentRTP: %s\nSentPackets: %s\nReport0CumulativeLost: %s\n"
			    "Report0IAJitter: %s\n\n",
			    odd[i], odd[i], time, odd[i], odd[i], odd[i], odd[i], odd[i]);
		shown_each(buf_str(&event), take, &q);
		ck_assert_uint_eq(q.n, 1);
		ck_assert_msg(q.v[0].to.lost <= 0, "%s", odd[i]);
		quality_clear(&q);
		buf_clear(&event);
	}
}
END_TEST

Suite *
suite_quality(void)
{
	Suite *s = suite_create("quality");
	TCase *tc = tcase_create("quality");

	tcase_add_test(tc, keeps_the_worst_and_the_total);
	tcase_add_test(tc, knows_what_it_does_not_know);
	tcase_add_test(tc, tells_streams_apart);
	tcase_add_test(tc, takes_no_nonsense);
	suite_add_tcase(s, tc);
	return s;
}
