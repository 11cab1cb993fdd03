/* SPDX-License-Identifier: ISC */
/* A pipe to wake a poll with: neither end blocks, and programs that we start do not get it. */
#ifndef BASE_PIPE_H
#define BASE_PIPE_H

/* Make one; the ends are closed with close(). Ends the process if there is none to be had. */
void pipe_open(int fds[2]);

#endif
