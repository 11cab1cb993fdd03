/* SPDX-License-Identifier: ISC */
/* The recording of a connection: a file of mode 0600 with both directions, secrets redacted. */
#ifndef CLIENT_RECORDER_H
#define CLIENT_RECORDER_H

#include "base/clock.h"
#include "base/err.h"
#include "net/recording.h"

struct record {
	int fd; /* -1: nothing is recorded */
	char *file;
	msec start;
	struct buf line;
	bool failed; /* a write did; said once */
};

void record_init(struct record *r);
void record_close(struct record *r);

/*
 * Get ready for a connection to a server: what --record asked for begins with the first one. Of
 * several servers each has its name behind the file's. ERR_USAGE, with no file touched: the server
 * is the very file that is recorded to.
 */
struct client;
struct endpoint;
int record_connection(struct client *client, const struct endpoint *server, struct err *err);

/* Begin to record to a file what goes to and comes from a server. ERR_USAGE as above. */
int record_start(
    struct client *client, const char *file, const struct endpoint *server, struct err *err);

/* Add bytes that went in a direction just now, with what is secret in them made ***. */
void record_add(struct record *r, enum direction direction, struct str bytes);

#endif
