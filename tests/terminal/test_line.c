/* SPDX-License-Identifier: ISC */
/* The line being typed survives events: whole on the screen, and sent as it was typed. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "user.h"

Suite *suite_line(void);

enum {
	SHOWPIECE_EVENTS = 150,
	SHOWPIECE_MS = 3000,
	SOME_EVENTS = 20,
	SOME_MS = 200,
	MANY_LEFT = 12
};

struct half {
	const char *line;
	size_t at;
};

static bool
line_is_whole(struct tty *t, void *arg)
{
	const struct half *h = arg;

	(void)t;
	return user_shows_line(h->line, h->at, false);
}

/* Count the prompts, also in what scrolled off. */
static int
prompts(void)
{
	char *text = screen_text(tty_screen(user_tty));
	int n = 0;

	for (const char *p = text; (p = strstr(p, "hello@127")) != NULL; p++)
		n++;
	free(text);
	return n;
}

/* Let events come while the line stands, the cursor before byte at; no scrap of it may be left. */
static void
push_events_on(const char *line, size_t at, int count, int ms)
{
	struct half h = {line, at};
	int before;

	user_expect_line(line, at);
	before = prompts();
	user_push_events(count, ms, line_is_whole, &h, line);
	user_expect_line(line, at);
	if (prompts() != before)
		tty_fail(
		    user_tty, "%d prompts, expected %d: hiding leaves scraps", prompts(), before);
}

/* Press a key so many times. */
static void
press(const char *key, int times)
{
	while (times-- > 0)
		tty_type(user_tty, key);
}

/* Terminals of the show-piece. */
static const struct size {
	int rows, cols;
} sizes[] = {{24, 80}, {10, 40}, {24, 33}};

#define NOTE_HEAD "UserEvent UserEvent=probe Note='grüße an 漢字 und 📞 Zoë, "
#define NOTE_TAIL "damit die Zeile umbricht 東京都庁 mehr als einmal'"

START_TEST(wrapped_and_half_edited)
{
	const char *half = NOTE_HEAD NOTE_TAIL;
	size_t at = strlen(half) - strlen("als einmal'") - 1;

	user_open_and_start(sizes[_i].rows, sizes[_i].cols);
	tty_type(user_tty, half);
	press(KEY_LEFT, MANY_LEFT);
	push_events_on(half, at, SHOWPIECE_EVENTS, SHOWPIECE_MS);
	tty_type(user_tty, " (und öfter 字)");
	user_expect_line(NOTE_HEAD
	    "damit die Zeile umbricht 東京都庁 mehr (und öfter 字) als einmal'",
	    at + strlen(" (und öfter 字)"));
	tty_type(user_tty, KEY_ENTER);
	user_expect_sent("UserEvent",
	    "Action: UserEvent\r\nUserEvent: probe\r\n"
	    "Note: grüße an 漢字 und 📞 Zoë, damit die Zeile umbricht 東京都庁 mehr "
	    "(und öfter 字) als einmal\r\n\r\n");
	user_expect_line("", 0);
	user_expect_events();
	ck_assert_uint_eq(screen_unknown(tty_screen(user_tty)), 0);
	user_close();
}
END_TEST

/* Distances from a whole number of rows, and how many rows. */
static const struct fill {
	int rows, beyond;
} fills[] = {{1, -1}, {1, 0}, {1, 1}, {2, -1}, {2, 0}, {2, 1}};

START_TEST(filling_the_width)
{
	const char *start = "UserEvent UserEvent=";
	char line[200], message[300];
	size_t len;

	user_open_and_start(24, 80);
	len = (size_t)(fills[_i].rows * 80 + fills[_i].beyond) - strlen(user_prompt());
	memset(line, 'w', sizeof(line));
	memcpy(line, start, strlen(start));
	line[len] = '\0';
	tty_type(user_tty, line);
	push_events_on(line, len, SOME_EVENTS, SOME_MS);
	press(KEY_LEFT, 1);
	push_events_on(line, len - 1, SOME_EVENTS, SOME_MS);
	press(CTRL_A, 1);
	push_events_on(line, 0, SOME_EVENTS, SOME_MS);
	press(CTRL_E, 1);
	user_expect_line(line, len);
	tty_type(user_tty, KEY_ENTER);
	snprintf(message, sizeof(message), "Action: UserEvent\r\nUserEvent: %s\r\n\r\n",
	    line + strlen(start));
	user_expect_sent("UserEvent", message);
	user_expect_line("", 0);
	user_expect_events();
	user_close();
}
END_TEST

