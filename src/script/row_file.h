/* SPDX-License-Identifier: ISC */
/* Rows of a file or of standard input, read while the session and signals are handled. */
#ifndef SCRIPT_ROW_FILE_H
#define SCRIPT_ROW_FILE_H

#include "rows/reader.h"

struct client;

struct row_file {
	struct reader *reader;
	char *name; /* for messages */
	int fd;
};

/* Open it; "-" is standard input. Close it in any case. */
int row_file_open(struct row_file *f, const char *name, struct err *err);
void row_file_close(struct row_file *f);

/* Is this the path of the same file? */
bool row_file_is(const struct row_file *f, const char *path);

/* The next row: 1, and the caller frees its message; 0: there is none; -1: it cannot be read, or
 * ^C. idle is called whenever something has happened while we wait. */
int row_file_next(struct row_file *f, struct client *client, void (*idle)(void *arg), void *arg,
    struct row *row, struct err *err);

#endif
