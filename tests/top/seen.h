/* SPDX-License-Identifier: ISC */
/* What the tests of this room feed to a model, and what is seen of it. */
#ifndef TESTS_TOP_SEEN_H
#define TESTS_TOP_SEEN_H

#include "../expect.h"
#include "top/model.h"
#include "top/page.h"

/* A board with one server, and its model, for one test at a time; all of these are about it. */
extern struct seen {
	struct board *board;
	struct model *model;
	msec now; /* the time at which all is fed */
} seen;

/* The fixture. */
void seen_set_up(void);
void seen_tear_down(void);

/* Feed events, or the answer to a list: lines end with \n, an empty line ends each message. */
void seen_events(const char *stream);
void seen_list(enum model_list list, const char *stream);

/* Append the rows of a list, in order, a line each: its cells with | between them, and for each
 * since the milliseconds that it is ago. */
void seen_rows(enum top_tab tab, struct buf *out);

/* A page as lines, without blanks at their ends; a piece that does not fit into it fails. */
void seen_page(const struct page *page, struct buf *out);

#define EXPECT_ROWS(tab, want)                                                                     \
	do {                                                                                       \
		struct buf rows_ = BUF_INIT(BUF_MAX_TEXT);                                         \
		seen_rows((tab), &rows_);                                                          \
		EXPECT_STR(buf_str(&rows_), str_of(want));                                         \
		buf_clear(&rows_);                                                                 \
	} while (0)

#endif
