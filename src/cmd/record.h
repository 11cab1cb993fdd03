/* SPDX-License-Identifier: ISC */
/* The recording of a connection: a file of mode 0600 with both directions, secrets redacted. */
#ifndef CMD_RECORD_H
#define CMD_RECORD_H

#include "base/clock.h"
#include "base/err.h"
#include "net/recording.h"

struct record {
	int fd; /* -1: nothing is recorded */
	msec start;
	struct buf line;
	bool failed; /* a write did; said once */
};

void record_init(struct record *r);

/* Begin a recording; one that is under way ends. ERR_USAGE: the file cannot be made. */
int record_open(struct record *r, const char *file, struct err *err);
void record_close(struct record *r);

/* Begin the recording of a context's connection; of several servers each has its name behind the
 * file's. */
struct context;
int record_start(struct context *ctx, const char *file, struct err *err);

/* Add bytes that went in a direction just now, with what is secret in them made ***. */
void record_add(struct record *r, enum direction direction, struct str bytes);

#endif
