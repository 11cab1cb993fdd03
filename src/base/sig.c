/* SPDX-License-Identifier: ISC */
/* The self-pipe. The handlers may run in any thread at any time: they use only the pipe, flags and
 * the guard's timer. */
#include "base/sig.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "base/pipe.h"

#define PATIENCE 400  /* ms until a signal that ends the program must be taken */
#define LAST     2000 /* ms until a non-interactive program must have ended */

static const struct {
	int number;
	enum sig_set bit;
} caught[] = {
    {SIGINT, GOT_INT},
    {SIGTERM, GOT_TERM},
    {SIGHUP, GOT_HUP},
    {SIGWINCH, GOT_WINCH},
    {SIGCONT, GOT_CONT},
    {SIGTSTP, GOT_TSTP},
    {SIGQUIT, GOT_QUIT},
};

#define COUNT (sizeof(caught) / sizeof(*caught))

static int fds[2] = {-1, -1};
static atomic_bool int_ends = true;
static atomic_bool stopping;
static atomic_bool ending;

static struct {
	bool on;
	timer_t timer;
	void (*restore)(void);
} guard;

static unsigned
bit_of(int number)
{
	for (size_t i = 0; i < COUNT; i++)
		if (caught[i].number == number)
			return caught[i].bit;
	return 0;
}

/* End the process in this many ms, whatever it does then. */
static void
set_guard(long ms)
{
	struct itimerspec in = {
	    .it_value = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000}};

	timer_settime(guard.timer, 0, &in, NULL);
}

static void
end_now(int number)
{
	(void)number;
	guard.restore();
	_exit(err_exit_status(ERR_INTERRUPTED));
}

/* Record a signal that stops or ends something. The first that ends starts the guard. */
static void
note_stop(unsigned bit)
{
	bool ends = (bit & GOT_ENDS) || atomic_load(&int_ends);

	atomic_store(&stopping, true);
	if (guard.on && ends && !atomic_exchange(&ending, true))
		set_guard(PATIENCE);
}

static void
put(unsigned char number)
{
	(void)!write(fds[1], &number, 1);
}

/* The flag first: when the byte has been taken, the flag must not be set. */
static void
handle(int number)
{
	int saved = errno;
	unsigned bit = bit_of(number);

	if (bit & GOT_STOPS)
		note_stop(bit);
	put((unsigned char)number);
	errno = saved;
}

/* Do nothing, so that a write fails with EPIPE instead. SIG_IGN would do the same for us, but child
 * processes would inherit it. */
static void
let_pass(int number)
{
	(void)number;
}

static void
set_action(int number, void (*handler)(int))
{
	bool stops = bit_of(number) & GOT_STOPS;
	struct sigaction action = {.sa_handler = handler, .sa_flags = stops ? 0 : SA_RESTART};

	sigemptyset(&action.sa_mask);
	sigaction(number, &action, NULL);
}

static bool
is_ignored(int number)
{
	struct sigaction action;

	return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

/* Did whoever started us ignore it? nohup ignores SIGHUP; a shell ignores SIGQUIT for what it
 * starts with &. */
static bool
is_left(size_t i)
{
	enum sig_set bit = caught[i].bit;

	return bit == GOT_TSTP ||
	       ((bit == GOT_HUP || bit == GOT_QUIT) && is_ignored(caught[i].number));
}

void
sig_init(void)
{
	for (int i = 0; i < 2 && fds[i] >= 0; i++)
		close(fds[i]); /* the other process continues to use them */
	pipe_open(fds);
	guard.on = false;
	atomic_store(&stopping, false);
	atomic_store(&ending, false);
	set_action(SIGPIPE, let_pass);
	for (size_t i = 0; i < COUNT; i++)
		if (!is_left(i))
			set_action(caught[i].number, handle);
}

void
sig_guard(void (*restore)(void))
{
	struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM};

	guard.restore = restore;
	set_action(SIGALRM, end_now);
	guard.on = timer_create(CLOCK_MONOTONIC, &event, &guard.timer) == 0;
}

bool
sig_int_ends(bool ends)
{
	return atomic_exchange(&int_ends, ends);
}

int
sig_fd(void)
{
	return fds[0];
}

/* Take the bytes that are in the pipe. */
static unsigned
take_bytes(void)
{
	unsigned char bytes[64];
	unsigned set = 0;
	ssize_t n;

	while ((n = read(fds[0], bytes, sizeof(bytes))) > 0)
		for (ssize_t i = 0; i < n; i++)
			set |= bit_of(bytes[i]);
	return set;
}

/* The byte of a signal that comes in between may be taken while its flag is set again: then
 * repeat. */
unsigned
sig_take(void)
{
	unsigned set = 0;

	do {
		atomic_store(&stopping, false);
		set |= take_bytes();
	} while (atomic_load(&stopping));
	if ((set & GOT_STOPS) && sig_ending() && atomic_load(&int_ends))
		set_guard(LAST);
	return set;
}

void
sig_again(unsigned set)
{
	for (size_t i = 0; i < COUNT; i++)
		if (set & caught[i].bit)
			put((unsigned char)caught[i].number);
	if (set & GOT_STOPS)
		atomic_store(&stopping, true);
}

unsigned
sig_take_only(unsigned set)
{
	unsigned got = sig_take();

	sig_again(got & ~set);
	return got & set;
}

bool
sig_stops(void)
{
	return atomic_load(&stopping);
}

bool
sig_ending(void)
{
	return atomic_load(&ending);
}

void
sig_catch_stop(bool on)
{
	set_action(SIGTSTP, on ? handle : SIG_DFL);
}
