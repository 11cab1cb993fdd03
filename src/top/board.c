/* SPDX-License-Identifier: ISC */
/*
 * Each list has its rows in an array in order. What has changed is taken out of it, sorted, and
 * merged in again, when somebody looks.
 */
#include "top/board.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/fold.h"
#include "base/keys.h"
#include "base/mem.h"

#define KINDS (TOP_ENDPOINT + 1)
#define MOODS (MOOD_QUIET + 1)

struct seat {
	struct row row;
	struct {
		uint64_t server, id;
	} key; /* by which it is found */
	bool shown;   /* the filter lets it pass */
	bool stale;   /* its place in the order is not known */
	bool gone;    /* to be freed when the order is made */
};

struct shelf {
	struct seat **v; /* in order, but for stale ones */
	size_t n;
	const struct row **rows; /* of those that are shown */
	size_t rows_n;
	size_t column;
	bool down;
	bool stale; /* seats of it are */
	bool all;   /* everything is to be sorted again */
};

struct board {
	struct keys keys;
	struct shelf shelf[TOP_TABS];
	size_t count[KINDS][MOODS];
	struct buf filter;
	const char *const *servers;
	size_t servers_n;
	struct board_ops ops;
};

struct board *
board_new(const char *const *servers, size_t n, const struct board_ops *ops)
{
	struct board *b = mem_alloc(sizeof(*b));

	b->keys.exact = true;
	buf_init(&b->filter, BUF_MAX_LINE);
	b->servers = servers;
	b->servers_n = n;
	if (ops)
		b->ops = *ops;
	for (size_t i = 0; i < TOP_TABS; i++)
		b->shelf[i].column = 1;
	return b;
}

static void
free_seat(struct seat *s)
{
	row_clear(&s->row);
	free(s);
}

void
board_free(struct board *b)
{
	if (!b)
		return;
	for (size_t i = 0; i < TOP_TABS; i++) {
		for (size_t k = 0; k < b->shelf[i].n; k++)
			free_seat(b->shelf[i].v[k]);
		free(b->shelf[i].v);
		free(b->shelf[i].rows);
	}
	keys_clear(&b->keys);
	buf_clear(&b->filter);
	free(b);
}

static struct str
key_of(const struct seat *s)
{
	return str_from((const char *)&s->key, sizeof(s->key));
}

static struct seat *
find(const struct board *b, size_t server, uint64_t id)
{
	struct seat wanted = {.key = {server, id}};

	return keys_address(&b->keys, key_of(&wanted));
}

const struct row *
board_find(const struct board *b, size_t server, uint64_t id)
{
	const struct seat *s = find(b, server, id);

	return s ? &s->row : NULL;
}

const char *
board_server(const struct board *b, size_t server)
{
	return server < b->servers_n ? b->servers[server] : "";
}

size_t
board_servers(const struct board *b)
{
	return b->servers_n;
}

/* Does a text hold the filter? */
static bool
holds(const struct board *b, struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (fold_starts(str_from_at(text, i), buf_str(&b->filter)))
			return true;
	return false;
}

static bool
passes(const struct board *b, const struct row *row)
{
	bool found = b->filter.n == 0 ||
	    (b->servers_n > 1 && holds(b, str_of(board_server(b, row->server))));

	for (size_t i = 0; i < ROW_CELLS && !found; i++)
		found = row->cell[i] && holds(b, row_cell(row, i));
	return found;
}

static void
make_stale(struct board *b, struct seat *s)
{
	struct shelf *shelf = &b->shelf[s->row.tab];

	shelf->stale = s->stale = true;
	/* A queue takes its members and callers along. */
	shelf->all |= s->row.kind == TOP_QUEUE;
}

static bool
same(const struct row *a, const struct row *b)
{
	bool equal = a->kind == b->kind && a->group == b->group && a->place == b->place &&
	    a->mood == b->mood;

	for (size_t i = 0; i < ROW_SINCES; i++)
		equal &= a->since[i] == b->since[i];
	for (size_t i = 0; i < ROW_CELLS && equal; i++)
		equal = str_eq(row_cell(a, i), row_cell(b, i));
	return equal;
}

static void
count(struct board *b, const struct row *row, size_t n)
{
	b->count[row->kind][row->mood] += n;
}

