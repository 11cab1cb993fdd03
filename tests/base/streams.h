/* SPDX-License-Identifier: ISC */
/* Standard output and error of the test itself, redirected for a while and restored. */
#ifndef TESTS_BASE_STREAMS_H
#define TESTS_BASE_STREAMS_H

#include "base/buf.h"

/* A checked fixture: save both streams, restore both. */
void streams_save(void);
void streams_restore(void);

/* Let fd write to a new, empty file from now on; streams_written reads what came. */
void streams_to_file(int fd);

/* Everything written to the file of fd; the caller clears it. */
struct buf streams_written(int fd);

/* Run body in a child, which then ends with status 0 unless body ended it; returns the status that
 * waitpid gave. */
int streams_child(void (*body)(void));

#endif
