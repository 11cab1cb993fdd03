/* SPDX-License-Identifier: ISC */
/* The screen top of several servers: rows come from the workers, and keys go to them. */
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/out.h"
#include "base/text.h"
#include "fleet/fleet_impl.h"
#include "top/stage.h"
#include "top/wire.h"

struct fleet_top {
	struct fleet *fleet;
	char **names;        /* of the servers, printable */
	struct buf *trouble; /* of each */
	bool *whole;         /* all is known of it */
	struct board *board;
	struct stage stage;
	size_t follows; /* the server of the call that is followed, or n */
	uint64_t number; /* of what is followed: lines with another come too late */
	size_t members; /* how many workers send rows */
};

static void
tell(const struct worker *w, enum wire kind, struct str text)
{
	if (w->tops && w->control >= 0)
		wire_send(w->control, kind, text);
}

static void
tell_all(const struct fleet *f, enum wire kind, struct str text)
{
	for (size_t i = 0; i < f->n; i++)
		tell(&f->v[i], kind, text);
}

static void
show(void *arg, enum top_tab tab)
{
	const struct fleet_top *t = arg;
	struct buf number = BUF_INIT(32);

	buf_addf(&number, "%d", (int)tab);
	tell_all(t->fleet, WIRE_SHOW, buf_str(&number));
	buf_clear(&number);
}

static void
refresh(void *arg)
{
	const struct fleet_top *t = arg;

	tell_all(t->fleet, WIRE_REFRESH, STR(""));
	ui_said(t->stage.ui, STR("asking the servers for all again"), false);
}

static void
ask(const struct fleet_top *t, size_t server, uint64_t id, const struct order *order)
{
	struct buf message = BUF_INIT(BUF_MAX_LINE);
	size_t rows, columns;

	screen_size(t->stage.screen, &rows, &columns);
	wire_write_ask(&message, &(struct wire_ask){*order, id, columns, t->number});
	if (server < t->fleet->n)
		tell(&t->fleet->v[server], WIRE_ASK, buf_str(&message));
	buf_clear(&message);
}

static void
act(void *arg, const struct row *row, const struct order *order)
{
	ask(arg, row->server, row->id, order);
}

static void
follow(void *arg, const struct row *row, enum command what)
{
	struct fleet_top *t = arg;

	if (row)
		t->follows = row->server;
	t->number++;
	ask(t, t->follows, row ? row->id : 0, &(struct order){what, STR(""), STR("")});
}

/* What is wrong, of the first server with trouble, and how many more there are. */
static void
add_trouble(const struct fleet_top *t, struct buf *out)
{
	size_t more = 0;

	for (size_t i = 0; i < t->fleet->n; i++) {
		if (t->trouble[i].n && !out->n)
			buf_addf(out, "%s: %.*s", t->names[i],
			    STR_ARG(buf_str(&t->trouble[i])));
		else
			more += t->trouble[i].n > 0;
	}
	if (more)
		buf_addf(out, "; %zu more", more);
}

static void
draw(struct fleet_top *t)
{
	struct buf trouble = BUF_INIT(BUF_MAX_LINE);
	bool waits = false;

	for (size_t i = 0; i < t->fleet->n; i++)
		waits |= t->fleet->v[i].tops && !t->whole[i];
	add_trouble(t, &trouble);
	stage_draw(&t->stage, buf_str(&trouble), waits);
	buf_clear(&trouble);
}

static void
make_names(struct fleet_top *t)
{
	struct fleet *f = t->fleet;

	t->names = mem_array(f->n, sizeof(*t->names));
	t->trouble = mem_array(f->n, sizeof(*t->trouble));
	t->whole = mem_array(f->n, sizeof(*t->whole));
	for (size_t i = 0; i < f->n; i++) {
		struct buf shown = BUF_INIT(BUF_MAX_LINE);
		text_escape(&shown, str_of(fleet_name(&f->v[i])));
		t->names[i] = mem_strndup(buf_str(&shown));
		t->trouble[i] = BUF_INIT(BUF_MAX_LINE);
		buf_clear(&shown);
	}
}

static void
close_top(struct fleet *f)
{
	struct fleet_top *t = f->top;

	stage_close(&t->stage);
	board_free(t->board);
	for (size_t i = 0; i < f->n; i++) {
		free(t->names[i]);
		buf_clear(&t->trouble[i]);
	}
	free(t->names);
	free(t->trouble);
	free(t->whole);
	free(t);
	f->top = NULL;
}

