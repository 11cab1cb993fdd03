/* SPDX-License-Identifier: ISC */
/* Keeping and putting back what tcgetattr told. */
#include "base/tty.h"

#include <signal.h>
#include <termios.h>
#include <unistd.h>

static struct termios modes;
static volatile sig_atomic_t kept = -1; /* the terminal, or -1 */

void
tty_keep(int fd)
{
	if (kept < 0 && tcgetattr(fd, &modes) == 0)
		kept = fd;
}

void
tty_forget(void)
{
	kept = -1;
}

void
tty_restore(void)
{
	if (kept >= 0 && tcgetpgrp(kept) == getpgrp())
		tcsetattr(kept, TCSANOW, &modes);
}
