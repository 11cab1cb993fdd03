/* SPDX-License-Identifier: ISC */
/*
 * One terminal for several processes: who gives it away has a socket to each of the others. Whose
 * command may ask says so, asks for its turn once it has something to say, and tells when it is
 * done. Messages have the number of a command, so that what is late is known.
 */
#ifndef NET_TURN_H
#define NET_TURN_H

enum turn {
	TURN_MAY = 'm',  /* a command is on its way, and may ask */
	TURN_WANT = 'w', /* it has something to say */
	TURN_OVER = 'o', /* it needs no terminal, or no more */
	/* From who gives it away. */
	TURN_YES = 'y', /* it is yours until TURN_OVER */
	TURN_NO = 'n',  /* it is for something else now */
};

/* Make both ends, which do not block and are closed on exec. Returns 0, or -1 with errno. */
int turn_open(int ends[2]);

/* Send a message; a peer that is gone is no error. */
void turn_send(int end, enum turn turn, unsigned char number);

/* Take the next message. Returns 1; 0 when there is none yet; -1 when the peer is gone. */
int turn_receive(int end, enum turn *turn, unsigned char *number);

#endif
