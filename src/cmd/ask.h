/* SPDX-License-Identifier: ISC */
/* Questions to the person at the terminal, asked on /dev/tty, since stdin may be a script. */
#ifndef CMD_ASK_H
#define CMD_ASK_H

#include "base/buf.h"
#include "base/err.h"

/* Ask for a secret without echo. ERR_USAGE when there is no terminal, ERR_INTERRUPTED on ^C; the
 * terminal is as it was in any case. */
int ask_secret(struct buf *secret, const char *question, struct err *err);

/* Ask a question to be answered with y or n; anything but y is no. */
bool ask_yes(const char *question);

#endif
