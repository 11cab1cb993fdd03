/* SPDX-License-Identifier: ISC */
/*
 * Waiting for what a person at the terminal would wait for. Never sleeps: output is what moves time
 * on, and a deadline, as often as tests are to be patient, ends it with a picture of the screen.
 */
#include <check.h>
#include <regex.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "../patience.h"
#include "base/clock.h"
#include "idle.h"
#include "tty_state.h"

enum {
	LOOK_MS = 20,    /* how often to look where no output tells of a change */
	MOST_READS = 64, /* more than a terminal holds, where it is written to without end */
};

void
tty_fail_at(const char *file, int line, struct tty *t, const char *format, ...)
{
	char what[2000];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	tty_remove_home();
	ck_abort_msg("%s:%d: %s\n%s", file, line, what, screen_picture(t->screen));
	abort();
}

/* Compile the expression or fail. */
static regex_t
compiled(struct tty *t, const char *regex)
{
	regex_t r;

	if (regcomp(&r, regex, REG_EXTENDED | REG_NOSUB | REG_NEWLINE) != 0)
		tty_fail(t, "bad regular expression %s", regex);
	return r;
}

static bool
row_matches(struct tty *t, const regex_t *r)
{
	bool found = false;

	for (int y = 0; y < screen_rows(t->screen) && !found; y++) {
		char *row = screen_row(t->screen, y);

		found = regexec(r, row, 0, NULL, 0) == 0;
		free(row);
	}
	return found;
}

static bool
text_matches(struct tty *t, const regex_t *r)
{
	char *text = screen_text(t->screen);
	bool found = regexec(r, text, 0, NULL, 0) == 0;

	free(text);
	return found;
}

bool
tty_has_row(struct tty *t, const char *regex)
{
	regex_t r = compiled(t, regex);
	bool found = row_matches(t, &r);

	regfree(&r);
	return found;
}

bool
tty_has_text(struct tty *t, const char *regex)
{
	regex_t r = compiled(t, regex);
	bool found = text_matches(t, &r);

	regfree(&r);
	return found;
}

/* Look at what was written before: an older screen may show what is to come, a prompt above all. */
static void
catch_up(struct tty *t)
{
	for (int reads = 0; reads < MOST_READS && tty_pump(t, 0); reads++)
		continue;
}

void
tty_wait_at(const char *file, int line, struct tty *t, tty_test_fn *test, void *arg,
    const char *what, int ms)
{
	msec deadline = clock_now() + patience(ms);

	catch_up(t);
	while (!test(t, arg)) {
		bool ended = t->running && job_ended(&t->job);

		if (clock_now() > deadline)
			tty_fail_at(file, line, t, "not within %d ms: %s", ms, what);
		if (!tty_pump(t, LOOK_MS) && ended && !test(t, arg))
			tty_fail_at(file, line, t, "the program ended before: %s", what);
	}
}

static bool
has_row(struct tty *t, void *arg)
{
	return row_matches(t, arg);
}

static bool
has_text(struct tty *t, void *arg)
{
	return text_matches(t, arg);
}

void
tty_wait_row_at(const char *file, int line, struct tty *t, const char *regex, int ms)
{
	regex_t r = compiled(t, regex);

	tty_wait_at(file, line, t, has_row, &r, regex, ms);
	regfree(&r);
}

void
tty_wait_text_at(const char *file, int line, struct tty *t, const char *regex, int ms)
{
	regex_t r = compiled(t, regex);

	tty_wait_at(file, line, t, has_text, &r, regex, ms);
	regfree(&r);
}

void
tty_wait_quiet_at(const char *file, int line, struct tty *t, int quiet, int ms)
{
	msec deadline = clock_now() + patience(ms);

	while (tty_pump(t, quiet) || (t->running && !is_idle(t->job.leader))) {
		if (clock_now() > deadline)
			tty_fail_at(file, line, t, "never quiet for %d ms within %d ms", quiet, ms);
	}
}

/* Wait for the job's next change. */
static int
wait_change(const char *file, int line, struct tty *t, int ms)
{
	msec deadline = clock_now() + patience(ms);
	int status;

	while (!job_changed(&t->job, &status)) {
		if (clock_now() > deadline)
			tty_fail_at(file, line, t, "neither ended nor stopped within %d ms", ms);
		tty_pump(t, LOOK_MS);
	}
	while (tty_pump(t, 0))
		;
	return status;
}

int
tty_wait_exit_at(const char *file, int line, struct tty *t, int ms)
{
	int status = wait_change(file, line, t, ms);

	if (!WIFEXITED(status))
		tty_fail_at(file, line, t, "expected an end, got %s %d",
		    WIFSTOPPED(status) ? "a stop by signal" : "death by signal",
		    WIFSTOPPED(status) ? WSTOPSIG(status) : WTERMSIG(status));
	return WEXITSTATUS(status);
}

void
tty_wait_end_at(const char *file, int line, struct tty *t, int ms)
{
	if (WIFSTOPPED(wait_change(file, line, t, ms)))
		tty_fail_at(file, line, t, "expected an end, got a stop");
}

int
tty_wait_stop_at(const char *file, int line, struct tty *t, int ms)
{
	int status = wait_change(file, line, t, ms);

	if (!WIFSTOPPED(status))
		tty_fail_at(file, line, t, "expected a stop, got the end with status %#x",
		    (unsigned)status);
	return WSTOPSIG(status);
}

static bool
has_settings(const struct termios *a, const struct termios *b)
{
	return a->c_iflag == b->c_iflag && a->c_oflag == b->c_oflag && a->c_cflag == b->c_cflag &&
	       a->c_lflag == b->c_lflag && memcmp(a->c_cc, b->c_cc, sizeof(a->c_cc)) == 0;
}

void
tty_expect_restored_at(const char *file, int line, struct tty *t)
{
	msec deadline = clock_now() + PATIENCE;
	struct termios now = tty_settings(t);
	const struct termios *was = &t->before;
	char *left;

	/* Another program, which had the terminal, may end after ours. */
	while (!has_settings(&now, was) && clock_now() < deadline) {
		tty_pump(t, LOOK_MS);
		now = tty_settings(t);
	}
	if (now.c_iflag != was->c_iflag || now.c_oflag != was->c_oflag ||
	    now.c_cflag != was->c_cflag || now.c_lflag != was->c_lflag)
		tty_fail_at(file, line, t,
		    "terminal not restored: input %#x output %#x control %#x "
		    "local %#x, expected %#x %#x %#x %#x",
		    now.c_iflag, now.c_oflag, now.c_cflag, now.c_lflag, was->c_iflag, was->c_oflag,
		    was->c_cflag, was->c_lflag);
	if (memcmp(now.c_cc, was->c_cc, sizeof(now.c_cc)) != 0)
		tty_fail_at(file, line, t, "terminal not restored: its special characters changed");
	/* The last bytes of a program can come after the news of its end. */
	while ((left = screen_left(t->screen))) {
		if (clock_now() > deadline)
			tty_fail_at(file, line, t, "terminal not restored: %s", left);
		free(left);
		tty_pump(t, LOOK_MS);
	}
}
