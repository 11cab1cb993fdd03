/* SPDX-License-Identifier: ISC */
/*
 * A small model of xterm: bytes go in, and tests ask what a person would see. It knows what a line
 * editor and a shell may send; everything else is counted as unknown, so that a test can say that
 * nothing strange reached the terminal.
 */
#ifndef TESTS_TERMINAL_SCREEN_H
#define TESTS_TERMINAL_SCREEN_H

#include <stdbool.h>
#include <stddef.h>

#include "grid.h"

struct screen;

/* Gets what the terminal answers to a query, as if it were typed. */
typedef void screen_answer_fn(void *arg, const char *bytes, size_t len);

/* Make a blank screen; free it with screen_free. */
struct screen *screen_new(int rows, int cols);
void screen_free(struct screen *s);
void screen_on_answer(struct screen *s, screen_answer_fn *fn, void *arg);

/*
 * Call fn before each carriage return and escape sequence, the points where what a burst of output
 * has drawn may go again before anyone looks; NULL ends it.
 */
typedef void screen_watch_fn(void *arg);
void screen_watch(struct screen *s, screen_watch_fn *fn, void *arg);

/* Take output of a program, cut anywhere. */
void screen_feed(struct screen *s, const void *bytes, size_t len);
void screen_resize(struct screen *s, int rows, int cols);

/* Row y as UTF-8 without trailing blanks; NULL outside the screen. Free it. */
char *screen_row(const struct screen *s, int y);

/* The hint at the right margin of the cursor's row, "" for none, which is not in the row's text;
 * free it. */
char *screen_hint(const struct screen *s);

/*
 * What scrolled off and then the rows, each line ended by a newline; rows that wrapped by
 * themselves are one line. Blank lines at the end are left out. Free it.
 */
char *screen_text(const struct screen *s);

/* The rows in a frame with the cursor's place and the modes, for people. Free it. */
char *screen_picture(const struct screen *s);

int screen_rows(const struct screen *s);
int screen_cols(const struct screen *s);
int screen_cursor_y(const struct screen *s);
int screen_cursor_x(const struct screen *s);
bool screen_cursor_visible(const struct screen *s);
bool screen_wraps(const struct screen *s, int y);
bool screen_alternate(const struct screen *s);
bool screen_bracketed_paste(const struct screen *s);

/*
 * What a program that has ended has left switched on: modes, the other screen, styles and colours
 * of what is written next. In words, for people; NULL: the terminal is as it was. Free it.
 */
char *screen_left(const struct screen *s);

/* Attributes of one cell, and the styles and colours ever asked for, cells gone included. */
struct attr screen_attr(const struct screen *s, int y, int x);
bool screen_styled(const struct screen *s);
bool screen_coloured(const struct screen *s);

/* Lines that ever scrolled off at the top of the main screen. */
unsigned long screen_scrolled(const struct screen *s);

/* Bells rung, strings (OSC, DCS, …) swallowed, and sequences, controls and bytes not known. */
unsigned long screen_bells(const struct screen *s);
unsigned long screen_strings(const struct screen *s);
unsigned long screen_unknown(const struct screen *s);

/* The first unknown thing in printable form, "" if there was none; borrowed. */
const char *screen_unknown_first(const struct screen *s);

#endif