static struct seat *
add(struct board *b, const struct row *row)
{
	struct shelf *shelf = &b->shelf[row->tab];
	struct seat *s = mem_alloc(sizeof(*s));

	s->key.server = row->server;
	s->key.id = row->id;
	keys_add(&b->keys, key_of(s), (size_t)s);
	shelf->v = mem_more(shelf->v, shelf->n, sizeof(struct seat *));
	shelf->v[shelf->n++] = s;
	return s;
}

void
board_take(struct board *b, struct row *row)
{
	struct seat *s = find(b, row->server, row->id);

	if (s && same(&s->row, row)) {
		row_clear(row);
		return;
	}
	if (s)
		count(b, &s->row, (size_t)-1);
	else
		s = add(b, row);
	row_clear(&s->row);
	s->row = *row;
	memset(row->cell, 0, sizeof(row->cell));
	count(b, &s->row, 1);
	s->shown = passes(b, &s->row);
	make_stale(b, s);
	if (b->ops.put)
		b->ops.put(b->ops.arg, &s->row);
}

static void
drop(struct board *b, struct seat *s)
{
	if (s->gone)
		return;
	if (b->ops.drop)
		b->ops.drop(b->ops.arg, &s->row);
	count(b, &s->row, (size_t)-1);
	keys_remove(&b->keys, key_of(s));
	s->gone = true;
	make_stale(b, s);
}

void
board_drop(struct board *b, size_t server, uint64_t id)
{
	struct seat *s = find(b, server, id);

	if (s)
		drop(b, s);
}

void
board_drop_all(struct board *b, size_t server)
{
	for (size_t tab = 0; tab < TOP_TABS; tab++)
		for (size_t i = 0; i < b->shelf[tab].n; i++)
			if (b->shelf[tab].v[i]->row.server == server)
				drop(b, b->shelf[tab].v[i]);
}

size_t
board_count_mood(const struct board *b, enum top_kind kind, enum top_mood mood)
{
	return b->count[kind][mood];
}

size_t
board_count(const struct board *b, enum top_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < MOODS; i++)
		n += b->count[kind][i];
	return n;
}

void
board_sort(struct board *b, enum top_tab tab, size_t column, bool down)
{
	b->shelf[tab].column = column;
	b->shelf[tab].down = down;
	b->shelf[tab].all = true;
}

size_t
board_sorted(const struct board *b, enum top_tab tab, bool *down)
{
	*down = b->shelf[tab].down;
	return b->shelf[tab].column;
}

void
board_filter(struct board *b, struct str text)
{
	buf_reset(&b->filter);
	buf_adds(&b->filter, text);
	for (size_t tab = 0; tab < TOP_TABS; tab++) {
		b->shelf[tab].all = true;
		for (size_t i = 0; i < b->shelf[tab].n; i++)
			b->shelf[tab].v[i]->shown = passes(b, &b->shelf[tab].v[i]->row);
	}
}

struct str
board_filtered(const struct board *b)
{
	return buf_str(&b->filter);
}

/* What qsort compares by, which it does not pass on. */
static struct {
	const struct board *board;
	const struct shelf *shelf;
	const struct column *column;
} by;

static int
compare_numbers(double a, double b)
{
	return (a > b) - (a < b);
}

/* Empty cells are less than any number. */
static double
number_of(struct str text)
{
	return text.n ? strtod(text.p, NULL) : -1;
}

static int
compare_sinces(msec a, msec b)
{
	if (a == ROW_NEVER || b == ROW_NEVER)
		return (a == ROW_NEVER) - (b == ROW_NEVER); /* after all others */
	return (a > b) - (a < b);
}

static int
compare_by_column(const struct row *a, const struct row *b)
{
	const struct column *c = by.column;

	switch (c->kind) {
	case COLUMN_SERVER:
		return (a->server > b->server) - (a->server < b->server);
	case COLUMN_SINCE:
		return compare_sinces(a->since[c->at], b->since[c->at]);
	case COLUMN_NUMBER:
		return compare_numbers(
		    number_of(row_cell(a, c->at)), number_of(row_cell(b, c->at)));
	case COLUMN_TEXT:
		break;
	}
	return str_icmp(row_cell(a, c->at), row_cell(b, c->at));
}

static int
compare_ids(const struct row *a, const struct row *b)
{
	if (a->server != b->server)
		return a->server > b->server ? 1 : -1;
	return (a->id > b->id) - (a->id < b->id);
}