static int
open_top(struct fleet *f, enum top_tab tab, struct err *err)
{
	struct stage stage;

	if (stage_open(&stage, f->color, err) < 0)
		return -1;
	struct fleet_top *t = f->top = mem_alloc(sizeof(*t));
	const struct ui_host host = {
	    .show = show, .refresh = refresh, .act = act, .follow = follow, .arg = t};
	struct buf name = BUF_INIT(BUF_MAX_LINE);
	t->fleet = f;
	t->stage = stage;
	t->follows = f->n;
	make_names(t);
	t->board = board_new((const char *const *)t->names, f->n, NULL);
	buf_addf(&name, "%zu servers", f->n);
	stage_show(&t->stage, t->board, buf_str(&name), f->read_only, &host, tab);
	buf_clear(&name);
	return 0;
}

/* A worker begins. */
static void
begin(struct fleet *f, struct worker *w, struct str list)
{
	struct err err = {0};
	enum top_tab tab = row_tab(list);

	w->tops = true;
	if (!f->top && open_top(f, tab < TOP_TABS ? tab : TOP_CALLS, &err) < 0) {
		if (!f->refused)
			out_error("top: %s", err.text);
		f->refused = true;
		tell(w, WIRE_REFUSED, STR(""));
		w->tops = false;
		return;
	}
	f->top->members++;
	f->top->whole[w - f->v] = false;
}

static void
take_row(struct fleet_top *t, size_t server, struct str text)
{
	struct row row;

	if (wire_read_row(text, &row)) {
		row.server = server;
		board_take(t->board, &row);
	}
	row_clear(&row);
}

static void
drop_row(struct fleet_top *t, size_t server, struct str text)
{
	long long id;

	if (wire_number(text, &id))
		board_drop(t->board, server, (uint64_t)id);
}

static void
take_lines(const struct fleet_top *t, size_t server, struct str text)
{
	struct wire_lines lines;

	if (server == t->follows && wire_read_lines(text, &lines) && lines.number == t->number)
		ui_lines(t->stage.ui, lines.text);
}

/* How something went, on which server. */
static void
say(const struct fleet_top *t, size_t server, struct str text, bool bad)
{
	struct buf said = BUF_INIT(BUF_MAX_LINE);

	buf_addf(&said, "%s: %.*s", t->names[server], STR_ARG(text));
	ui_said(t->stage.ui, buf_str(&said), bad);
	buf_clear(&said);
}

void
fleet_top_take(struct fleet *f, struct worker *w, struct str text)
{
	struct str rest = str_from_at(text, 1);
	size_t server = (size_t)(w - f->v);
	char kind = text.n ? text.p[0] : '\0';

	if (kind == WIRE_BEGIN)
		begin(f, w, rest);
	if (!f->top || !w->tops)
		return;
	switch (kind) {
	case WIRE_ROW:
		take_row(f->top, server, rest);
		break;
	case WIRE_DROP:
		drop_row(f->top, server, rest);
		break;
	case WIRE_SAID:
	case WIRE_FAILED:
		say(f->top, server, rest, kind == WIRE_FAILED);
		break;
	case WIRE_TROUBLE:
		buf_reset(&f->top->trouble[server]);
		buf_adds(&f->top->trouble[server], rest);
		break;
	case WIRE_LINES:
		take_lines(f->top, server, rest);
		break;
	case WIRE_WHOLE:
		f->top->whole[server] = true;
		break;
	default:
		break;
	}
	stage_changed(&f->top->stage);
}

void
fleet_top_end(struct fleet *f, struct worker *w)
{
	if (!w->tops)
		return;
	w->tops = false;
	if (!f->top)
		return;
	board_drop_all(f->top->board, (size_t)(w - f->v));
	f->top->stage.due = 0;
	if (--f->top->members == 0)
		close_top(f);
}

/* Everybody has gone, or goes. */
void
fleet_top_close(struct fleet *f)
{
	f->refused = false;
	if (f->top)
		close_top(f);
}

msec
fleet_top_deadline(const struct fleet *f)
{
	return f->top ? f->top->stage.due : CLOCK_NEVER;
}

void
fleet_top_work(struct fleet *f)
{
	struct fleet_top *t = f->top;

	if (!t)
		return;
	while (stage_take_keys(&t->stage))
		tell_all(f, WIRE_QUIT, STR(""));
	if (stage_is_due(&t->stage))
		draw(t);
}

void
fleet_top_signals(struct fleet *f, unsigned got)
{
	if (f->top)
		stage_signals(&f->top->stage, got);
}
