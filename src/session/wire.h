/* SPDX-License-Identifier: ISC */
/*
 * The bytes of one connection, both ways: a stream, the parser that they are read into, and those
 * that wait to be written. Knows no rule of AMI but that old servers are to be written to slowly.
 */
#ifndef SESSION_WIRE_H
#define SESSION_WIRE_H

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
};

void wire_init(struct wire *w);
void wire_clear(struct wire *w);

/* Connect as stream_open does; what an earlier connection left is forgotten. Close in any case. */
int wire_open(
    struct wire *w, const struct endpoint *e, msec deadline, int cancel_fd, struct err *err);
void wire_close(struct wire *w);

/* Write what waits, as far as the stream takes it. */
int wire_flush(struct wire *w, struct err *err);

/* Read once into the parser. 1: bytes came; 0: nothing now; -1: err is set. An end of the stream is
 * ERR_LOST. */
int wire_fill(struct wire *w, struct err *err);

/* Sleep until bytes can be read or written, until the deadline, or until fd is readable, which
 * *asked tells. */
int wire_wait(struct wire *w, int fd, msec deadline, bool *asked, struct err *err);

/* Has everything been read that was there when this was asked first? More may have come since: a
 * server that never pauses keeps nobody waiting. wire_goes_on begins anew. */
bool wire_caught_up(struct wire *w);
void wire_goes_on(struct wire *w);

/* Nobody has read for a while, so that more may have been held back on the way to us. */
void wire_was_left(struct wire *w);

#endif
