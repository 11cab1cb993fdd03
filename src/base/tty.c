/* SPDX-License-Identifier: ISC */
/* Keeps and restores what tcgetattr returned. */
#include "base/tty.h"

#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static struct termios modes;
static atomic_int keepers;
static volatile sig_atomic_t kept = -1; /* the terminal, or -1 */
static const char *volatile sequence;

void
tty_keep(int fd)
{
	if (atomic_fetch_add(&keepers, 1) == 0 && tcgetattr(fd, &modes) == 0)
		kept = fd;
}

void
tty_forget(void)
{
	if (atomic_fetch_sub(&keepers, 1) == 1)
		kept = -1;
}

void
tty_undo(const char *text)
{
	sequence = text;
}

/* Without waiting: a terminal stopped by ^S continues when ^S has lost its meaning, and a full one
 * is left alone. */
static void
write_sequence(void)
{
	struct pollfd ready = {.fd = kept, .events = POLLOUT};
	struct termios unstopped = modes;

	unstopped.c_iflag &= (tcflag_t)~IXON;
	tcsetattr(kept, TCSANOW, &unstopped);
	if (sequence && poll(&ready, 1, 0) == 1)
		(void)!write(kept, sequence, strlen(sequence));
}

void
tty_restore(void)
{
	if (kept < 0 || tcgetpgrp(kept) != getpgrp())
		return;
	write_sequence();
	tcsetattr(kept, TCSANOW, &modes);
}
