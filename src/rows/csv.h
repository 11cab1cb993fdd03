/* SPDX-License-Identifier: ISC */
/*
 * Comma-separated values as in RFC 4180: a field may stand in double quotes, and then hold commas,
 * line breaks and, doubled, quotes. A line ends with LF or CR LF. Pure.
 */
#ifndef ROWS_CSV_H
#define ROWS_CSV_H

#include "rows/fields.h"

/* Where the search for the end of a record stands. Zeroed at first. */
struct csv_scan {
	size_t at;
	enum { CSV_FIELD, CSV_PLAIN, CSV_QUOTED, CSV_QUOTE } state;
};

/* Look for the line break that ends the record at the start of text, from where the last call has
 * stopped: its index. False: it is not there yet. */
bool csv_find_end(struct csv_scan *scan, struct str text, size_t *end);

/* Split a record without its line break. NULL, or what is wrong with it: the fields are as well as
 * could be then. */
const char *csv_split(struct str record, struct fields *out);

/* Append a value, in quotes if it needs them. */
void csv_quote(struct buf *out, struct str value);

#endif
