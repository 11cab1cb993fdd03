/* SPDX-License-Identifier: ISC */
/*
 * A row of one of the lists that `top` shows, and what each list is: its columns. Texts are
 * printable, since they are made so where they come in.
 */
#ifndef TOP_ROW_H
#define TOP_ROW_H

#include "base/clock.h"

enum top_tab { TOP_CALLS, TOP_QUEUES, TOP_ENDPOINTS, TOP_TABS };

/* What a row is about. */
enum top_kind { TOP_CALL, TOP_QUEUE, TOP_CALLER, TOP_MEMBER, TOP_ENDPOINT };

/* How its state is to be seen. */
enum top_mood { MOOD_PLAIN, MOOD_GOOD, MOOD_BUSY, MOOD_BAD, MOOD_QUIET };

#define ROW_CELLS  5
#define ROW_SINCES 2
#define ROW_NEVER  INT64_MIN /* no time */

struct row {
	enum top_tab tab;
	enum top_kind kind;
	size_t server; /* index */
	uint64_t id;   /* among the rows of its server */
	uint64_t group; /* the id of its queue; its own for what is in no group */
	long place;    /* among the callers of a queue */
	enum top_mood mood;
	char *cell[ROW_CELLS];  /* NULL: empty */
	msec since[ROW_SINCES]; /* by the clock of base/clock.h, or ROW_NEVER */
};

/* What it is about, for actions: what is not known or not of its kind is empty. */
struct row_target {
	struct str channel;
	struct str queue;
	struct str interface; /* of a member */
};

enum column_kind { COLUMN_TEXT, COLUMN_NUMBER, COLUMN_SINCE, COLUMN_SERVER };

struct column {
	const char *name;
	enum column_kind kind;
	size_t at;       /* index of its cell or since */
	size_t least;    /* columns of the terminal that it keeps, if it is there at all */
	unsigned worth;  /* the columns of least worth are left out first */
	bool dim;
};

struct list {
	const char *name;
	const struct column *columns;
	size_t n;
};

/* The list of a tab. Its first column is COLUMN_SERVER. */
extern const struct list lists[TOP_TABS];

/* The tab of that name, or TOP_TABS. */
enum top_tab row_tab(struct str name);

/* The text of a cell. */
struct str row_cell(const struct row *row, size_t cell);

/* Set a cell, made printable. row_clear frees them. */
void row_set(struct row *row, size_t cell, struct str text);
void row_clear(struct row *row);

#endif
