/* SPDX-License-Identifier: ISC */
/* Signals through the pipe. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../expect.h"
#include "base/clock.h"
#include "base/sig.h"
#include "streams.h"

Suite *suite_sig(void);

static const int touched[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGCONT, SIGTSTP,
    SIGPIPE, SIGALRM};

#define COUNT (sizeof(touched) / sizeof(*touched))

static struct sigaction saved[COUNT];

static void
save(void)
{
	for (size_t i = 0; i < COUNT; i++)
		sigaction(touched[i], NULL, &saved[i]);
}

static void
restore(void)
{
	for (size_t i = 0; i < COUNT; i++)
		sigaction(touched[i], &saved[i], NULL);
}

static bool
is_readable(void)
{
	struct pollfd p = {.fd = sig_fd(), .events = POLLIN};

	return poll(&p, 1, 0) == 1;
}

START_TEST(takes_each_signal)
{
	static const struct {
		int number;
		unsigned bit;
	} rows[] = {
	    {SIGINT, GOT_INT},
	    {SIGTERM, GOT_TERM},
	    {SIGHUP, GOT_HUP},
	    {SIGQUIT, GOT_QUIT},
	    {SIGWINCH, GOT_WINCH},
	    {SIGCONT, GOT_CONT},
	};

	signal(SIGHUP, SIG_DFL);
	signal(SIGQUIT, SIG_DFL);
	sig_init();
	ck_assert_uint_eq(sig_take(), 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		ck_assert(!is_readable());
		raise(rows[i].number);
		ck_assert(is_readable());
		ck_assert_uint_eq(sig_take(), rows[i].bit);
		ck_assert_uint_eq(sig_take(), 0);
	}
}
END_TEST

/* A forked process has its own signals, and the other one gets none of them. */
static void
take_own(void)
{
	sig_init();
	raise(SIGINT);
	if (sig_take() != GOT_INT)
		_exit(1);
	raise(SIGWINCH);
}

START_TEST(a_fork_has_its_own)
{
	sig_init();
	ck_assert_int_eq(streams_child(take_own), 0);
	ck_assert(!is_readable());
	ck_assert_uint_eq(sig_take(), 0);
	raise(SIGWINCH);
	ck_assert_uint_eq(sig_take(), GOT_WINCH);
}
END_TEST

START_TEST(takes_several_at_once)
{
	sig_init();
	raise(SIGWINCH);
	raise(SIGINT);
	raise(SIGWINCH);
	ck_assert_uint_eq(sig_take(), GOT_INT | GOT_WINCH);
	ck_assert(!is_readable());
}
END_TEST

/* More than a pipe holds: the handler neither blocks nor changes errno. */
START_TEST(survives_a_full_pipe)
{
	sig_init();
	errno = 0;
	for (int i = 0; i < 70000; i++)
		raise(SIGWINCH);
	ck_assert_int_eq(errno, 0);
	ck_assert_uint_eq(sig_take(), GOT_WINCH);
	ck_assert(!is_readable());
	raise(SIGINT);
	ck_assert_uint_eq(sig_take(), GOT_INT);
}
END_TEST

START_TEST(ignores_broken_pipes)
{
	int fds[2];

	signal(SIGPIPE, SIG_DFL);
	sig_init();
	ck_assert_int_eq(pipe(fds), 0);
	close(fds[0]);
	ck_assert_int_eq(write(fds[1], "", 1), -1);
	ck_assert_int_eq(errno, EPIPE);
	close(fds[1]);
}
END_TEST

START_TEST(leaves_nohup_alone)
{
	signal(SIGHUP, SIG_IGN);
	sig_init();
	raise(SIGHUP);
	ck_assert_uint_eq(sig_take(), 0);
}
END_TEST

static bool
stops_by_default(void)
{
	struct sigaction now;

	return sigaction(SIGTSTP, NULL, &now) == 0 && now.sa_handler == SIG_DFL;
}

