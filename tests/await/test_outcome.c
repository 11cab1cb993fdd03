/* SPDX-License-Identifier: ISC */
/* What became of a call: recordings of 13, 16 and 22, and what they do not have. */
#include <stdio.h>
#include <string.h>

#include "../state/fed.h"
#include "../view/shown.h"
#include "ami/compose.h"
#include "await/outcome.h"

Suite *suite_outcome(void);

struct heard {
	struct outcome *outcome;
	char id[64]; /* of the first channel that is asked for */
	const char *channel;
};

/* The recordings were made without ChannelId: take the id of the channel that is dialled. */
static void
find_id(void *arg, const struct msg *m)
{
	struct heard *h = arg;
	struct str channel = msg_get(m, STR("Channel"));

	if (!h->id[0] && msg_is(m, MSG_EVENT, STR("Newchannel")) &&
	    str_starts(channel, str_of(h->channel)) && str_ends(channel, STR(";1")))
		snprintf(h->id, sizeof(h->id), "%.*s", STR_ARG(msg_get(m, STR("Uniqueid"))));
}

static void
take(void *arg, const struct msg *m)
{
	const struct heard *h = arg;

	if (msg_is(m, MSG_EVENT, STR("OriginateResponse")))
		outcome_take_response(h->outcome, m);
	else
		outcome_take(h->outcome, m);
}

/* Which outcome does the recording of a call to this channel have? */
static void
expect_recorded(const char *server, const char *what, const char *channel, const char *word)
{
	struct outcome o;
	struct heard h = {.outcome = &o, .channel = channel};
	char name[128];

	snprintf(name, sizeof(name), "%s/originate-async-%s", server, what);
	fed_recording(name, find_id, &h);
	outcome_init(&o, str_of(channel), str_of(h.id[0] ? h.id : "none"));
	EXPECT_STR(str_of(outcome_word(outcome_kind(&o))), STR("unknown"));
	fed_recording(name, take, &h);
	ck_assert_msg(strcmp(outcome_word(outcome_kind(&o)), word) == 0,
	    "%s: expected %s, came %s", name, word, outcome_word(outcome_kind(&o)));
	outcome_clear(&o);
}

START_TEST(reads_what_servers_sent)
{
	static const char *const servers[] = {"ast13", "ast16", "ast22"};

	for (size_t i = 0; i < 3; i++) {
		expect_recorded(servers[i], "failure-busy", "Local/busy@amitest", "busy");
		expect_recorded(servers[i], "failure-cause21", "Local/hangup@amitest", "rejected");
		expect_recorded(servers[i], "failure-congestion", "Local/cong@amitest", "congestion");
		expect_recorded(servers[i], "failure-noexten", "Local/nosuch@amitest",
		    "no such extension");
		expect_recorded(servers[i], "failure-notech", "Nosuch/x", "no such endpoint");
		expect_recorded(servers[i], "failure-timeout", "Local/ring@amitest", "no answer");
	}
}
END_TEST

static void
take_stream(struct outcome *o, const char *stream)
{
	struct heard h = {.outcome = o};

	shown_each(str_of(stream), take, &h);
}

#define FAILURE "Event: OriginateResponse\nResponse: Failure\nReason: 0\n\n"
#define BORN    "Event: Newchannel\nChannel: PJSIP/a-1\nUniqueid: 1.1\n\n"
#define GONE(more) "Event: Hangup\nChannel: PJSIP/a-1\nUniqueid: 1.1\n" more "\n\n"

static const struct {
	const char *stream, *words;
} failures[] = {
    {FAILURE BORN GONE("Cause: 17"), "busy (17 user busy)"},
    {FAILURE BORN GONE("Cause: 1\nCause-txt: x"), "no such number (1 unallocated number)"},
    {FAILURE BORN GONE("Cause: 20"), "unreachable (20 subscriber absent)"},
    {FAILURE BORN GONE("Cause: 16"), "hung up"},
    {FAILURE BORN GONE("Cause: 99"), "failed (99 information element does not exist)"},
    {FAILURE BORN GONE("Cause: 0"), "failed, the server gave no reason"},
    {FAILURE "Event: Hangup\nUniqueid: 2.2\nCause: 17\n\n" BORN GONE("Cause: 0"),
        "failed, the server gave no reason"},
    {FAILURE, "no such endpoint, or it cannot be called"},
    {"Event: OriginateResponse\nResponse: Failure\nReason: 3\n\n", "no answer"},
    {"Event: OriginateResponse\nResponse: Failure\nReason: 1\n\n", "hung up"},
    {FAILURE BORN "Event: DialEnd\nDestUniqueid: 1.1\nDialStatus: CHANUNAVAIL\n\n", "unreachable"},
    {BORN "Event: OriginateResponse\nResponse: Success\nChannel: PJSIP/a-1\n\n", "answered"},
    {"Event: Newchannel\nChannel: PJSIP/a-1\nUniqueid: 1.1\n\n", "unknown"},
};

