/* SPDX-License-Identifier: ISC */
/*
 * The format of recordings: a head, the start in seconds since 1970, then a line for each protocol
 * line with the time in seconds since the start, the direction and the text, in which \r \n \t \\
 * and \xNN are bytes:
 *
 * 	# amsh recording 1
 * 	# began 1795355440.123
 * 	     0.000 < Asterisk Call Manager/11.0.0\r\n
 * 	     0.001 > Action: Challenge\r\n
 *
 * Of the REST interface a line is marked ari> for a request (method and path, then the body), ari<
 * for its answer (status, then the body) and ws< for one message of its WebSocket:
 *
 * 	     2.104 ari> GET /ari/channels\n
 * 	     2.107 ari< 200 OK\n
 * 	     2.107 ari< []\n
 * 	     3.020 ws< {"type":"ApplicationReplaced","application":"amsh-4711"}
 *
 * Other lines that begin with # are remarks. Lines with a mark that is not known are none of the
 * format: versions that know no ARI play the others.
 */
#ifndef NET_RECORDING_H
#define NET_RECORDING_H

#include "base/buf.h"
#include "base/clock.h"

enum direction { FROM_SERVER, TO_SERVER, ARI_ANSWER, ARI_REQUEST, ARI_MESSAGE };

/* What marks a line: < > ari< ari> ws<. */
const char *recording_mark(enum direction direction);

/* Append the lines that a recording begins with; began: ms since 1970. */
void recording_open(struct buf *out, int64_t began);

/* Is this the line that says when the recording began? */
bool recording_began(struct str line, int64_t *began);

/* Append the lines for bytes that went in a direction at a time since the start: one for each that
 * they have, but one for an event of ARI. */
void recording_write(struct buf *out, msec at, enum direction direction, struct str bytes);

/* Do the first bytes of a file begin a recording? With its head, or with a line of the format after
 * any remarks, as where the head was lost; line ends may be CRLF. */
bool recording_begins(struct str bytes, bool *headless);

/* Read one line, without its newline: false if it is a remark or not of the format. The bytes are
 * appended. */
bool recording_read(struct str line, msec *at, enum direction *direction, struct buf *bytes);

#endif
