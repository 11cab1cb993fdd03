/* SPDX-License-Identifier: ISC */
/* The self-pipe. The handlers may run in any thread at any time: they touch nothing but it. */
#include "base/sig.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "base/pipe.h"

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
};

#define COUNT (sizeof(caught) / sizeof(*caught))

static int fds[2] = {-1, -1};

static void
handle(int number)
{
	int saved = errno;
	unsigned char byte = (unsigned char)number;

	(void)!write(fds[1], &byte, 1);
	errno = saved;
}

/* Do nothing, so that a write fails with EPIPE instead. SIG_IGN would do as much for us, but the
 * programs that we start would inherit it. */
static void
let_pass(int number)
{
	(void)number;
}

static void
set_action(int number, void (*handler)(int))
{
	struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};

	sigemptyset(&action.sa_mask);
	sigaction(number, &action, NULL);
}

static bool
is_ignored(int number)
{
	struct sigaction action;

	return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

void
sig_init(void)
{
	for (int i = 0; i < 2 && fds[i] >= 0; i++)
		close(fds[i]); /* the other process goes on with them */
	pipe_open(fds);
	set_action(SIGPIPE, let_pass);
	for (size_t i = 0; i < COUNT; i++)
		if (caught[i].bit != GOT_TSTP &&
		    !(caught[i].bit == GOT_HUP && is_ignored(SIGHUP)))
			set_action(caught[i].number, handle);
}

int
sig_fd(void)
{
	return fds[0];
}

static unsigned
bit_of(unsigned char number)
{
	for (size_t i = 0; i < COUNT; i++)
		if (caught[i].number == number)
			return caught[i].bit;
	return 0;
}

unsigned
sig_take(void)
{
	unsigned char bytes[64];
	unsigned set = 0;
	ssize_t n;

	while ((n = read(fds[0], bytes, sizeof(bytes))) > 0)
		for (ssize_t i = 0; i < n; i++)
			set |= bit_of(bytes[i]);
	return set;
}

void
sig_catch_stop(bool on)
{
	set_action(SIGTSTP, on ? handle : SIG_DFL);
}
