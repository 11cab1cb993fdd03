/* SPDX-License-Identifier: ISC */
/* Pipes that programs which we start do not get by themselves. */
#ifndef BASE_PIPE_H
#define BASE_PIPE_H

/* As pipe(): 0, or -1 and errno. */
int pipe_make(int fds[2]);

/* Make one to wake a poll with: neither end blocks. Ends the process if there is none to be had. */
void pipe_open(int fds[2]);

#endif
