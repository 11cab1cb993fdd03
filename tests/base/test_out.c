/* SPDX-License-Identifier: ISC */
/* The writer: what is held back, what waits, what fails, and the order of output. */
#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../expect.h"
#include "base/mem.h"
#include "base/out.h"
#include "streams.h"

Suite *suite_out(void);

#define HELD (64 * 1024) /* bytes that out holds back */
#define MUCH (1u << 20)  /* bytes that no pipe takes at once */

/* What is written so far to stdout (fd 1) or stderr (fd 2), both turned to files. */
#define EXPECT_WRITTEN(fd, want)                          \
	do {                                              \
		struct buf written_ = streams_written(fd); \
		EXPECT_STR(buf_str(&written_), want);     \
		buf_clear(&written_);                     \
	} while (0)

static void
start(void)
{
	streams_save();
	signal(SIGPIPE, SIG_IGN);
	streams_to_file(STDOUT_FILENO);
	streams_to_file(STDERR_FILENO);
	out_init();
}

static void
finish(void)
{
	out_init();
	streams_restore();
}

static size_t
count_written(void)
{
	struct buf b = streams_written(STDOUT_FILENO);
	size_t n = b.n;

	buf_clear(&b);
	return n;
}

/* A pattern that shows what is lost, doubled or out of order; the caller frees it. */
static char *
pattern(size_t n)
{
	char *bytes = mem_alloc(n);

	for (size_t i = 0; i < n; i++)
		bytes[i] = (char)(i * 2654435761u >> 24);
	return bytes;
}

START_TEST(holds_results_until_the_flush)
{
	out_write(STR("a"));
	out_write(STR(""));
	out_write((struct str){0});
	out_write(STR("b\n"));
	ck_assert_uint_eq(count_written(), 0);
	ck_assert_int_eq(out_flush(), 0);
	EXPECT_WRITTEN(STDOUT_FILENO, STR("ab\n"));
	ck_assert_int_eq(out_flush(), 0);
	EXPECT_WRITTEN(STDOUT_FILENO, STR("ab\n"));
	ck_assert_int_eq(out_failed(), 0);
}
END_TEST

START_TEST(writes_when_64_kib_are_together)
{
	char *bytes = pattern(HELD);

	out_write(str_from(bytes, HELD - 1));
	ck_assert_uint_eq(count_written(), 0);
	out_write(str_from(bytes + HELD - 1, 1));
	ck_assert_uint_ge(count_written(), HELD - 1);
	out_flush();
	EXPECT_WRITTEN(STDOUT_FILENO, str_from(bytes, HELD));
	free(bytes);
}
END_TEST

START_TEST(keeps_the_order_of_small_and_big)
{
	static const size_t cuts[] = {0, 10, 10 + HELD, 20 + HELD, 30 + 3 * HELD, 4 * HELD, 5 * HELD};
	char *bytes = pattern(5 * HELD);

	for (size_t i = 0; i + 1 < sizeof(cuts) / sizeof(*cuts); i++)
		out_write(str_from(bytes + cuts[i], cuts[i + 1] - cuts[i]));
	out_flush();
	EXPECT_WRITTEN(STDOUT_FILENO, str_from(bytes, 5 * HELD));
	free(bytes);
}
END_TEST

static int go[2]; /* a byte in this pipe lets the reader start */

/* Start a child that waits for the byte, then reads stdout to its end and exits with 0 if that was
 * the pattern. Stdout becomes a pipe to it. */
static pid_t
start_reader(void)
{
	int fds[2];

	ck_assert_int_eq(pipe(fds), 0);
	ck_assert_int_eq(pipe(go), 0);
	pid_t child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		char byte, *want = pattern(MUCH), *came = mem_alloc(MUCH + 1);
		size_t n = 0;
		close(fds[1]);
		close(STDOUT_FILENO);
		ssize_t got = read(go[0], &byte, 1);
		while (n <= MUCH && (got = read(fds[0], came + n, MUCH + 1 - n)) > 0)
			n += (size_t)got;
		bool same = n == MUCH && memcmp(want, came, n) == 0;
		free(want);
		free(came);
		_exit(same ? 0 : 1);
	}
	close(fds[0]);
	dup2(fds[1], STDOUT_FILENO);
	close(fds[1]);
	return child;
}

