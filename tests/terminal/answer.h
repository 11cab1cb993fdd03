/* SPDX-License-Identifier: ISC */
/* What the test's manager answers: a table of actions with plain replies, and no memory. */
#ifndef TESTS_TERMINAL_ANSWER_H
#define TESTS_TERMINAL_ANSWER_H

#include <stdbool.h>

#include "base/buf.h"

/* Append the answer to a complete message. Returns whether it was an accepted login. */
bool answer(struct buf *out, const char *message);

/* The value of a message's header, empty if there is none; a view. */
struct str answer_header(const char *message, const char *name);

/* Remove the line of the ActionID from a message. */
void answer_cut_action_id(char *message);

#endif
