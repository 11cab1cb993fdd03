/* SPDX-License-Identifier: ISC */
/* A silent connection: when it is pinged, when it is dead, and when it is only busy. */
#include "session/keepalive.h"

#include <check.h>

#include "../ami/transcript.h"

Suite *suite_keepalive(void);

#define START   10000
#define IDLE    30000
#define TIMEOUT 5000

static struct pending *p;
static struct keepalive a;

static void
take(
    void *arg, enum verdict v, uint32_t call, bool more, const struct msg *m, const struct err *err)
{
	(void)arg, (void)v, (void)call, (void)more, (void)m, (void)err;
}

static void
setup(void)
{
	p = pending_new((struct pending_sink){.take = take});
	a = (struct keepalive){.idle = IDLE, .moved = START};
}

static void
teardown(void)
{
	pending_free(p);
}

static void
ask(const char *action, msec now)
{
	pending_add(p, 1, str_of(action), str_of(action), now, TIMEOUT, false);
	keepalive_sent(&a, now);
}

/* Nothing is to be done before a time, and step is at that time. */
static void
expect(enum keepalive_step step, msec at)
{
	ck_assert_int_eq(keepalive_deadline(&a, p), at);
	ck_assert_int_eq(keepalive_check(&a, p, at - 1), KEEPALIVE_WELL);
	ck_assert_int_eq(keepalive_deadline(&a, p), at);
	ck_assert_int_eq(keepalive_check(&a, p, at), step);
	if (step == KEEPALIVE_PING)
		pending_add(p, 0, STR("Ping"), STR("own"), at, CLOCK_NEVER, true);
}

static void
feed(void *arg, const struct msg *m)
{
	pending_feed(arg, m, START);
}

static void
hear(const char *text, msec now)
{
	struct parse *parse = parse_new(BUF_MAX_MESSAGE, false);
	struct err err;

	keepalive_heard(&a, now);
	ck_assert_int_eq(transcript_feed(parse, str_of(text), SIZE_MAX, feed, p, &err), 0);
	parse_free(parse);
}

START_TEST(an_idle_server_is_pinged_and_dead_without_an_answer)
{
	expect(KEEPALIVE_PING, START + IDLE);
	hear("Response: Success\nActionID: own\n\n", START + IDLE + 1);
	expect(KEEPALIVE_PING, START + IDLE + 1 + IDLE);
	expect(KEEPALIVE_GONE, START + IDLE + 1 + IDLE + KEEPALIVE_DEAD);
}
END_TEST

START_TEST(any_byte_is_a_sign_of_life)
{
	expect(KEEPALIVE_PING, START + IDLE);
	hear("Event: Hangup\n\n", START + IDLE + KEEPALIVE_DEAD - 1);
	expect(KEEPALIVE_PING, START + IDLE + KEEPALIVE_DEAD - 1 + IDLE);
}
END_TEST

START_TEST(nobody_is_pinged_who_is_not_to_be)
{
	a.idle = CLOCK_NEVER;
	ck_assert_int_eq(keepalive_deadline(&a, p), CLOCK_NEVER);
	ck_assert_int_eq(keepalive_check(&a, p, CLOCK_NEVER - 1), KEEPALIVE_WELL);
}
END_TEST

START_TEST(a_call_that_waits_has_its_own_deadline)
{
	ask("Originate", START);
	ck_assert_int_eq(keepalive_deadline(&a, p), CLOCK_NEVER);
}
END_TEST

/* The Ping follows an action that was given up, and is answered after it. */
START_TEST(a_busy_server_is_not_dead)
{
	ask("Originate", START);
	pending_expire(p, START + TIMEOUT, NULL);
	expect(KEEPALIVE_PING, START + IDLE);
	ck_assert_int_eq(keepalive_check(&a, p, START + IDLE + KEEPALIVE_DEAD), KEEPALIVE_WELL);
	hear("Response: Success\nActionID: Originate\n\n", START + IDLE + KEEPALIVE_DEAD + 1);
	hear("Response: Success\nActionID: own\n\n", START + IDLE + KEEPALIVE_DEAD + 1);
	expect(KEEPALIVE_PING, START + IDLE + KEEPALIVE_DEAD + 1 + IDLE);
}
END_TEST

START_TEST(a_server_that_is_busy_for_too_long_is_dead)
{
	ask("Originate", START);
	pending_expire(p, START + TIMEOUT, NULL);
	expect(KEEPALIVE_PING, START + IDLE);
	ck_assert_int_eq(keepalive_silence(p), KEEPALIVE_BUSY / 1000);
	expect(KEEPALIVE_GONE, START + IDLE + KEEPALIVE_BUSY);
}
END_TEST

/* What is sent to a dead server after the Ping is no work of it. */
START_TEST(calls_after_the_ping_save_nobody)
{
	expect(KEEPALIVE_PING, START + IDLE);
	ask("CoreStatus", START + IDLE + 1);
	ck_assert_int_eq(keepalive_silence(p), KEEPALIVE_DEAD / 1000);
	expect(KEEPALIVE_GONE, START + IDLE + KEEPALIVE_DEAD);
}
END_TEST

START_TEST(an_answer_that_sticks_is_nudged_once)
{
	a.sticks = true;
	ask("Originate", START);
	expect(KEEPALIVE_PING, START + KEEPALIVE_NUDGE);
	expect(KEEPALIVE_WELL, START + KEEPALIVE_NUDGE + KEEPALIVE_BUSY);
	expect(KEEPALIVE_WELL, START + KEEPALIVE_NUDGE + 2 * KEEPALIVE_BUSY);
}
END_TEST

Suite *
suite_keepalive(void)
{
	Suite *suite = suite_create("keepalive");
	TCase *t = tcase_create("keepalive");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, an_idle_server_is_pinged_and_dead_without_an_answer);
	tcase_add_test(t, any_byte_is_a_sign_of_life);
	tcase_add_test(t, nobody_is_pinged_who_is_not_to_be);
	tcase_add_test(t, a_call_that_waits_has_its_own_deadline);
	tcase_add_test(t, a_busy_server_is_not_dead);
	tcase_add_test(t, a_server_that_is_busy_for_too_long_is_dead);
	tcase_add_test(t, calls_after_the_ping_save_nobody);
	tcase_add_test(t, an_answer_that_sticks_is_nudged_once);
	suite_add_tcase(suite, t);
	return suite;
}
