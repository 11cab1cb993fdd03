/* SPDX-License-Identifier: ISC */
/*
 * The terminal after every way of ending, in everything that the interactive shell can be doing:
 * the same settings, modes and colours as before. The signals that end waiting are in test_waits.
 */
#define _GNU_SOURCE /* prlimit */
#include <check.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "../sanitized.h"
#include "user.h"

Suite *suite_endings(void);

enum { ROWS = 12, COLS = 60, SIGNALS = 3 };

/* What the shell is doing. A row of the screen shows that it does; back are the keys that lead to
 * an empty line. */
struct scene {
	const char *type;
	const char *row;
	const char *back;
	bool silent; /* the server does not answer */
	bool runs;   /* a command does: the line's end may be seen before the editor has left */
	bool lent;   /* another program has the terminal: it handles signals and memory itself */
};

#define WRAPPED "UserEvent UserEvent=probe Note=this-line-is-longer-than-the-screen-is-wide"

static const struct scene scenes[] = {
    {.type = "", .row = "> *$", .back = ""},
    {.type = "half a li", .row = "> half a li$", .back = CTRL_C},
    {.type = WRAPPED, .row = "wide$", .back = CTRL_C},
    {.type = "h" KEY_TAB, .row = "^hangup +help", .back = CTRL_C},
    {.type = CTRL_R "ech", .row = "bck.ech", .back = CTRL_C},
    {.type = "Action: UserEvent\rUserEvent: x", .row = "UserEvent: x$", .back = CTRL_C},
    {.type = "\033[200~echo one\recho two\033[201~", .row = "^echo two$", .back = CTRL_C},
    {.type = "ping\r", .row = "> ping$", .back = CTRL_C, .silent = true, .runs = true},
    {.type = "sleep 99\r", .row = "> sleep 99$", .back = CTRL_C, .runs = true},
    {.type = "trace\r", .row = "waiting for the next call", .back = CTRL_C},
    {.type = "top\r", .row = "^TIME", .back = "q"},
    {.type = "top queues\r/text", .row = "^Only rows with: text$", .back = KEY_ESC "q"},
    {.type = "watch -n 99 echo seen\r", .row = "^seen$", .back = CTRL_C},
    {.type = "tail Nothing\r", .row = "> tail Nothing$", .back = CTRL_C, .runs = true},
    {.type = "help\r", .row = "^paged$", .back = "q\r", .lent = true},
    {.type = "!stty -echo; echo here; exec sleep 99\r", .row = "^here$", .back = CTRL_C, .lent = true},
};

#define SCENES ((int)(sizeof(scenes) / sizeof(scenes[0])))

/* A pager as less is: with a screen of its own, which it leaves when it is told to end. */
#define PAGER                                                                                      \
	"leave() { printf '\\033[?1049l\\033[?1l\\033>'; stty echo; exit; }; "                     \
	"trap leave TERM HUP QUIT; "                                                               \
	"trap : INT; stty -echo; printf '\\033[?1049h\\033[?1h\\033='; echo paged; "               \
	"while read x </dev/tty; do [ \"$x\" = q ] && leave; done; leave"

static bool
has_no_brackets(struct tty *t, void *arg)
{
	(void)arg;
	return !screen_bracketed_paste(tty_screen(t));
}

/* Start the shell and get to the scene. ^Z drops output that the terminal has not read yet. */
static void
arrive(const struct scene *s)
{
	user_open(ROWS, COLS);
	tty_setenv(user_tty, "AMSH_PAGER", PAGER);
	tty_setenv(user_tty, "MALLOC_ARENA_MAX", "1"); /* each would have 64 MiB beforehand */
	user_start(NULL);
	server_hold(user_server, s->silent);
	tty_type(user_tty, s->type);
	tty_wait_row(user_tty, s->row, USER_SOON);
	if (s->runs)
		tty_wait(user_tty, has_no_brackets, NULL, "no bracketed paste", USER_SOON);
}

/* Is the cursor after a prompt, with nothing below? */
static bool
is_at_prompt(struct tty *t, void *arg)
{
	const struct screen *s = tty_screen(t);
	int y = screen_cursor_y(s);
	char *row = screen_row(s, y);
	size_t n = strlen(row);
	bool at = n && row[n - 1] == '>' && screen_cursor_x(s) == (int)n + 1;

	(void)arg;
	free(row);
	while (at && (row = screen_row(s, ++y))) {
		at = *row == '\0';
		free(row);
	}
	return at;
}

/* Go back to the prompt, and leave by these keys. */
static void
leave(const struct scene *s, const char *keys)
{
	tty_type(user_tty, s->back);
	tty_wait(user_tty, is_at_prompt, NULL, "an empty line", USER_SOON);
	tty_type(user_tty, keys);
	ck_assert_int_eq(tty_wait_exit(user_tty, USER_SOON), 0);
	tty_expect_restored(user_tty);
}

START_TEST(left_by_quit)
{
	arrive(&scenes[_i]);
	leave(&scenes[_i], "quit\r");
	user_close();
}
END_TEST

/* The terminal is whole while the shell is stopped, and when it is left later. */
START_TEST(stopped_and_continued)
{
	const struct scene *s = &scenes[_i];

	arrive(s);
	tty_type(user_tty, CTRL_Z);
	ck_assert_int_eq(tty_wait_stop(user_tty, USER_SOON), SIGTSTP);
	if (!s->lent)
		tty_expect_restored(user_tty);
	tty_continue(user_tty);
	leave(s, CTRL_D);
	user_close();
}
END_TEST

START_TEST(resized_and_cut)
{
	const struct scene *s = &scenes[_i];

	arrive(s);
	tty_resize(user_tty, ROWS - 2, COLS - 7);
	server_refuse(user_server, true);
	server_cut(user_server);
	leave(s, "quit\r");
	user_close();
}
END_TEST

static const int signals[SIGNALS] = {SIGTERM, SIGHUP, SIGQUIT};

START_TEST(ended_by_a_signal)
{
	arrive(&scenes[_i / SIGNALS]);
	kill(tty_pid(user_tty), signals[_i % SIGNALS]);
	tty_wait_end(user_tty, USER_SOON);
	tty_expect_restored(user_tty);
	user_close();
}
END_TEST

Suite *
suite_endings(void)
{
	Suite *suite = suite_create("endings");
	TCase *tests = tcase_create("endings");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, left_by_quit, 0, SCENES);
	tcase_add_loop_test(tests, stopped_and_continued, 0, SCENES);
	tcase_add_loop_test(tests, resized_and_cut, 0, SCENES);
	tcase_add_loop_test(tests, ended_by_a_signal, 0, SCENES * SIGNALS);
	suite_add_tcase(suite, tests);
	return suite;
}
