/* SPDX-License-Identifier: ISC */
/*
 * What a checkup prints: a line for each step, as soon as it is known. For people its status, its
 * name and text, and below it what to do; on a terminal in as many lines as fit. Otherwise an
 * item with the headers Step, Status, Text and Advice.
 */
#ifndef CHECKUP_REPORT_H
#define CHECKUP_REPORT_H

#include "ami/compose.h"

struct client;
struct err;
struct render;

enum finding {
	FINDING_OK,
	FINDING_NOTE,   /* it works, but somebody should look */
	FINDING_FAILED, /* it goes no further */
};

struct report {
	const struct client *client;
	struct render *render;
	struct compose compose;
	bool people;
	size_t columns; /* 0: lines are not broken */
	size_t failed;  /* how many steps have */
};

void report_begin(struct report *r, const struct client *client);
void report_end(struct report *r);

/* Print a step. The text and the advice (may be empty) are printable. */
void report_step(struct report *r, const char *step, enum finding finding, struct str text,
    struct str advice);

/* Print that this step failed: the text of err, made printable, and what to do. */
void report_failure(struct report *r, const char *step, const struct err *err, const char *advice);

/* Append a step for people: in lines of so many columns, or (0) two at most. */
void report_write(struct buf *out, const char *step, enum finding finding, struct str text,
    struct str advice, size_t columns, bool color);

#endif
