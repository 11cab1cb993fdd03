/* SPDX-License-Identifier: ISC */
/*
 * A test's input to the parser, and its output. Does not use libcheck, so that the fuzzer can use
 * it too.
 */
#ifndef TESTS_AMI_TRANSCRIPT_H
#define TESTS_AMI_TRANSCRIPT_H

#include "ami/parse.h"
#include "base/buf.h"

/* Feed bytes in pieces of at most that many; take hears each message at once. Returns 0, or -1 with
 * the parser's error. */
int transcript_feed(struct parse *p, struct str bytes, size_t piece,
    void (*take)(void *arg, const struct msg *m), void *arg, struct err *err);

/* Bytes of the message that rest, what no message had, begins: stray blank lines alone are none. */
size_t transcript_left(struct str rest);

/* Append a message as a line of text: `event Event=Hangup|Cause=16`. Control bytes are escaped, a
 * line without a colon is `=all of it`. */
void transcript_describe(struct buf *out, const struct msg *m);

/* Parse a stream in pieces; append its messages as text, then `error KIND: TEXT` or `left BYTES` if
 * there is such. */
void transcript_text(struct buf *out, struct str stream, size_t piece, size_t max, bool banner);

/* Append the bytes of a file; false if it cannot be read. */
bool transcript_read(struct buf *out, const char *path);

#endif
