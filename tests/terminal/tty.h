/* SPDX-License-Identifier: ISC */
/*
 * A person at a terminal, for tests: a pseudo-terminal with a program on it, keys that are typed,
 * and a screen that is looked at. Whatever waits has a deadline and fails the test with a picture
 * of the screen. The program's environment is clean; its home is an empty folder that goes with the
 * tty.
 */
#ifndef TESTS_TERMINAL_TTY_H
#define TESTS_TERMINAL_TTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <termios.h>

#include "screen.h"

#define KEY_UP     "\033[A"
#define KEY_DOWN   "\033[B"
#define KEY_RIGHT  "\033[C"
#define KEY_LEFT   "\033[D"
#define KEY_HOME   "\033OH"
#define KEY_END    "\033OF"
#define KEY_DELETE "\033[3~"
#define KEY_ENTER  "\r"
#define KEY_TAB    "\t"
#define KEY_RUBOUT "\177"
#define KEY_ESC    "\033"
#define CTRL_A     "\001"
#define CTRL_B     "\002"
#define CTRL_C     "\003"
#define CTRL_D     "\004"
#define CTRL_E     "\005"
#define CTRL_L     "\014"
#define CTRL_R     "\022"
#define CTRL_U     "\025"
#define CTRL_Z     "\032"

struct tty;

/* Make a terminal of that size; close it with tty_close, which ends what still runs on it. */
struct tty *tty_open(int rows, int cols);
void tty_close(struct tty *t);

/* The folder that is HOME and holds config, state, cache and run of the XDG variables; borrowed. */
const char *tty_home(const struct tty *t);

/* Set a variable for programs that are started from now on; NULL: take it away. */
void tty_setenv(struct tty *t, const char *name, const char *value);

/* Start a program by its path, NULL after the last argument; the one before must have ended. */
void tty_run(struct tty *t, const char *const argv[]);
pid_t tty_pid(const struct tty *t);

/* What is on the screen; borrowed. */
struct screen *tty_screen(struct tty *t);

/* Send keys; the same for bytes; paste text as a terminal does, bracketed when that is asked for.
 */
void tty_type(struct tty *t, const char *keys);
void tty_send(struct tty *t, const void *bytes, size_t len);
void tty_paste(struct tty *t, const char *text);

/* Give terminal and screen a new size; the program gets SIGWINCH. */
void tty_resize(struct tty *t, int rows, int cols);

/* Take what the program writes until something came or ms passed; true if something came. */
bool tty_pump(struct tty *t, int ms);

/*
 * Wait until: a row matches the regular expression; the text with what scrolled off does (^ and $
 * are those of a line); nothing was written for quiet ms and everybody sleeps; the test holds.
 */
typedef bool tty_test_fn(struct tty *t, void *arg);
#define tty_wait_row(t, regex, ms)       tty_wait_row_at(__FILE__, __LINE__, t, regex, ms)
#define tty_wait_text(t, regex, ms)      tty_wait_text_at(__FILE__, __LINE__, t, regex, ms)
#define tty_wait_quiet(t, quiet, ms)     tty_wait_quiet_at(__FILE__, __LINE__, t, quiet, ms)
#define tty_wait(t, test, arg, what, ms) tty_wait_at(__FILE__, __LINE__, t, test, arg, what, ms)

/* Wait until the program ended or stopped, and return its status or the signal that stopped it. */
#define tty_wait_exit(t, ms) tty_wait_exit_at(__FILE__, __LINE__, t, ms)
#define tty_wait_stop(t, ms) tty_wait_stop_at(__FILE__, __LINE__, t, ms)

/* Wait until it ended, whichever way. */
#define tty_wait_end(t, ms) tty_wait_end_at(__FILE__, __LINE__, t, ms)

/* Continue the stopped program in the foreground. */
void tty_continue(struct tty *t);

/* Fail the test with that text and a picture of the screen. */
#define tty_fail(t, ...) tty_fail_at(__FILE__, __LINE__, t, __VA_ARGS__)

/* Fail unless the terminal's settings, modes and colours are those it had before any program ran. */
#define tty_expect_restored(t) tty_expect_restored_at(__FILE__, __LINE__, t)

/* Does a row match, does the text? What are the terminal's settings now? */
bool tty_has_row(struct tty *t, const char *regex);
bool tty_has_text(struct tty *t, const char *regex);
struct termios tty_settings(struct tty *t);

void tty_wait_row_at(const char *file, int line, struct tty *t, const char *regex, int ms);
void tty_wait_text_at(const char *file, int line, struct tty *t, const char *regex, int ms);
void tty_wait_quiet_at(const char *file, int line, struct tty *t, int quiet, int ms);
void tty_wait_at(const char *file, int line, struct tty *t, tty_test_fn *test, void *arg,
    const char *what, int ms);
int tty_wait_exit_at(const char *file, int line, struct tty *t, int ms);
void tty_wait_end_at(const char *file, int line, struct tty *t, int ms);
int tty_wait_stop_at(const char *file, int line, struct tty *t, int ms);
void tty_fail_at(const char *file, int line, struct tty *t, const char *format, ...)
    __attribute__((format(printf, 4, 5), noreturn));
void tty_expect_restored_at(const char *file, int line, struct tty *t);

#endif
