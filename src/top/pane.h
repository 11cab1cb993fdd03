/* SPDX-License-Identifier: ISC */
/* Lines that fill the screen in place of the lists, the newest at the end: a trace, events,
 * help. */
#ifndef TOP_PANE_H
#define TOP_PANE_H

#include "top/page.h"

#define PANE_LINES 5000 /* more are forgotten, the oldest first */

struct pane {
	char **v;
	size_t n;
	size_t up; /* how many lines are below the screen; 0: it follows what comes */
};

void pane_clear(struct pane *p);

/* Add printable lines, each ended by a newline. */
void pane_add(struct pane *p, struct str lines);

/* Put them into n rows of the page, from this one on. */
void pane_draw(struct pane *p, struct page *page, size_t row, size_t n);

/* Look at earlier lines (by > 0), or at later ones. */
void pane_scroll(struct pane *p, long by);

#endif