START_TEST(says_why)
{
	for (size_t i = 0; i < sizeof(failures) / sizeof(failures[0]); i++) {
		struct outcome o;
		struct buf said = BUF_INIT(BUF_MAX_LINE);
		outcome_init(&o, STR("PJSIP/a"), STR("1.1"));
		take_stream(&o, failures[i].stream);
		outcome_say(&o, &said);
		EXPECT_ROW(str_eq(buf_str(&said), str_of(failures[i].words)),
		    str_of(failures[i].stream), buf_str(&said));
		buf_clear(&said);
		outcome_clear(&o);
	}
}
END_TEST

static const struct {
	const char *channel, *device;
} devices[] = {
    {"PJSIP/alice", "PJSIP/alice"},
    {"PJSIP/100@trunk", "PJSIP/trunk"},
    {"PJSIP/alice/sip:a@b", "PJSIP/alice"},
    {"IAX2/user@peer/100", "IAX2/peer"},
    {"Local/100@sets/n", "Local/100@sets"},
    {"PJSIP/a)${SHELL(x)}", NULL},
    {"PJSIP/a,b", NULL},
    {"alice", NULL},
};

START_TEST(names_the_device)
{
	for (size_t i = 0; i < sizeof(devices) / sizeof(devices[0]); i++) {
		struct outcome o;
		struct buf device = BUF_INIT(BUF_MAX_LINE);
		outcome_init(&o, str_of(devices[i].channel), STR("1"));
		bool found = outcome_device(&o, &device);
		ck_assert_msg(found == (devices[i].device != NULL), "%s", devices[i].channel);
		if (found)
			EXPECT_STR(buf_str(&device), str_of(devices[i].device));
		buf_clear(&device);
		outcome_clear(&o);
	}
}
END_TEST

/* What a device's state tells of a call that no channel came of. */
START_TEST(knows_devices)
{
	static const struct {
		const char *channel, *state, *word;
	} rows[] = {
	    {"PJSIP/a", "INVALID", "no such endpoint"},
	    {"PJSIP/a", "UNAVAILABLE", "unreachable"},
	    {"PJSIP/a", "UNKNOWN", "no such endpoint"},
	    {"PJSIP/a", "NOT_INUSE", "failed"},
	    {"Local/1@a", "INVALID", "no such extension"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct outcome o;
		outcome_init(&o, str_of(rows[i].channel), STR("1.1"));
		take_stream(&o, FAILURE);
		ck_assert(outcome_is_unborn(&o));
		buf_addz(&o.device_state, rows[i].state);
		EXPECT_STR(str_of(outcome_word(outcome_kind(&o))), str_of(rows[i].word));
		outcome_clear(&o);
	}
}
END_TEST

START_TEST(adds_headers)
{
	struct outcome o;
	struct compose c;

	compose_init(&c);
	outcome_init(&o, STR("Local/1@a"), STR("1.1"));
	take_stream(&o,
	    "Event: Newchannel\nChannel: Local/1@a-1;1\nUniqueid: 1.1\n\n"
	    "Event: HangupRequest\nUniqueid: 2.2\nLinkedid: 1.1\nTechCause: 486\n\n"
	    "Event: HangupRequest\nUniqueid: 3.3\nLinkedid: 3.3\nTechCause: 603\n\n" FAILURE
	    "Event: Hangup\nChannel: Local/1@a-1;1\nUniqueid: 1.1\nCause: 17\nCause-txt: User busy\n\n");
	outcome_add(&o, 1.5, &c);
	const struct msg m = compose_msg(&c);
	EXPECT_STR(m.raw, STR("Channel: Local/1@a\r\n_outcome: busy\r\n_cause: 17\r\n"
	                      "_cause_text: User busy\r\n_tech_cause: 486\r\n"
	                      "_seconds: 1.500\r\n_dialled: Local/1@a-1;1\r\n\r\n"));
	outcome_clear(&o);
	compose_clear(&c);
}
END_TEST

/* One of those that a Local channel has dialled is busy, another answers, and dials one that is busy,
 * too: the call was answered. */
START_TEST(what_others_say_is_not_its_outcome)
{
	struct outcome o;

	outcome_init(&o, STR("Local/1@a"), STR("1.1"));
	take_stream(&o,
	    "Event: HangupRequest\nUniqueid: 2.2\nLinkedid: 1.1\nTechCause: SIP 486 Busy Here\n\n"
	    "Event: OriginateResponse\nResponse: Success\nChannel: Local/1@a-1;1\nReason: 4\n\n"
	    "Event: HangupRequest\nUniqueid: 4.4\nLinkedid: 1.1\nTechCause: SIP 486 Busy Here\n\n");
	EXPECT_STR(buf_str(&o.tech_cause), STR(""));
	take_stream(&o, "Event: HangupRequest\nUniqueid: 1.1\nLinkedid: 1.1\nTechCause: SIP BYE\n\n");
	EXPECT_STR(buf_str(&o.tech_cause), STR("SIP BYE"));
	outcome_clear(&o);
}
END_TEST

Suite *
suite_outcome(void)
{
	Suite *s = suite_create("outcome");
	TCase *tc = tcase_create("outcome");

	tcase_add_test(tc, reads_what_servers_sent);
	tcase_add_test(tc, says_why);
	tcase_add_test(tc, names_the_device);
	tcase_add_test(tc, knows_devices);
	tcase_add_test(tc, adds_headers);
	tcase_add_test(tc, what_others_say_is_not_its_outcome);
	suite_add_tcase(s, tc);
	return s;
}
