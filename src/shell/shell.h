/* SPDX-License-Identifier: ISC */
/* The interactive shell: prompt, keys, history and completion around the commands. */
#ifndef SHELL_SHELL_H
#define SHELL_SHELL_H

#include "cmd/context.h"

/* Read and run lines until the person leaves. Returns the exit status. */
int shell_run(struct context *ctx);

/* Append what `amsh --complete` prints for these words: a candidate, a tab and a summary a line. */
void shell_complete(struct buf *out, char *const *words, size_t n);

#endif
