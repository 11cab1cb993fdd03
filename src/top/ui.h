/* SPDX-License-Identifier: ISC */
/*
 * What is on the screen and what keys do to it, without a terminal and without a server: keys in, a
 * page out. What the keys ask of a server, the host does.
 */
#ifndef TOP_UI_H
#define TOP_UI_H

#include "top/board.h"
#include "top/keys.h"
#include "top/page.h"
#include "top/screen.h"

struct ui;

/* Who does what the keys ask for. */
struct ui_host {
	/* This list is looked at now. */
	void (*show)(void *arg, enum top_tab tab);
	/* Ask the servers for all again. */
	void (*refresh)(void *arg);
	/* Do to a row what the user agreed to. ui_said tells how it went. */
	void (*act)(void *arg, const struct row *row, const struct order *order);
	/* Follow the call of a row: DO_TRACE, DO_EVENTS; ui_lines gets lines until DO_NOTHING, when
	 * row is NULL. */
	void (*follow)(void *arg, const struct row *row, enum command what);
	void *arg;
};

/* Borrows the board and the name of what is looked at (printable). read_only: nothing is done. */
struct ui *ui_new(struct board *b, const char *name, bool read_only, const struct ui_host *host);
void ui_free(struct ui *ui);

/* Begin with this list. */
void ui_show(struct ui *ui, enum top_tab tab);

/* A key came. DO_QUIT, DO_STOP and DO_REDRAW are the caller's to do; else DO_NOTHING. */
enum command ui_key(struct ui *ui, enum screen_key key, wchar_t c);

/* News for the line above the keys, until a key is typed; bad: something failed. */
void ui_said(struct ui *ui, struct str text, bool bad);

/* What stays there meanwhile: a connection that is lost; empty: nothing. The rows of the lists may
 * be out of date then. */
void ui_trouble(struct ui *ui, struct str text);

/* Lines of what is followed. */
void ui_lines(struct ui *ui, struct str lines);

/* Is the state of the server not known yet? */
void ui_waits(struct ui *ui, bool waits);

/* Draw it. */
void ui_draw(struct ui *ui, struct page *page, size_t rows, size_t columns, msec now);

/* Do durations on the screen change by themselves? */
bool ui_ticks(const struct ui *ui);

#endif