static volatile sig_atomic_t rings;

/* If handling a signal takes longer than the interval, as under valgrind, nothing else would ever
 * run: so they stop after many. */
static void
let_reader_go(int number)
{
	static const struct itimerval silence;

	(void)number;
	if (++rings == 5)
		(void)!write(go[1], "", 1);
	if (rings == 200)
		setitimer(ITIMER_REAL, &silence, NULL);
}

/* Close stdout and see that the reader got all. */
static void
expect_reader_content(pid_t child)
{
	int status;

	close(STDOUT_FILENO);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0,
	    "the reader got other bytes than were written: status %x", (unsigned)status);
	close(go[0]);
	close(go[1]);
}

/* A signal every millisecond; the fifth one releases the reader, so that a write to the full pipe
 * was interrupted before. */
static void
ring(suseconds_t interval)
{
	struct itimerval timer = {{0, interval}, {0, interval}};
	struct sigaction action = {.sa_handler = let_reader_go};

	rings = 0;
	sigemptyset(&action.sa_mask);
	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &timer, NULL);
}

START_TEST(writes_on_after_signals)
{
	pid_t reader = start_reader();
	char *bytes = pattern(MUCH);

	if (_i)
		fcntl(STDOUT_FILENO, F_SETFL, O_WRONLY | O_NONBLOCK);
	ring(1000);
	out_write(str_from(bytes, MUCH));
	ck_assert_int_eq(out_flush(), 0);
	ring(0);
	expect_reader_content(reader);
	free(bytes);
}
END_TEST

START_TEST(remembers_that_the_reader_left)
{
	int fds[2];

	ck_assert_int_eq(pipe(fds), 0);
	dup2(fds[1], STDOUT_FILENO);
	close(fds[0]);
	close(fds[1]);
	out_write(STR("a"));
	ck_assert_int_eq(out_failed(), 0);
	ck_assert_int_eq(out_flush(), -1);
	ck_assert_int_eq(out_failed(), EPIPE);

	streams_to_file(STDOUT_FILENO);
	out_write(STR("b"));
	ck_assert_int_eq(out_flush(), -1);
	ck_assert_int_eq(out_failed(), EPIPE);
	ck_assert_uint_eq(count_written(), 0);
	out_error("still heard");
	EXPECT_WRITTEN(STDERR_FILENO, STR("amsh: still heard\n"));
}
END_TEST

START_TEST(tells_of_a_full_disk)
{
	int full = open("/dev/full", O_WRONLY);

	if (full < 0)
		return;
	dup2(full, STDOUT_FILENO);
	close(full);
	out_write(STR("a"));
	ck_assert_int_eq(out_flush(), -1);
	ck_assert_int_eq(out_failed(), ENOSPC);
}
END_TEST

static void
start_closed(void)
{
	close(STDIN_FILENO);
	close(STDOUT_FILENO);
	out_init();
	if (open("/dev/null", O_WRONLY) <= STDERR_FILENO)
		_exit(1);
	out_write(STR("a"));
	if (out_flush() != -1 || out_failed() != EBADF)
		_exit(2);
}

START_TEST(takes_the_place_of_closed_streams)
{
	int status = streams_child(start_closed);

	ck_assert(WIFEXITED(status));
	ck_assert_int_eq(WEXITSTATUS(status), 0);
}
END_TEST

static int hidden;

static void
hide(void)
{
	hidden++;
	out_write(STR("<"));
	out_flush();
	out_stderr(STR(">"));
}

START_TEST(hides_the_line_first)
{
	hidden = 0;
	out_set_screen(STDOUT_FILENO);
	out_set_hide(hide);
	out_flush();
	out_write(STR("burst"));
	ck_assert_int_eq(hidden, 0);
	out_flush();
	ck_assert_int_eq(hidden, 1);
	EXPECT_WRITTEN(STDOUT_FILENO, STR("<burst"));
	EXPECT_WRITTEN(STDERR_FILENO, STR(">"));
	out_flush();
	ck_assert_int_eq(hidden, 1);
	out_notice("news");
	ck_assert_int_eq(hidden, 2);
	EXPECT_WRITTEN(STDERR_FILENO, STR(">>news\n"));
	out_set_hide(NULL);
	out_write(STR("!"));
	out_flush();
	ck_assert_int_eq(hidden, 2);
	EXPECT_WRITTEN(STDOUT_FILENO, STR("<burst<!"));
}
END_TEST

