/* SPDX-License-Identifier: ISC */
/*
 * What a worker and the front of a fleet tell each other beside lines and output: a socket that
 * keeps messages apart, each a kind and a text. A worker that ends closes it.
 */
#ifndef CMD_CONTROL_H
#define CMD_CONTROL_H

#include "base/buf.h"

enum control {
	/* From a worker. */
	CONTROL_UP = 'u',       /* logged in */
	CONTROL_DOWN = 'd',     /* not, or no more */
	CONTROL_DONE = '.',     /* a line was run; all that it printed is written */
	CONTROL_SECRET = 's',   /* ask this question, without echo */
	CONTROL_QUESTION = 'q', /* ask this question */
	/* From the front. */
	CONTROL_ANSWER = 'a',
	CONTROL_NO_ANSWER = 'n',
	CONTROL_NO_TERMINAL = 't',
};

/* Make both ends; they are closed on exec. Returns 0, or -1 with errno. */
int control_open(int ends[2]);

/* Send a message; a peer that is gone is no error. */
void control_send(int end, enum control kind, struct str text);

/* Append the text of the next message; waits for it unless the descriptor is non-blocking. Returns
 * 1; 0 when there is none yet; -1 when the peer is gone. */
int control_receive(int end, enum control *kind, struct buf *text);

#endif