static int
compare_rows(const struct row *a, const struct row *b)
{
	int result = compare_by_column(a, b);

	if (by.shelf->down)
		result = -result;
	return result ? result : compare_ids(a, b);
}

/* Of one queue: itself, the callers as they wait, the members. */
static int
compare_within(const struct row *a, const struct row *b)
{
	if (a->kind != b->kind)
		return a->kind > b->kind ? 1 : -1;
	if (a->kind == TOP_CALLER && a->place != b->place)
		return a->place > b->place ? 1 : -1;
	return compare_rows(a, b);
}

static const struct row *
group_of(const struct row *row)
{
	const struct row *group =
	    row->group == row->id ? row : board_find(by.board, row->server, row->group);

	return group ? group : row;
}

static int
compare_seats(const void *x, const void *y)
{
	const struct row *a = &(*(struct seat *const *)x)->row;
	const struct row *b = &(*(struct seat *const *)y)->row;

	if (a->kind != TOP_QUEUE && a->kind != TOP_CALLER && a->kind != TOP_MEMBER)
		return compare_rows(a, b);
	const struct row *first = group_of(a), *second = group_of(b);
	return first == second ? compare_within(a, b) : compare_rows(first, second);
}

/* Take stale seats out, free those that are gone; the others stay in order. */
static size_t
take_out(struct shelf *shelf, struct seat **stale)
{
	size_t kept = 0, n = 0;

	for (size_t i = 0; i < shelf->n; i++) {
		struct seat *s = shelf->v[i];
		if (s->gone) {
			free_seat(s);
		} else if (s->stale) {
			s->stale = false;
			stale[n++] = s;
		} else {
			shelf->v[kept++] = s;
		}
	}
	shelf->n = kept;
	return n;
}

/* Put sorted seats into their places among those that are in order. */
static void
merge(struct shelf *shelf, struct seat *const *seats, size_t n)
{
	size_t from = shelf->n, to = shelf->n + n;

	while (n > 0) {
		if (from > 0 && compare_seats(&shelf->v[from - 1], &seats[n - 1]) > 0)
			shelf->v[--to] = shelf->v[--from];
		else
			shelf->v[--to] = seats[--n];
	}
}

/* A queue is shown with each of its members and callers, and they with it. */
static void
show_groups(const struct board *b, struct shelf *shelf)
{
	struct seat *queue = NULL;

	if (b->filter.n == 0)
		return;
	for (size_t i = 0; i < shelf->n; i++) {
		struct seat *s = shelf->v[i];
		if (s->row.kind == TOP_QUEUE) {
			queue = s;
			queue->shown = passes(b, &s->row);
		} else if (queue && queue->row.id == s->row.group) {
			queue->shown |= s->shown;
		}
	}
}

static void
pick_shown(struct shelf *shelf)
{
	free(shelf->rows);
	shelf->rows = mem_array(shelf->n + 1, sizeof(struct row *));
	shelf->rows_n = 0;
	for (size_t i = 0; i < shelf->n; i++)
		if (shelf->v[i]->shown)
			shelf->rows[shelf->rows_n++] = &shelf->v[i]->row;
}

static void
order(const struct board *b, struct shelf *shelf, enum top_tab tab)
{
	struct seat **stale = mem_array(shelf->n + 1, sizeof(struct seat *));
	size_t n = take_out(shelf, stale);

	by.board = b;
	by.shelf = shelf;
	by.column = &lists[tab].columns[shelf->column];
	qsort(stale, n, sizeof(struct seat *), compare_seats);
	size_t whole = shelf->n + n;
	if (shelf->all && whole > 0) {
		memcpy(shelf->v + shelf->n, stale, n * sizeof(struct seat *));
		qsort(shelf->v, whole, sizeof(struct seat *), compare_seats);
	} else {
		merge(shelf, stale, n);
	}
	shelf->n = whole;
	shelf->stale = shelf->all = false;
	free(stale);
}

const struct row *const *
board_rows(struct board *b, enum top_tab tab, size_t *n)
{
	struct shelf *shelf = &b->shelf[tab];

	if (shelf->stale || shelf->all) {
		order(b, shelf, tab);
		show_groups(b, shelf);
		pick_shown(shelf);
	}
	*n = shelf->rows_n;
	return shelf->rows;
}
