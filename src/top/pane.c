/* SPDX-License-Identifier: ISC */
/* Keeps lines and scrolls. */
#include "top/pane.h"

#include <stdlib.h>

#include "base/mem.h"

void
pane_clear(struct pane *p)
{
	for (size_t i = 0; i < p->n; i++)
		free(p->v[i]);
	free(p->v);
	*p = (struct pane){0};
}

static void
forget_oldest(struct pane *p)
{
	size_t gone = PANE_LINES / 10;

	for (size_t i = 0; i < gone; i++)
		free(p->v[i]);
	p->n -= gone;
	memmove(p->v, p->v + gone, p->n * sizeof(*p->v));
}

void
pane_add(struct pane *p, struct str lines)
{
	struct str line;

	while (lines.n && str_cut(&lines, '\n', &line)) {
		if (p->n == PANE_LINES)
			forget_oldest(p);
		if (!p->v)
			p->v = mem_array(PANE_LINES, sizeof(*p->v));
		p->v[p->n++] = mem_strndup(line);
		p->up += p->up > 0;
	}
}

void
pane_draw(struct pane *p, struct page *page, size_t row, size_t n)
{
	size_t most = p->n > n ? p->n - n : 0;

	p->up = p->up < most ? p->up : most;
	size_t first = most - p->up;
	for (size_t i = 0; i < n && first + i < p->n; i++)
		page_put(page, row + i, 0, page->columns, PAGE_PLAIN, false,
		    str_of(p->v[first + i]));
}

void
pane_scroll(struct pane *p, long by)
{
	long up = (long)p->up + by, most = (long)p->n;

	p->up = up < 0 ? 0 : (size_t)(up < most ? up : most);
}