/* What goes to a file is not on the screen. */
START_TEST(hides_nothing_for_a_file)
{
	hidden = 0;
	out_set_hide(hide);
	out_write(STR("burst"));
	out_flush();
	ck_assert_int_eq(hidden, 0);
	EXPECT_WRITTEN(STDOUT_FILENO, STR("burst"));
	out_notice("news");
	ck_assert_int_eq(hidden, 1);
	out_set_hide(NULL);
}
END_TEST

START_TEST(prints_escaped_lines_on_stderr)
{
	out_error("%s: %s", "stdin:12", "No such channel");
	out_error("evil \x1b[2J\x9b%s", "\xe2\x80\xae\r\n\xc2\x9b M\xc3\xbcller");
	out_notice("connected to %d", 7);
	out_stderr(STR("raw \x1b[0m\n"));
	EXPECT_WRITTEN(STDERR_FILENO, STR("amsh: stdin:12: No such channel\n"
	                                  "amsh: evil \\x1b[2J\\x9b\\u202e\\x0d\\n\\u009b M\xc3\xbcller\n"
	                                  "connected to 7\n"
	                                  "raw \x1b[0m\n"));
	ck_assert_uint_eq(count_written(), 0);
}
END_TEST

START_TEST(prints_results_before_later_errors)
{
	dup2(STDOUT_FILENO, STDERR_FILENO);
	lseek(STDOUT_FILENO, 0, SEEK_SET);
	out_write(STR("result\n"));
	out_error("then this");
	out_write(STR("more\n"));
	out_notice("and that");
	out_write(STR("last\n"));
	out_stderr(STR("$ "));
	EXPECT_WRITTEN(STDOUT_FILENO,
	    STR("result\namsh: then this\nmore\nand that\nlast\n$ "));
}
END_TEST

START_TEST(has_a_size_without_a_terminal)
{
	size_t columns = 1, rows = 1;

	ck_assert(!out_is_terminal());
	out_size(&columns, &rows);
	ck_assert_uint_eq(columns, 80);
	ck_assert_uint_eq(rows, 0);
}
END_TEST

START_TEST(asks_the_terminal_for_its_size)
{
	static const struct {
		unsigned short set, want;
	} widths[] = {{132, 132}, {0, 80}};
	int master, slave;

	ck_assert_int_eq(openpty(&master, &slave, NULL, NULL, NULL), 0);
	dup2(slave, STDOUT_FILENO);
	out_init();
	ck_assert(out_is_terminal());
	for (size_t i = 0; i < 2; i++) {
		struct winsize size = {.ws_col = widths[i].set, .ws_row = 43};
		size_t columns, rows;
		ck_assert_int_eq(ioctl(slave, TIOCSWINSZ, &size), 0);
		out_size(&columns, &rows);
		ck_assert_uint_eq(columns, widths[i].want);
		ck_assert_uint_eq(rows, 43);
	}
	close(master);
	close(slave);
}
END_TEST

/* What a descriptor of a pipe holds, at most 99 bytes. */
static const char *
held(int fd)
{
	static char text[100];
	ssize_t n = read(fd, text, sizeof(text) - 1);

	text[n < 0 ? 0 : n] = '\0';
	return text;
}

START_TEST(gives_results_to_another_and_back)
{
	int one[2], two[2];

	ck_assert_int_eq(pipe(one), 0);
	ck_assert_int_eq(pipe(two), 0);
	out_write(STR("a"));
	out_divert(one[1]);
	EXPECT_WRITTEN(STDOUT_FILENO, STR("a"));
	ck_assert_int_eq(out_fd(), one[1]);
	ck_assert(!out_is_terminal());
	out_write(STR("b"));
	out_show(STR("!"));
	out_divert(two[1]);
	out_write(STR("c"));
	ck_assert_int_eq(out_return(), 0);
	out_write(STR("d"));
	ck_assert_int_eq(out_return(), 0);
	ck_assert_int_eq(out_fd(), STDOUT_FILENO);
	out_write(STR("e"));
	out_flush();
	EXPECT_WRITTEN(STDOUT_FILENO, STR("a!e"));
	ck_assert_str_eq(held(one[0]), "bd");
	ck_assert_str_eq(held(two[0]), "c");
	for (size_t i = 0; i < 2; i++) {
		close(one[i]);
		close(two[i]);
	}
}
END_TEST