START_TEST(wide_character_that_does_not_fit)
{
	char line[200] = "UserEvent UserEvent=";
	char message[300];
	size_t before;

	user_open_and_start(24, 80);
	before = 79 - strlen(user_prompt());
	memset(line + strlen(line), 'w', before - strlen(line));
	strcpy(line + before, "漢字");
	tty_type(user_tty, line);
	push_events_on(line, strlen(line), SOME_EVENTS, SOME_MS);
	press(KEY_LEFT, 2);
	push_events_on(line, before, SOME_EVENTS, SOME_MS);
	press(KEY_LEFT, 1);
	push_events_on(line, before - 1, SOME_EVENTS, SOME_MS);
	tty_type(user_tty, KEY_ENTER);
	snprintf(message, sizeof(message), "Action: UserEvent\r\nUserEvent: %s\r\n\r\n",
	    line + strlen("UserEvent UserEvent="));
	user_expect_sent("UserEvent", message);
	user_close();
}
END_TEST

static bool
searching(struct tty *t, void *arg)
{
	const struct half *h = arg;

	return tty_has_row(t, h->line) && tty_has_row(t, "^bck.alp");
}

START_TEST(incremental_search)
{
	struct half h = {"^hello@.*> UserEvent UserEvent=alpha *$", 0};
	int before;

	user_open_and_start(24, 80);
	tty_type(user_tty, "UserEvent UserEvent=alpha\r");
	user_expect_sent("UserEvent", "Action: UserEvent\r\nUserEvent: alpha\r\n\r\n");
	user_expect_line("", 0);
	tty_type(user_tty, "ping\r");
	tty_wait_row(user_tty, "Pong", USER_SOON);
	user_expect_line("", 0);
	tty_type(user_tty, CTRL_R "alp");
	tty_wait(user_tty, searching, &h, "the search with what it found", USER_SOON);
	before = prompts();
	user_push_events(SOME_EVENTS, SOME_MS, searching, &h, "the search with what it found");
	ck_assert_int_eq(prompts(), before);
	tty_type(user_tty, KEY_ENTER);
	user_expect_sent("UserEvent", "Action: UserEvent\r\nUserEvent: alpha\r\n\r\n");
	user_expect_line("", 0);
	user_expect_events();
	user_close();
}
END_TEST

START_TEST(half_typed_escape_sequence)
{
	const char *line = "UserEvent UserEvent=abcd";

	user_open_and_start(24, 80);
	tty_type(user_tty, line);
	user_expect_line(line, strlen(line));
	tty_type(user_tty, KEY_ESC);
	push_events_on(line, strlen(line), 1, 50);
	tty_type(user_tty, "[");
	user_see_event();
	user_expect_line(line, strlen(line));
	tty_type(user_tty, "D");
	user_expect_line(line, strlen(line) - 1);
	tty_type(user_tty, "X\r");
	user_expect_sent("UserEvent", "Action: UserEvent\r\nUserEvent: abcXd\r\n\r\n");
	user_close();
}
END_TEST

START_TEST(half_typed_character)
{
	user_open_and_start(24, 80);
	tty_type(user_tty, "UserEvent UserEvent=\xe6");
	push_events_on("UserEvent UserEvent=", 20, 1, 50);
	tty_type(user_tty, "\xbc\xa2");
	user_expect_line("UserEvent UserEvent=漢", 23);
	tty_type(user_tty, KEY_ENTER);
	user_expect_sent("UserEvent", "Action: UserEvent\r\nUserEvent: 漢\r\n\r\n");
	user_close();
}
END_TEST

/* What is not UTF-8 does not swallow keys typed after it. */
START_TEST(broken_character)
{
	user_open_and_start(24, 80);
	tty_type(user_tty, "UserEvent UserEvent=\xe9o\xe6\xbcx\xff");
	user_expect_line("UserEvent UserEvent=\\U+DCE9o\\U+DCE6\\U+DCBCx\\U+DCFF", 50);
	tty_type(user_tty, KEY_ENTER);
	user_expect_sent(
	    "UserEvent", "Action: UserEvent\r\nUserEvent: \xe9o\xe6\xbcx\xff\r\n\r\n");
	user_close();
}
END_TEST

