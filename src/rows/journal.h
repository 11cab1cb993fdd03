/* SPDX-License-Identifier: ISC */
/*
 * What has become of each row, beside its report: REPORT.journal, mode 0600. A row is noted as
 * begun before anything is sent for it and as done after; both are on the disk before the call
 * returns, so that nothing is done twice, whenever the program ends. The report is made from it.
 */
#ifndef ROWS_JOURNAL_H
#define ROWS_JOURNAL_H

#include "ami/msg.h"
#include "base/buf.h"
#include "base/err.h"

struct journal;

/* What has become of a row; strings may be empty. */
struct outcome {
	int status;
	struct str outcome, cause, seconds, message;
};

/* Open the journal of a report and lock it. resume: go on with the one that is there, if there is
 * one. ERR_USAGE: another process has it; without resume, there is one of an unfinished run; the
 * report's name is that of a link, a device or another thing that is no file. */
struct journal *journal_open(const char *report, bool resume, struct err *err);
void journal_close(struct journal *j);

/* So many rows were begun, 1 to this one. */
size_t journal_begun(const struct journal *j);

/* Was this row begun? Then *same says whether it was the same one. */
bool journal_has(struct journal *j, size_t number, const struct msg *row, bool *same);

/* Note that row number journal_begun() + 1 begins, and that one is done. */
int journal_begin(struct journal *j, const struct msg *row, struct err *err);
int journal_done(struct journal *j, size_t number, const struct outcome *o, struct err *err);

/* There are no more rows. */
int journal_end(struct journal *j, struct err *err);

/* How the rows ended. */
struct tally {
	size_t well, failed;
	size_t unknown;     /* begun, and not done */
	struct buf unknowns; /* their numbers: "3, 17" */
};
void journal_count(const struct journal *j, struct tally *t);

/* Write the report: CSV, a row for each that was begun, in order. The file of that name is replaced
 * when all of it is written. */
int journal_report(struct journal *j, struct err *err);

#endif
