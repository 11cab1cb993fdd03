/* SPDX-License-Identifier: ISC */
/*
 * The terminal while `top` has it: what is on it, its keys, and when it is drawn again. Whoever
 * knows the rows opens it: the command for one server, the front for a fleet.
 */
#ifndef TOP_STAGE_H
#define TOP_STAGE_H

#include "base/clock.h"
#include "top/ui.h"

/* Everybody may read it; due may be set to 0: at once. */
struct stage {
	struct screen *screen;
	struct ui *ui; /* NULL before stage_show */
	struct page page;
	struct buf name;
	msec drawn; /* when it was */
	msec due;   /* when it is to be drawn; CLOCK_NEVER: as it is */
};

/* Take the terminal: see screen_open. */
int stage_open(struct stage *s, bool color, struct err *err);

/* Begin with this list; messages are kept from now on. The rest as for ui_new, but the name is
 * copied, and made printable. */
void stage_show(struct stage *s, struct board *board, struct str name, bool read_only,
    const struct ui_host *host, enum top_tab tab);

/* Give it back, and print what was kept. */
void stage_close(struct stage *s);

/* There is something new to see. */
void stage_changed(struct stage *s);

/* Is it due? Draw it. trouble, waits: as for ui_trouble and ui_waits. */
bool stage_is_due(const struct stage *s);
void stage_draw(struct stage *s, struct str trouble, bool waits);

/* Take the keys that have come, up to one that quits: then true. */
bool stage_take_keys(struct stage *s);

/* These signals came (GOT_…): it was stopped, continues, or has another size. */
void stage_signals(struct stage *s, unsigned got);

#endif
