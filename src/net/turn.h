/* SPDX-License-Identifier: ISC */
/*
 * One terminal for several processes: the process that lends it has a socket to each of the others.
 * A process whose command may ask says so, requests its turn when the command has something to say,
 * and reports when it is done. Messages have the number of a command, so that late ones are
 * recognized.
 */
#ifndef NET_TURN_H
#define NET_TURN_H

enum turn {
	TURN_MAY = 'm',  /* a command is on its way, and may ask */
	TURN_WANT = 'w', /* it has something to say */
	TURN_OVER = 'o', /* it needs no terminal, or no longer */
	/* From the process that lends it. */
	TURN_YES = 'y', /* it is yours until TURN_OVER */
	TURN_NO = 'n',  /* it is for something else now */
};

/* Make both ends, which do not block and are closed on exec. Returns 0, or -1 with errno. */
int turn_open(int ends[2]);

/* Send a message; a peer that is gone is not an error. */
void turn_send(int end, enum turn turn, unsigned char number);

/* Take the next message. Returns 1; 0 when there is none yet; -1 when the peer is gone. */
int turn_receive(int end, enum turn *turn, unsigned char *number);

#endif
