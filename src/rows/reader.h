/* SPDX-License-Identifier: ISC */
/*
 * Rows from bytes, as they come: CSV or TSV, whose first row has the names of the columns, or a
 * JSON object a line. A row that is malformed is one all the same, and says so. Lines without
 * anything are none. No I/O.
 */
#ifndef ROWS_READER_H
#define ROWS_READER_H

#include "ami/msg.h"
#include "base/buf.h"
#include "base/err.h"

#define ROWS_MAX_ROW BUF_MAX_LINE /* bytes; more is a mistake: a quote that is not closed */

struct reader;

struct row {
	size_t number;   /* from 1, the names not counted */
	struct msg *msg; /* the caller frees it */
	struct err err;  /* ERR_USAGE: what is wrong with it */
};

/* file's name says the format: .csv, .tsv, or .json, .jsonl, .ndjson; else its first bytes do. */
struct reader *reader_new(const char *file);
void reader_free(struct reader *r);

/* Room for n bytes, to be filled and then told of; how many: 0 says that there are no more. */
char *reader_room(struct reader *r, size_t n);
void reader_filled(struct reader *r, size_t n);

/* The next row: 1; 0: it takes more bytes, or was the last; -1: there are no names, or what cannot
 * be read at all (ERR_USAGE, without the file's name). */
int reader_next(struct reader *r, struct row *row, struct err *err);

/* Has every row the columns of the first one? False while that is not known. */
bool reader_is_table(const struct reader *r);

/* No more rows will come. */
bool reader_ended(const struct reader *r);

#endif
