/* SPDX-License-Identifier: ISC */
/* Live channels as candidates, ten thousand of them too. */
#include <stdio.h>
#include <time.h>

#include "../expect.h"
#include "ami/compose.h"
#include "complete/complete.h"
#include "state/channels.h"

Suite *suite_complete_channels(void);

static struct channels *channels;

static void
add(const char *name, unsigned number)
{
	struct compose made;
	char id[32];

	snprintf(id, sizeof(id), "1795355445.%u", number);
	compose_init(&made);
	compose_event(&made, STR("Newchannel"));
	compose_add(&made, STR("Channel"), str_of(name));
	compose_add(&made, STR("Uniqueid"), str_of(id));
	compose_add(&made, STR("CallerIDNum"), STR("100"));
	const struct msg m = compose_msg(&made);
	channels_take(channels, &m, 0);
	compose_clear(&made);
}

static void
set_up(void)
{
	channels = channels_new();
}

static void
tear_down(void)
{
	channels_free(channels);
}

/* The candidates of a line are these, a blank after each. */
static void
expect(const char *line, const char *expected)
{
	const struct complete_source source = {.abbreviations = true, .channels = channels};
	struct completion c;
	struct buf got = BUF_INIT(BUF_MAX_LINE);

	complete_line(&c, str_of(line), &source);
	for (size_t i = 0; i < c.n; i++)
		buf_addf(&got, "%s ", c.v[i].text);
	ck_assert_msg(str_eq(buf_str(&got), str_of(expected)), "%s: expected \"%s\", came \"%s\"",
	    line, expected, buf_z(&got));
	completion_clear(&c);
	buf_clear(&got);
}

START_TEST(names_channels)
{
	add("PJSIP/bob-00000002", 2);
	add("PJSIP/alice-00000001", 1);
	add("Local/5@x-00000001;1", 3);
	expect("hangup PJ", "PJSIP/alice-00000001 PJSIP/bob-00000002 ");
	expect("hangup pjsip/b", "PJSIP/bob-00000002 ");
	expect("redirect PJSIP/bob-00000002 100@sets PJSIP/a", "PJSIP/alice-00000001 ");
	expect("trace L", "Local/5@x-00000001;1 ");
	expect("Redirect Channel=PJSIP/a", "Channel=PJSIP/alice-00000001 ");
	expect("Redirect Channel=PJSIP/alice-00000001 ExtraChannel=PJSIP/b",
	    "ExtraChannel=PJSIP/bob-00000002 ");
	expect("Bridge Channel2=P", "Channel2=PJSIP/alice-00000001 Channel2=PJSIP/bob-00000002 ");
	expect("Originate Channel=PJ", "");
	expect("hangup Z", "");
}
END_TEST

START_TEST(says_who_is_there)
{
	const struct complete_source source = {.channels = channels};
	struct completion c;

	add("PJSIP/alice-00000001", 1);
	complete_line(&c, STR("hangup P"), &source);
	ck_assert_uint_eq(c.n, 1);
	ck_assert_str_eq(c.v[0].summary, "100");
	completion_clear(&c);
}
END_TEST

/* Know channels up to that number of them. */
static void
add_phones(unsigned from, unsigned to)
{
	char name[64];

	for (unsigned i = from; i < to; i++) {
		snprintf(name, sizeof(name), "PJSIP/phone-%08x", i * 2654435761u);
		add(name, i);
	}
}

/* Complete so many times where there are so many candidates. Returns the milliseconds that the
 * processor was at it, whatever else the machine did. */
static long
time_completing(int times, size_t candidates)
{
	const struct complete_source source = {.channels = channels};
	struct completion c;
	clock_t start = clock();

	for (int i = 0; i < times; i++) {
		complete_line(&c, STR("hangup PJSIP/ph"), &source);
		ck_assert_uint_eq(c.n, candidates);
		completion_clear(&c);
	}
	return (long)((clock() - start) / (CLOCKS_PER_SEC / 1000));
}

/* Keys must not wait: users notice a tenth of a second. Ten times the candidates may take ten times
 * as long, and not much more, however slow the machine is. */
START_TEST(is_quick_with_many)
{
	add_phones(0, 1000);
	long few = time_completing(100, 1000);
	add_phones(1000, 10000);
	long many = time_completing(10, 10000);

	ck_assert_msg(many < 100 * 10 || many < 4 * few,
	    "10,000 candidates took %ld ms, 1,000 took %ld", many / 10, few / 100);
}
END_TEST

Suite *
suite_complete_channels(void)
{
	Suite *suite = suite_create("cmd/complete_channels");
	TCase *tests = tcase_create("complete_channels");

	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_set_timeout(tests, 60);
	tcase_add_test(tests, names_channels);
	tcase_add_test(tests, says_who_is_there);
	tcase_add_test(tests, is_quick_with_many);
	suite_add_tcase(suite, tests);
	return suite;
}
