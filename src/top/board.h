/* SPDX-License-Identifier: ISC */
/*
 * The rows of all lists, found by id, and in the order in which they are shown: sorted and
 * filtered. The work of a change does not grow with the rows: only those that have changed are
 * sorted again. Members and callers of a queue stay with it.
 */
#ifndef TOP_BOARD_H
#define TOP_BOARD_H

#include "top/row.h"

struct board;

/* Who is told of changes; NULL: nobody. */
struct board_ops {
	void (*put)(void *arg, const struct row *row);
	void (*drop)(void *arg, const struct row *row);
	void *arg;
};

/* Names of the servers, borrowed; n is 1 for one. */
struct board *board_new(const char *const *servers, size_t n, const struct board_ops *ops);
void board_free(struct board *b);

/* Add a row, or replace the one with its server and id; its texts become the board's. Does nothing
 * if it is the same. */
void board_take(struct board *b, struct row *row);

void board_drop(struct board *b, size_t server, uint64_t id);

/* Drop all rows of a server. */
void board_drop_all(struct board *b, size_t server);

/* NULL: there is none. */
const struct row *board_find(const struct board *b, size_t server, uint64_t id);

/* How many rows are of this kind, and how many of them have this mood. */
size_t board_count(const struct board *b, enum top_kind kind);
size_t board_count_mood(const struct board *b, enum top_kind kind, enum top_mood mood);

/* Sort a list by this column, from now on. */
void board_sort(struct board *b, enum top_tab tab, size_t column, bool down);
size_t board_sorted(const struct board *b, enum top_tab tab, bool *down);

/* Show only rows that have this text somewhere, whatever its case, and their queues; empty: all. */
void board_filter(struct board *b, struct str text);
struct str board_filtered(const struct board *b);

/* The rows of a list that are shown, in order. Good until the next change. */
const struct row *const *board_rows(struct board *b, enum top_tab tab, size_t *n);

/* The name of a server, printable; how many there are. */
const char *board_server(const struct board *b, size_t server);
size_t board_servers(const struct board *b);

#endif