/* libedit has no cell for a mark, so the screen is not asked here. */
START_TEST(combining_marks_are_sent)
{
	user_open_and_start(24, 80);
	tty_type(user_tty, "UserEvent UserEvent=Zoe\u0308\r");
	user_expect_sent("UserEvent", "Action: UserEvent\r\nUserEvent: Zoe\u0308\r\n\r\n");
	user_expect_line("", 0);
	user_close();
}
END_TEST

START_TEST(inside_a_raw_block)
{
	user_open_and_start(24, 80);
	tty_type(user_tty, "Action: UserEvent\rUserEv");
	tty_wait_row(user_tty, "UserEv *$", USER_SOON);
	user_see_event();
	tty_wait_row(user_tty, "UserEv *$", USER_SOON);
	tty_type(user_tty, "ent: raw\r\r");
	user_expect_sent("UserEvent", "Action: UserEvent\r\nUserEvent: raw\r\n\r\n");
	user_expect_line("", 0);
	user_close();
}
END_TEST

START_TEST(events_in_one_burst)
{
	const char *line = NOTE_HEAD NOTE_TAIL;

	user_open_and_start(24, 80);
	tty_type(user_tty, line);
	user_expect_line(line, strlen(line));
	for (int i = 0; i < SHOWPIECE_EVENTS; i++)
		user_push_event();
	user_wait_event(SHOWPIECE_EVENTS - 1);
	user_expect_line(line, strlen(line));
	user_expect_events();
	tty_type(user_tty, CTRL_C);
	user_expect_line("", 0);
	user_close();
}
END_TEST

/* Such a line cannot be shown whole; it has to be sent whole. */
START_TEST(taller_than_the_screen)
{
	char line[700] = "UserEvent UserEvent=";
	char message[800];

	user_open_and_start(10, 40);
	memset(line + strlen(line), 'w', 600);
	tty_type(user_tty, line);
	tty_wait_quiet(user_tty, 100, USER_SOON);
	for (int i = 0; i < SOME_EVENTS; i++)
		user_see_event();
	tty_type(user_tty, KEY_ENTER);
	snprintf(message, sizeof(message), "Action: UserEvent\r\nUserEvent: %s\r\n\r\n", line + 20);
	user_expect_sent("UserEvent", message);
	user_expect_line("", 0);
	user_expect_events();
	user_close();
}
END_TEST

START_TEST(editing_keys)
{
	user_open_and_start(24, 40);
	tty_type(user_tty, "UserEvent UserEvent=ä漢" KEY_RUBOUT KEY_RUBOUT);
	user_expect_line("UserEvent UserEvent=", 20);
	tty_type(user_tty, "字b" KEY_LEFT KEY_LEFT "a");
	push_events_on("UserEvent UserEvent=a字b", 21, SOME_EVENTS, SOME_MS);
	tty_type(user_tty, KEY_DELETE KEY_END "c" KEY_HOME);
	push_events_on("UserEvent UserEvent=abc", 0, SOME_EVENTS, SOME_MS);
	tty_type(user_tty, CTRL_L);
	push_events_on("UserEvent UserEvent=abc", 0, 0, 0);
	tty_type(user_tty, CTRL_E " Note=x");
	user_expect_line("UserEvent UserEvent=abc Note=x", 30);
	tty_type(user_tty, CTRL_U);
	user_expect_line("", 0);
	user_close();
}
END_TEST

Suite *
suite_line(void)
{
	Suite *suite = suite_create("line");
	TCase *tc = tcase_create("line");

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, wrapped_and_half_edited, 0, sizeof(sizes) / sizeof(sizes[0]));
	tcase_add_loop_test(tc, filling_the_width, 0, sizeof(fills) / sizeof(fills[0]));
	tcase_add_test(tc, wide_character_that_does_not_fit);
	tcase_add_test(tc, incremental_search);
	tcase_add_test(tc, half_typed_escape_sequence);
	tcase_add_test(tc, half_typed_character);
	tcase_add_test(tc, broken_character);
	tcase_add_test(tc, combining_marks_are_sent);
	tcase_add_test(tc, inside_a_raw_block);
	tcase_add_test(tc, events_in_one_burst);
	tcase_add_test(tc, taller_than_the_screen);
	tcase_add_test(tc, editing_keys);
	suite_add_tcase(suite, tc);
	return suite;
}
