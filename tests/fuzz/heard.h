/* SPDX-License-Identifier: ISC */
/*
 * The messages that a parser gave of a stream, kept to hold those of another way against them. Kept
 * are positions only: the bytes are the stream's.
 */
#ifndef TESTS_FUZZ_HEARD_H
#define TESTS_FUZZ_HEARD_H

#include "ami/msg.h"
#include "base/err.h"

struct heard_message {
	enum msg_kind kind;
	size_t at, raw_n;    /* in the stream */
	size_t first, n;     /* of the fields */
};

/* Zeroed at first; used again and again, never freed. */
struct heard {
	struct heard_message *messages;
	size_t n, size;
	struct field *fields;
	size_t fields_n, fields_size;
	bool begun;     /* one more message, at n, has begun */
	struct err err; /* how it ended */
};

void heard_reset(struct heard *h);

/* Add the message that begins at that place of the stream. */
void heard_add(struct heard *h, const struct msg *m, size_t at);

/* The same for one that has only begun: the last to be added. */
void heard_begun(struct heard *h, const struct msg *m, size_t at);

/* Is m what message i is, where stream has the bytes? */
bool heard_is(const struct heard *h, size_t i, struct str stream, const struct msg *m);

/* Print message i. */
void heard_print(const struct heard *h, size_t i, struct str stream);

#endif
