/* SPDX-License-Identifier: ISC */
/*
 * Typing under a flood of events: every key is seen, the line stays whole, memory stays small, and
 * what was not shown is counted. How soon a key is seen is printed when AMSH_FIGURES is set.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../sanitized.h"
#include "base/clock.h"
#include "user.h"

Suite *suite_flood(void);

enum {
	EVENTS_PER_SECOND = 100000,
	ROWS = 24,
	COLS = 80,
	KEYS = 200,
	KEY_PAUSE_MS = 25,
	MEMORY_KB = 160 * 1024,
};

static double
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* A line, where its cursor is, whether the screen ever showed it; events that were said dropped. */
struct sight {
	char *line;
	int x;
	bool seen;
	unsigned long dropped;
};

/* Is the cursor after the line's last character? */
static bool
may_be_seen(const struct sight *sight)
{
	const struct screen *s = tty_screen(user_tty);
	size_t last = strlen(sight->line) - 1;
	char *row;
	bool may;

	if (screen_cursor_x(s) != sight->x)
		return false;
	row = screen_row(s, screen_cursor_y(s));
	may = sight->x == 0 || sight->line[last] == ' ' ||
	      (row[0] != '\0' && row[strlen(row) - 1] == sight->line[last]);
	free(row);
	return may;
}

/* Is the cursor after a notice of dropped events? It may scroll far off before the end. */
static void
count_dropped(struct sight *sight)
{
	const struct screen *s = tty_screen(user_tty);
	unsigned long n;
	char *row;

	if (screen_cursor_x(s) < 50 || screen_cursor_x(s) == COLS - 1)
		return;
	row = screen_row(s, screen_cursor_y(s));
	if (sscanf(row, "-- %lu events were dropped", &n) == 1)
		sight->dropped += n;
	free(row);
}

/* Look at the screen, the cheap questions first. */
static void
look(void *arg)
{
	struct sight *sight = arg;

	count_dropped(sight);
	if (!sight->seen && may_be_seen(sight))
		sight->seen = user_shows_line(sight->line, strlen(sight->line), false);
}

static bool
was_seen(struct tty *t, void *arg)
{
	const struct sight *sight = arg;

	(void)t;
	look(arg);
	return sight->seen;
}

/* Type the line key by key and note how long each took to be seen. */
static void
type_line(const char *line, struct sight *sight, double *times)
{
	char *typed = sight->line;

	for (int i = 0; i < KEYS; i++) {
		double start = now_ms();
		msec next = clock_now() + KEY_PAUSE_MS;

		typed[i] = line[i];
		sight->x = ((int)strlen(user_prompt()) + i + 1) % COLS;
		sight->seen = false;
		tty_send(user_tty, line + i, 1);
		tty_wait(user_tty, was_seen, sight, typed, USER_SOON);
		times[i] = now_ms() - start;
		while (clock_now() < next)
			tty_pump(user_tty, clock_poll_timeout(next));
	}
}

static int
by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Return the most memory the shell ever had, in kB. */
static long
peak_memory(void)
{
	char path[64], row[200];
	long kb = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/status", (int)tty_pid(user_tty));
	f = fopen(path, "r");
	while (f != NULL && fgets(row, sizeof(row), f) != NULL) {
		if (sscanf(row, "VmHWM: %ld", &kb) == 1)
			break;
	}
	if (f != NULL)
		fclose(f);
	return kb;
}

/* What was sent, and what is known of it. */
struct account {
	unsigned long sent;
	const struct sight *sight;
};

/* Was every event shown or said to be dropped? */
static bool
is_accounted(struct tty *t, void *arg)
{
	const struct account *a = arg;

	return screen_scrolled(tty_screen(t)) + ROWS + a->sight->dropped >= a->sent;
}

START_TEST(keys_are_seen)
{
	char line[KEYS + 1] = "UserEvent UserEvent=";
	char message[KEYS + 100];
	double times[KEYS];
	char typed[KEYS + 1] = "";
	struct sight sight = {.line = typed};
	struct account account = {.sight = &sight};

	memset(line + 20, 'k', KEYS - 20);
	line[KEYS] = '\0';
	user_open_and_start(ROWS, COLS);
	server_flood(user_server, EVENTS_PER_SECOND);
	screen_watch(tty_screen(user_tty), look, &sight);
	type_line(line, &sight, times);
	server_flood(user_server, 0);
	account.sent = server_flooded(user_server);
	qsort(times, KEYS, sizeof(times[0]), by_size);
	if (getenv("AMSH_FIGURES") != NULL)
		fprintf(stderr,
		    "flood: %lu events, %lu lines shown, %lu dropped; keys seen after ms: "
		    "median %.1f, 99 %% %.1f, worst %.1f; peak memory %ld kB\n",
		    account.sent, screen_scrolled(tty_screen(user_tty)), sight.dropped,
		    times[KEYS / 2], times[KEYS * 99 / 100], times[KEYS - 1], peak_memory());
	if (MEMORY_IS_TELLING && peak_memory() > MEMORY_KB)
		tty_fail(user_tty, "peak memory: expected at most %d kB, got %ld", MEMORY_KB,
		    peak_memory());
	tty_wait_quiet(user_tty, 500, 3 * USER_SOON);
	user_expect_line(line, KEYS);
	tty_type(user_tty, KEY_ENTER);
	snprintf(message, sizeof(message), "Action: UserEvent\r\nUserEvent: %s\r\n\r\n", line + 20);
	user_expect_sent("UserEvent", message);
	user_expect_line("", 0);
	tty_wait(
	    user_tty, is_accounted, &account, "all events shown, or said to be dropped", USER_SOON);
	screen_watch(tty_screen(user_tty), NULL, NULL);
	user_close();
}
END_TEST

START_TEST(replies_come_through)
{
	user_open_and_start(ROWS, COLS);
	server_flood(user_server, EVENTS_PER_SECOND);
	for (int i = 0; i < 5; i++) {
		tty_type(user_tty, "ping\r");
		user_expect_sent("Ping", "Action: Ping\r\n\r\n");
		tty_pump(user_tty, 50);
	}
	server_flood(user_server, 0);
	tty_wait_quiet(user_tty, 500, 3 * USER_SOON);
	user_expect_line("", 0);
	tty_type(user_tty, CTRL_D);
	ck_assert_int_eq(tty_wait_exit(user_tty, USER_SOON), 0);
	tty_expect_restored(user_tty);
	user_close();
}
END_TEST

Suite *
suite_flood(void)
{
	Suite *suite = suite_create("flood");
	TCase *tc = tcase_create("flood");

	tcase_set_timeout(tc, 120);
	tcase_add_test(tc, keys_are_seen);
	tcase_add_test(tc, replies_come_through);
	suite_add_tcase(suite, tc);
	return suite;
}
