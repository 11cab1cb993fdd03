/* SPDX-License-Identifier: ISC */
/* The columns of the lists. */
#include "top/row.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"

#define SERVER {"SERVER", COLUMN_SERVER, 0, 6, 8, false}

static const struct column calls[] = {
    SERVER,
    {"TIME", COLUMN_SINCE, 0, 5, 7, false},
    {"STATE", COLUMN_TEXT, 0, 9, 9, false},
    {"SINCE", COLUMN_SINCE, 1, 5, 3, true},
    {"FROM", COLUMN_TEXT, 1, 12, 10, false},
    {"WITH", COLUMN_TEXT, 2, 10, 6, false},
    {"CHANNEL", COLUMN_TEXT, 3, 8, 2, true},
};

static const struct column queues[] = {
    SERVER,
    {"QUEUE", COLUMN_TEXT, 0, 8, 10, false},
    {"STATE", COLUMN_TEXT, 1, 9, 9, false},
    {"SINCE", COLUMN_SINCE, 1, 5, 7, false},
    {"TAKEN", COLUMN_NUMBER, 2, 5, 5, false},
    {"LOST", COLUMN_NUMBER, 3, 4, 4, false},
    {"CHANNEL", COLUMN_TEXT, 4, 8, 2, true},
};

static const struct column endpoints[] = {
    SERVER,
    {"ENDPOINT", COLUMN_TEXT, 0, 12, 10, false},
    {"STATE", COLUMN_TEXT, 1, 9, 9, false},
    {"SINCE", COLUMN_SINCE, 1, 5, 3, true},
    {"RTT", COLUMN_NUMBER, 2, 6, 6, false},
    {"CALLS", COLUMN_NUMBER, 3, 5, 7, false},
    {"CONTACT", COLUMN_TEXT, 4, 8, 4, true},
};

#define LIST(array) (array), sizeof(array) / sizeof((array)[0])

const struct list lists[TOP_TABS] = {
    [TOP_CALLS] = {"calls", LIST(calls)},
    [TOP_QUEUES] = {"queues", LIST(queues)},
    [TOP_ENDPOINTS] = {"endpoints", LIST(endpoints)},
};

enum top_tab
row_tab(struct str name)
{
	size_t tab = 0;

	while (tab < TOP_TABS && !str_ieq(name, str_of(lists[tab].name)))
		tab++;
	return (enum top_tab)tab;
}

struct str
row_cell(const struct row *row, size_t cell)
{
	return str_of(row->cell[cell]);
}

void
row_set(struct row *row, size_t cell, struct str text)
{
	struct buf shown = BUF_INIT(BUF_MAX_LINE);

	text_escape(&shown, text);
	free(row->cell[cell]);
	row->cell[cell] = shown.n ? mem_strndup(buf_str(&shown)) : NULL;
	buf_clear(&shown);
}

void
row_clear(struct row *row)
{
	for (size_t i = 0; i < ROW_CELLS; i++) {
		free(row->cell[i]);
		row->cell[i] = NULL;
	}
}
