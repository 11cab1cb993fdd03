/* SPDX-License-Identifier: ISC */
/* Keeps the secrets in memory from being written to a core dump, and workers from outliving the
 * process that shows their output. */
#ifndef BASE_HARDEN_H
#define BASE_HARDEN_H

#include <sys/types.h>

/* No core dumps of this process from now on, and on Linux other processes of the same user cannot
 * read its memory; call at start, before a secret is read. Programs we start get their core dumps
 * back by raising the soft limit. */
void harden_process(void);

/* SIGTERM for this process, newly forked, when its parent is gone (Linux), or at once if it is. */
void harden_end_with(pid_t parent);

#endif
