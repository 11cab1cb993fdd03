/* SPDX-License-Identifier: ISC */
/*
 * The bytes of one connection in both directions: a stream, the parser for what is read, and the
 * bytes to be written. Its only rule of AMI is that old servers must be written to slowly.
 */
#ifndef SESSION_WIRE_H
#define SESSION_WIRE_H

#include <poll.h>

#include "ami/parse.h"
#include "base/buf.h"
#include "net/stream.h"

struct wire {
	struct stream *stream; /* NULL while there is no connection */
	struct parse *parse;
	struct buf out;   /* to be written; append to it */
	int ami_major;    /* of the server's banner; 0 before that, -1 when it says none */
	bool replay;      /* the stream is a recording */
	msec write_after; /* not before this time */
	uint64_t read;    /* bytes of this connection so far */
	uint64_t target;  /* wire_caught_up waits for these to be read; 0: not asked yet */
	bool left;        /* see wire_was_left */
	bool more;        /* the last read left something to read: without a poll before that, a
	                   * tail that prints nothing takes 10 % less of the processor's time */
};

void wire_init(struct wire *w);
void wire_clear(struct wire *w);

/* Connect like stream_open; the state of an earlier connection is dropped. Close in any case. */
int wire_open(
    struct wire *w, const struct endpoint *e, msec deadline, int cancel_fd, struct err *err);
void wire_close(struct wire *w);

/* Write what waits, as much as the stream takes. */
int wire_flush(struct wire *w, struct err *err);

/* Read once into the parser. 1: bytes came; 0: nothing now; -1: err is set. An end of the stream is
 * ERR_LOST. */
int wire_fill(struct wire *w, struct err *err);

/* Sleep until bytes can be read or written, until the deadline, or until fd is readable, which
 * *asked tells. After a read that left some it does not sleep at all. */
int wire_wait(struct wire *w, int fd, msec deadline, bool *asked, struct err *err);

/* The same for a poll of the caller's. wire_poll: *fd is what to poll, and until the time that it
 * returns, at the latest the deadline. wire_polled after it: that time, and the revents. */
msec wire_poll(const struct wire *w, struct pollfd *fd, msec deadline);
void wire_polled(struct wire *w, msec deadline, short found);

/* Has everything been read that was there at the first call of this? More may have come since, so
 * that a server that never pauses does not delay us. wire_goes_on starts over. */
bool wire_caught_up(struct wire *w);
void wire_goes_on(struct wire *w);

/* Nothing was read for a while, so more data may be held back in transit. */
void wire_was_left(struct wire *w);

#endif