START_TEST(catches_a_stop_only_when_asked)
{
	signal(SIGTSTP, SIG_DFL);
	sig_init();
	ck_assert(stops_by_default());
	sig_catch_stop(true);
	raise(SIGTSTP);
	ck_assert_uint_eq(sig_take(), GOT_TSTP);
	sig_catch_stop(false);
	ck_assert(stops_by_default());
}
END_TEST

static void
restored(void)
{
	(void)!write(STDOUT_FILENO, "restored", 8);
}

/* Hang without ever taking a signal. */
static void
hang(void)
{
	sig_init();
	sig_guard(restored);
	raise(SIGTERM);
	if (!sig_stops() || !sig_ending())
		_exit(1);
	for (;;)
		pause();
}

START_TEST(guard_ends_what_hangs)
{
	int status = streams_child(hang);

	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 130, "status %x",
	    (unsigned)status);
}
END_TEST

/* In the shell ^C ends nothing but what blocks. */
static void
go_on(void)
{
	signal(SIGQUIT, SIG_DFL);
	sig_init();
	sig_guard(restored);
	sig_int_ends(false);
	raise(SIGINT);
	if (!sig_stops() || sig_ending() || sig_take() != GOT_INT || sig_stops())
		_exit(1);
	raise(SIGQUIT);
	sig_again(sig_take());
	_exit(sig_take() == GOT_QUIT && sig_ending() ? 0 : 2);
}

START_TEST(guard_lets_the_shell_go_on)
{
	ck_assert_int_eq(streams_child(go_on), 0);
}
END_TEST

#define ROUNDS 150000

#define BOMBARDED 2000 /* ms; where a signal takes long, as under valgrind, nothing else is done */

static void
bombard(pid_t whom)
{
	msec end = clock_now() + BOMBARDED;

	while (clock_now() < end && kill(whom, SIGINT) == 0)
		continue;
	_exit(0);
}

/* Whenever signals come: one is reported exactly as long as one can be taken. */
START_TEST(what_was_taken_is_gone)
{
	sigset_t interrupt, before;
	int wrong = 0;

	sig_init();
	sigemptyset(&interrupt);
	sigaddset(&interrupt, SIGINT);
	pid_t whom = getpid(), other = fork();
	if (other == 0)
		bombard(whom);
	for (int i = 0; i < ROUNDS; i++) {
		sig_take();
		sigprocmask(SIG_BLOCK, &interrupt, &before);
		wrong += sig_stops() != is_readable();
		sigprocmask(SIG_SETMASK, &before, NULL);
	}
	kill(other, SIGKILL);
	ck_assert_int_eq(waitpid(other, NULL, 0), other);
	ck_assert_int_eq(wrong, 0);
}
END_TEST

static void
start_victim(void)
{
	sig_init();
	execlp("sh", "sh", "-c", "kill -s PIPE $$; exit 3", (char *)NULL);
}

/* A child process must not have signals ignored. */
START_TEST(children_get_their_signals_back)
{
	int status = streams_child(start_victim);

	ck_assert_msg(WIFSIGNALED(status) && WTERMSIG(status) == SIGPIPE, "status %x",
	    (unsigned)status);
}
END_TEST

Suite *
suite_sig(void)
{
	Suite *s = suite_create("sig");
	TCase *t = tcase_create("sig"), *volume = tcase_create("volume");

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, save, restore);
	tcase_add_test(t, takes_each_signal);
	tcase_add_test(t, a_fork_has_its_own);
	tcase_add_test(t, takes_several_at_once);
	tcase_add_test(t, ignores_broken_pipes);
	tcase_add_test(t, leaves_nohup_alone);
	tcase_add_test(t, guard_ends_what_hangs);
	tcase_add_test(t, guard_lets_the_shell_go_on);
	tcase_add_test(t, catches_a_stop_only_when_asked);
	tcase_add_test(t, children_get_their_signals_back);
	suite_add_tcase(s, t);
	tcase_set_tags(volume, "volume");
	tcase_set_timeout(volume, 60);
	tcase_add_checked_fixture(volume, save, restore);
	tcase_add_test(volume, survives_a_full_pipe);
	tcase_add_test(volume, what_was_taken_is_gone);
	suite_add_tcase(s, volume);
	return s;
}
