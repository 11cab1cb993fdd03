/* SPDX-License-Identifier: ISC */
/* Runs lines that are not typed: files, standard input, -c. */
#ifndef SCRIPT_SCRIPT_H
#define SCRIPT_SCRIPT_H

#include "base/str.h"

struct client;

/*
 * Run the lines of a file, "-" being standard input. Stops at the first line that fails, unless
 * keep-going is set; each failure is printed with its place. Returns the exit status: that of the
 * first failure, or 0.
 */
int script_run_file(struct client *client, const char *file);

/* Run one line with a place. The same, for one line. */
int script_run_line(struct client *client, struct str line, const char *name, size_t number);

/* Must no further lines be run after one with this status? */
bool script_stops(const struct client *client, int status);

/* Send a raw block that the end of the input closes. */
int script_finish(struct client *client);

#endif
