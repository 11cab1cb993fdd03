/* SPDX-License-Identifier: ISC */
/* The recording of a connection: a file of mode 0600 with both directions, secrets redacted. */
#ifndef CLIENT_RECORDER_H
#define CLIENT_RECORDER_H

#include "base/buf.h"
#include "base/clock.h"
#include "net/recording.h"

struct err;
struct client;
struct endpoint;

struct record {
	const char *to; /* begin with the next connection; NULL: nothing asks for it, or it began */
	int fd; /* -1: nothing is recorded */
	char *file;
	msec start;
	struct buf line;
	bool failed; /* a write failed; reported once */
};

struct record *record_new(void);
void record_free(struct record *r);
void record_close(struct record *r);

/*
 * Get ready for a connection to a server: the recording of --record begins with the first one. Of
 * several servers each has its own file, with the server's name appended. ERR_USAGE, with no file
 * touched: the server is the file to record to.
 */
int record_connection(struct client *client, const struct endpoint *server, struct err *err);

/* Begin to record to a file what goes to and comes from a server. ERR_USAGE as above. */
int record_start(
    struct client *client, const char *file, const struct endpoint *server, struct err *err);

/* Begin with the next connection; NULL: not. */
void record_later(struct record *r, const char *file);

/* Is the traffic recorded or shown? */
bool record_wants(const struct client *client);

/* Record bytes of one direction, and with -vv show them after its mark ("> " for sent and "< " for
 * received, of AMI); secrets become ***. */
void record_overhear(const struct client *client, enum direction direction, struct str bytes);

#endif
