/* SPDX-License-Identifier: ISC */
/*
 * The only writer to standard output and standard error. Results go to stdout in big pieces,
 * flushed per message on a terminal; everything else is one line on stderr. In the interactive
 * shell a hook hides the line being typed before anything is printed.
 */
#ifndef BASE_OUT_H
#define BASE_OUT_H

#include "base/err.h"

/* Find out where the two streams go. Call once at start, before anything is opened: a closed
 * standard stream is opened here, so that no socket gets its number. */
void out_init(void);

/* Set a function that is called before anything is written to a terminal or to standard error, to
 * remove the line being typed from the screen; NULL: none. It is called for each piece of a burst;
 * after the first it has nothing to do. What it prints itself with out_write and out_stderr is
 * written at once, before the burst. */
void out_set_hide(void (*hide)(void));

/* Add result bytes. They are written when there are 64 KiB, or by out_flush. Waits for a slow
 * reader. After the first failure everything is dropped. */
void out_write(struct str s);

/* Write what is waiting. Returns 0, or -1 once stdout could not be written: see out_failed. */
int out_flush(void);

/* From now on results go to fd, which is a pipe or a file, until out_return; one within the other.
 * out_return writes what waits and returns the errno of the first write that failed, or 0; fd is
 * the caller's. */
void out_divert(int fd);
int out_return(void);

/* From now on results are appended to a buffer, until out_return: they will be shown where they
 * would have gone, and out_size is the size of that. Borrowed. */
struct buf;
void out_gather(struct buf *into);

/* Are they? Then nothing else may take the terminal. */
bool out_gathers(void);

/* Add bytes that are not results, such as events, to what leads to the user even then. */
void out_show(struct str s);
bool out_shows_on_terminal(void);
void out_show_size(size_t *columns, size_t *rows);

/* The descriptor that results go to now. */
int out_fd(void);

/* Nobody reads, at the other end of where fd leads, what was diverted: the next write fails as if
 * that were so here. Does nothing when nothing is diverted. */
void out_unread(void);

/* Is it so? For those who wait without writing: see out_reader_left. */
bool out_is_unread(void);

/* Errno of the first failed write of results, 0 while there was none. EPIPE: the reader has left.
 * EINTR: a signal ends us and the reader has stopped reading. */
int out_failed(void);

/* To be called when poll says that nobody reads out_fd any more (POLLERR): counts as a write that
 * failed with EPIPE. */
void out_reader_left(void);

/* Whether stdout is a terminal, or leads to the process that shows it on one. */
bool out_is_terminal(void);

/* Stdout now leads to a process that shows it: on the terminal screen, or (-1) on none. */
void out_set_screen(int screen);

/* Put a label of this many columns before every line of stdout; empty: none. Borrowed. */
void out_set_label(struct str label, size_t columns);

/* Columns and rows of the terminal that shows stdout, without the label, or 80 and 0 when it is
 * none. */
void out_size(size_t *columns, size_t *rows);

/* Print "amsh: TEXT" and a newline on stderr, after flushing stdout. The text is escaped. */
void out_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Print a notice on stderr: TEXT and a newline, escaped, without "amsh: ". For losses, warnings and
 * answers to questions. */
void out_notice(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same for less important news: prints nothing after out_set_quiet(true). */
void out_remark(const char *format, ...) __attribute__((format(printf, 1, 2)));
void out_set_quiet(bool quiet);

/* While the terminal shows a picture of a program's own, what is to be printed on a standard error
 * that is a terminal is kept, and printed when that ends. */
void out_keep(bool keep);

/* Does a user see at once what is printed on stderr? */
bool out_stderr_shows(void);

/* Print trusted bytes on stderr as they are (prompts, the wire with -vv). */
void out_stderr(struct str s);

#endif
