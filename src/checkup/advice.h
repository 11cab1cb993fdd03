/* SPDX-License-Identifier: ISC */
/* What to do when a step to a logged-in connection failed. */
#ifndef CHECKUP_ADVICE_H
#define CHECKUP_ADVICE_H

#include "base/buf.h"
#include "net/stages.h"

struct endpoint;

/* About a secret that begins or ends with a blank. */
#define ADVICE_PADDED \
	"Asterisk reads a secret of manager.conf without blanks around it: remove them here"

/* Append it: the line of the file, the option, or the command for Asterisk's console. text is the
 * error, or what was found. Nothing is appended where the error says it all. */
void advice_add(struct buf *out, const struct endpoint *e, enum stage_kind stage, struct str text);

/* Append: add these classes to that setting of the account. */
void advice_right(struct buf *out, const struct endpoint *e, const char *classes,
    const char *setting);

#endif
