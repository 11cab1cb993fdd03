/* SPDX-License-Identifier: ISC */
/*
 * The terminal, drawn with ncurses, which is opened when it is first needed. The only file that
 * knows ncurses.
 */
#ifndef TOP_SCREEN_H
#define TOP_SCREEN_H

#include <wchar.h>

#include "base/err.h"
#include "top/page.h"

struct screen;

/* Keys that are not characters. */
enum screen_key {
	SCREEN_NONE = -1, /* no more keys */
	SCREEN_CHARACTER, /* the character that came with it */
	SCREEN_PASTED,    /* a character, which was not typed */
	SCREEN_UP,
	SCREEN_DOWN,
	SCREEN_LEFT,
	SCREEN_RIGHT,
	SCREEN_PAGE_UP,
	SCREEN_PAGE_DOWN,
	SCREEN_HOME,
	SCREEN_END,
	SCREEN_BACKSPACE,
	SCREEN_DELETE,
	SCREEN_TAB_BACK,
	SCREEN_OTHER,
};

/* Take the terminal: standard input and output. ERR_USAGE: they are no terminal, or one on which
 * this cannot be drawn; then nothing has been changed. */
struct screen *screen_open(bool color, struct err *err);

/* Give it back as it was. */
void screen_close(struct screen *s);

/* Draw a page. */
void screen_draw(struct screen *s, const struct page *page);

/* The next key that has come, without waiting. */
enum screen_key screen_key(struct screen *s, wchar_t *c);

/* The size of the terminal. True: it is not that of the last page. */
bool screen_size(const struct screen *s, size_t *rows, size_t *columns);

/* Draw all of the next page, since others may have written on the terminal. */
void screen_spoil(struct screen *s);

/* Stop the process with the terminal as it was (^Z), and take it again when it continues. */
void screen_stop(struct screen *s);

/* Take the terminal again, after the process was stopped by others. */
void screen_resume(struct screen *s);

#endif