START_TEST(is_told_that_nobody_reads)
{
	int fds[2];

	ck_assert_int_eq(pipe(fds), 0);
	out_unread();
	ck_assert(!out_is_unread());
	out_divert(fds[1]);
	out_write(STR("a"));
	out_flush();
	out_unread();
	ck_assert(out_is_unread());
	ck_assert_int_eq(out_failed(), 0);
	out_write(STR("b"));
	out_show(STR("!"));
	ck_assert_int_eq(out_flush(), -1);
	ck_assert_int_eq(out_failed(), EPIPE);
	ck_assert_int_eq(out_return(), EPIPE);
	ck_assert(!out_is_unread());
	ck_assert_int_eq(out_failed(), 0);
	EXPECT_WRITTEN(STDOUT_FILENO, STR("!"));
	ck_assert_str_eq(held(fds[0]), "a");
	close(fds[0]);
	close(fds[1]);
}
END_TEST

START_TEST(gathers_results)
{
	struct buf gathered = BUF_INIT(1 << 20);
	int fds[2];

	ck_assert_int_eq(pipe(fds), 0);
	out_write(STR("a"));
	ck_assert(!out_gathers());
	out_gather(&gathered);
	ck_assert(out_gathers());
	ck_assert_int_eq(out_fd(), STDOUT_FILENO);
	out_write(STR("b"));
	out_flush();
	out_show(STR("!"));
	out_divert(fds[1]);
	ck_assert(!out_gathers());
	out_write(STR("c"));
	ck_assert_int_eq(out_return(), 0);
	out_write(STR("d"));
	ck_assert_int_eq(out_return(), 0);
	out_write(STR("e"));
	out_flush();
	EXPECT_WRITTEN(STDOUT_FILENO, STR("a!e"));
	EXPECT_STR(buf_str(&gathered), STR("bd"));
	ck_assert_str_eq(held(fds[0]), "c");
	buf_clear(&gathered);
	close(fds[0]);
	close(fds[1]);
}
END_TEST

START_TEST(forgets_what_another_failed_with)
{
	int fds[2];

	ck_assert_int_eq(pipe(fds), 0);
	close(fds[0]);
	out_divert(fds[1]);
	out_write(STR("lost"));
	ck_assert_int_eq(out_flush(), -1);
	ck_assert_int_eq(out_failed(), EPIPE);
	ck_assert_int_eq(out_return(), EPIPE);
	ck_assert_int_eq(out_failed(), 0);
	out_write(STR("kept"));
	ck_assert_int_eq(out_flush(), 0);
	EXPECT_WRITTEN(STDOUT_FILENO, STR("kept"));
	close(fds[1]);
}
END_TEST

Suite *
suite_out(void)
{
	Suite *s = suite_create("out");
	TCase *t = tcase_create("out");

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, start, finish);
	tcase_add_test(t, holds_results_until_the_flush);
	tcase_add_test(t, writes_when_64_kib_are_together);
	tcase_add_test(t, keeps_the_order_of_small_and_big);
	tcase_add_loop_test(t, writes_on_after_signals, 0, 2);
	tcase_add_test(t, remembers_that_the_reader_left);
	tcase_add_test(t, tells_of_a_full_disk);
	tcase_add_test(t, takes_the_place_of_closed_streams);
	tcase_add_test(t, hides_the_line_first);
	tcase_add_test(t, hides_nothing_for_a_file);
	tcase_add_test(t, prints_escaped_lines_on_stderr);
	tcase_add_test(t, prints_results_before_later_errors);
	tcase_add_test(t, gives_results_to_another_and_back);
	tcase_add_test(t, is_told_that_nobody_reads);
	tcase_add_test(t, gathers_results);
	tcase_add_test(t, forgets_what_another_failed_with);
	tcase_add_test(t, has_a_size_without_a_terminal);
	tcase_add_test(t, asks_the_terminal_for_its_size);
	suite_add_tcase(s, t);
	return s;
}
