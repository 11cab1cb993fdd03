/* SPDX-License-Identifier: ISC */
/* Pipes that child processes do not inherit. */
#ifndef BASE_PIPE_H
#define BASE_PIPE_H

/* As pipe(): 0, or -1 and errno. */
int pipe_make(int fds[2]);

/* Make one that wakes a poll: neither end blocks. Ends the process if that fails. */
void pipe_open(int fds[2]);

#endif
