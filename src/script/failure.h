/* SPDX-License-Identifier: ISC */
/* What standard output says of a line that failed, so that each line gives something. */
#ifndef SCRIPT_FAILURE_H
#define SCRIPT_FAILURE_H

struct client;
struct err;

/* Print why a line failed for programs that read the output, unless that has been told: after the
 * answers to earlier lines, in a format that has such. Returns -1. */
int failure_tell(struct client *client, struct err *err);

/* Set the failure of a command some of whose lines have failed and told it themselves; returns
 * -1. */
int failure_of_lines(struct err *err);

#endif
