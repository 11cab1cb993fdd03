/* SPDX-License-Identifier: ISC */
/*
 * What a server says of an action's parameters in its own documentation, the output of the console
 * command `manager show command NAME` (main/manager.c, handle_showmancmd; captures
 * command-manager-show-command of Asterisk 11, 13, 16 and 22). Pure: text in, facts out.
 */
#ifndef AMI_DOCS_H
#define AMI_DOCS_H

#include "ami/catalog.h"

struct docs {
	struct parameter *v; /* required first, then as documented; no ActionID */
	size_t n;
	char *memory; /* of the names and choices */
};

/*
 * Read the lines of the output. False, and nothing to clear, when they do not explain this action.
 * What the text leaves open, which choices there are and what may repeat, the catalog fills in;
 * which values a parameter takes, it knows better.
 */
bool docs_read(struct docs *d, struct str action, struct str text);

void docs_clear(struct docs *d);

#endif
