/* SPDX-License-Identifier: ISC */
/*
 * An action's parameters in the server's own documentation, the output of the console command
 * `manager show command NAME` (main/manager.c, handle_showmancmd; captures
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
 * What the text leaves open (choices, repetition) is filled in from the catalog; the values that a
 * parameter takes are always the catalog's.
 */
bool docs_read(struct docs *d, struct str action, struct str text);

void docs_clear(struct docs *d);

/* The n parameters of an action as its docs have them, else as the catalog does; each of the two
 * may be NULL. */
const struct parameter *docs_parameters(
    const struct docs *docs, const struct action_facts *facts, size_t *n);

#endif
