/* SPDX-License-Identifier: ISC */
/* Lines from a descriptor; events are taken while the next one is awaited. */
#ifndef SCRIPT_SCRIPT_LINES_H
#define SCRIPT_SCRIPT_LINES_H

#include "base/buf.h"

struct client;
struct err;

struct script_lines {
	int fd;
	struct buf text;
	size_t used; /* bytes of text that were taken */
	bool ended, begun;
};

void script_lines_init(struct script_lines *l, int fd);
void script_lines_clear(struct script_lines *l);

/* The next line, without its end, good until the next call; the byte order mark that editors of
 * Windows put in front of the first is left out. 1: here it is; 0: the input ended;
 * -1: err is set, ERR_INTERRUPTED after ^C; then it can be called again. */
int script_lines_next(
    struct script_lines *l, struct client *client, struct str *line, struct err *err);

#endif
