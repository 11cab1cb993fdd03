/* SPDX-License-Identifier: ISC */
/* Does everybody sleep? Then silence is no accident of a machine that is busy elsewhere. */
#ifndef TESTS_TERMINAL_IDLE_H
#define TESTS_TERMINAL_IDLE_H

#include <stdbool.h>
#include <sys/types.h>

/* Does no thread of that session run, or wait for the processor, nor any of this process but the
 * one that asks, its first? */
bool is_idle(pid_t session);

#endif
