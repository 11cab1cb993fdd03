/* SPDX-License-Identifier: ISC */
/*
 * amsh on a terminal, logged in to the test's own manager, and what its tests ask again and again:
 * is the line being typed whole on the screen, and what reached the server?
 */
#ifndef TESTS_TERMINAL_USER_H
#define TESTS_TERMINAL_USER_H

#include <stddef.h>

#include "server.h"
#include "tty.h"

enum { USER_SOON = 10000 }; /* ms for anything that should take none */

/* One shell is open at a time; all of these are about it. */
extern struct tty *user_tty;
extern struct server *user_server;

/*
 * Start the manager and the terminal; then amsh with further arguments, NULL after the last. With
 * user_run the test looks for itself, user_start waits for the prompt of a login.
 */
void user_open(int rows, int cols);
void user_run(const char *const extra[]);
void user_start(const char *const extra[]);
void user_close(void);

/* Replace the file rc, whose lines the shell runs first: before user_start. user_open has made one by
 * which every event is shown in a line of its own. */
void user_rc(const char *text);

/* The whole start with no further arguments; a secret is in the environment. */
void user_open_and_start(int rows, int cols);

/* The prompt of the logged-in shell, with its blank. */
const char *user_prompt(void);

/*
 * Wait until the screen shows prompt and line whole, the cursor before the line's byte `at`, and
 * nothing below. The line is what was typed, never longer than the screen.
 */
#define user_expect_line(line, at) user_expect_line_at(__FILE__, __LINE__, line, at)
void user_expect_line_at(const char *file, int line_number, const char *line, size_t at);

/* Is it so now? Rows below may hold something when it says so. */
bool user_shows_line(const char *line, size_t at, bool more_below);

/* Push the next event and return its number; its channel is PJSIP/e and that as four digits. */
int user_push_event(void);

/* Wait until the event of that number is seen; push one and see it. */
void user_wait_event(int number);
void user_see_event(void);

/* Push count events in so many ms; at each of them wait until it is seen and the test holds. */
void user_push_events(int count, int ms, tty_test_fn *holds, void *arg, const char *what);

/* Fail unless each of the events pushed was shown once, and in order where channels fit. */
void user_expect_events(void);

/* Wait for a message of that action and fail unless it is this one. */
#define user_expect_sent(action, message) user_expect_sent_at(__FILE__, __LINE__, action, message)
void user_expect_sent_at(const char *file, int line, const char *action, const char *message);

/* The last message of that action, its ActionID and empty line included, or NULL. Free it. */
char *user_last_sent(const char *action);

#endif
