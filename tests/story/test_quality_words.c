/* SPDX-License-Identifier: ISC */
/* The quality of a channel's sound in words and as fields: each part only if it is known. */
#include "../expect.h"
#include "ami/compose.h"
#include "story/quality_words.h"

Suite *suite_quality_words(void);

static char alice[] = "PJSIP/alice\x1b-1";

static const struct quality_way unknown = {-1, -1, -1, -1};

static void
expect(const struct quality_stream *s, const char *words, const char *fields)
{
	struct buf said = BUF_INIT(BUF_MAX_TEXT);
	struct compose c;

	quality_say(s, &said);
	EXPECT_STR(buf_str(&said), str_of(words));
	compose_init(&c);
	quality_add(s, &c);
	const struct msg m = compose_msg(&c);
	EXPECT_STR(m.raw, str_of(fields));
	compose_clear(&c);
	buf_clear(&said);
}

START_TEST(says_all)
{
	const struct quality_stream s = {
	    .channel = alice,
	    .from = {3, 501, 115, 88100000},
	    .to = {0, 500, 8, 71500000},
	    .rtt = 1234,
	    .rate = 8000,
	};

	expect(&s,
	    "PJSIP/alice\\x1b-1: from it 3 of 501 lost, jitter 14.4 ms, MES 88.1; to it 0 of 500 lost, "
	    "jitter 1.0 ms, MES 71.5; round trip 1.2 ms",
	    "FromLost: 3\r\nFromPackets: 501\r\nFromJitter: 0.014375\r\nFromIAJitter: 115\r\n"
	    "FromMES: 88.1\r\nToLost: 0\r\nToPackets: 500\r\nToJitter: 0.001000\r\n"
	    "ToIAJitter: 8\r\nToMES: 71.5\r\nRTT: 0.001234\r\n\r\n");
}
END_TEST

START_TEST(says_what_is_known)
{
	struct quality_stream s = {.channel = alice, .from = unknown, .to = unknown, .rtt = -1};

	expect(&s, "PJSIP/alice\\x1b-1: no report on its sound", "\r\n");
	s.to.packets = 7;
	expect(&s, "PJSIP/alice\\x1b-1: no report on its sound", "ToPackets: 7\r\n\r\n");
	s.from = (struct quality_way){.lost = 2, .packets = -1, .jitter = 5, .mes = -1};
	expect(&s, "PJSIP/alice\\x1b-1: from it 2 lost",
	    "FromLost: 2\r\nFromIAJitter: 5\r\nToPackets: 7\r\n\r\n");
}
END_TEST

Suite *
suite_quality_words(void)
{
	Suite *s = suite_create("quality_words");
	TCase *tc = tcase_create("quality_words");

	tcase_add_test(tc, says_all);
	tcase_add_test(tc, says_what_is_known);
	suite_add_tcase(s, tc);
	return s;
}
