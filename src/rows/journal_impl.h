/* SPDX-License-Identifier: ISC */
/* What the files of a journal share: its lines, and where those of a row are. */
#ifndef ROWS_JOURNAL_IMPL_H
#define ROWS_JOURNAL_IMPL_H

#include "rows/fields.h"
#include "rows/journal.h"

#define JOURNAL_MAX (1u << 30) /* bytes */

/* Where the lines of a row are in the file; done 0: not yet. */
struct entry {
	size_t columns, begun, done;
	int status;
};

struct journal {
	int fd;
	struct buf path, report;
	struct buf text;       /* all lines so far */
	size_t written;        /* bytes of the file */
	struct entry *v;       /* v[number - 1] */
	size_t n, room;
	size_t columns;        /* where the line of the columns is that apply now */
	struct buf names;      /* that line */
	bool has_columns, ended;
	struct fields fields;  /* of the line that is read */
};

/* The line that begins there. */
struct str journal_line(const struct journal *j, size_t at);

/* Field i of the line that was split last, or nothing. */
struct str journal_field(const struct journal *j, size_t i);

#endif
