/* SPDX-License-Identifier: ISC */
/* Sends what changes on its board, and does what the front asks for. */
#include "top/remote.h"

#include "base/err.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/fleet_control.h"
#include "client/fleet_member.h"
#include "client/loop.h"
#include "top/act.h"
#include "top/feed.h"
#include "top/wire.h"

#define FRAME 100 /* ms in which changes are collected */

struct remote {
	struct client *client;
	struct board *board;
	struct model *model;
	struct feed *feed;
	struct loop_fd front;
	struct timer timer;
	bool set;
	bool complete; /* the front knows that all is known */
	bool quits;
	uint64_t follows; /* the number of what is followed */
	bool refused; /* there is no screen; the front has said so */
	struct buf trouble; /* that the front knows of */
	struct buf out;
};

static void
tell(const struct remote *r, enum wire kind, struct str text)
{
	wire_send(r->client->member->control, kind, text);
}

static void
put(void *arg, const struct row *row)
{
	struct remote *r = arg;

	buf_reset(&r->out);
	wire_write_row(&r->out, row);
	tell(r, WIRE_ROW, buf_str(&r->out));
}

static void
drop(void *arg, const struct row *row)
{
	struct remote *r = arg;

	buf_reset(&r->out);
	buf_addf(&r->out, "%llu", (unsigned long long)row->id);
	tell(r, WIRE_DROP, buf_str(&r->out));
}

static void
tell_trouble(struct remote *r)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	feed_trouble(r->feed, &text);
	if (!str_eq(buf_str(&text), buf_str(&r->trouble))) {
		tell(r, WIRE_TROUBLE, buf_str(&text));
		buf_reset(&r->trouble);
		buf_adds(&r->trouble, buf_str(&text));
	}
	buf_clear(&text);
}

/* Send what has changed. */
static void
flush(struct timer *t)
{
	struct remote *r = t->owner;
	size_t n;

	r->set = false;
	model_settle(r->model, clock_now());
	for (size_t tab = 0; tab < TOP_TABS; tab++)
		board_rows(r->board, (enum top_tab)tab, &n);
	tell_trouble(r);
	if (feed_complete(r->feed) && !r->complete)
		tell(r, WIRE_WHOLE, STR(""));
	r->complete = feed_complete(r->feed);
}

static void
changed(void *arg)
{
	struct remote *r = arg;

	if (!r->set)
		loop_set_timer(r->client->loop, &r->timer, clock_now() + FRAME);
	r->set = true;
}

static void
take_lines(void *arg, struct str lines)
{
	const struct remote *r = arg;
	struct str line;
	struct buf whole = BUF_INIT(BUF_MAX_LINE);

	while (lines.n && str_cut(&lines, '\n', &line)) {
		buf_reset(&whole);
		wire_write_lines(&whole, &(struct wire_lines){r->follows, str_head(line, 16384)});
		buf_addc(&whole, '\n');
		tell(r, WIRE_LINES, buf_str(&whole));
	}
	buf_clear(&whole);
}

static void
act(struct remote *r, const struct row_target *target, const struct wire_ask *ask)
{
	struct buf said = BUF_INIT(BUF_MAX_LINE);
	struct err err = {0};

	if (act_run(r->client, target, &ask->order, &said, &err) == 0)
		tell(r, WIRE_SAID, buf_str(&said));
	else
		tell(r, WIRE_FAILED, str_of(err.text));
	buf_clear(&said);
}

static void
take_ask(struct remote *r, const struct wire_ask *ask)
{
	const struct row *row = board_find(r->board, 0, ask->id);
	struct row_target target = {.channel = STR("")};
	enum command what = ask->order.what;

	if (row)
		target = model_target(r->model, row);
	if (what == DO_HANGUP || what == DO_REDIRECT || what == DO_PAUSE || what == DO_UNPAUSE) {
		act(r, &target, ask);
		return;
	}
	r->follows = ask->number;
	feed_follow(r->feed, target.channel, what, ask->columns, take_lines, r);
}

static void
take_text(struct remote *r, struct str text)
{
	struct str rest = str_from_at(text, 1);
	struct wire_ask ask;
	long long tab;

	switch (text.n ? text.p[0] : 0) {
	case WIRE_ASK:
		if (wire_read_ask(rest, &ask))
			take_ask(r, &ask);
		break;
	case WIRE_SHOW:
		if (wire_number(rest, &tab) && tab >= 0 && tab < TOP_TABS)
			feed_show(r->feed, (enum top_tab)tab);
		break;
	case WIRE_REFRESH:
		feed_refresh(r->feed);
		break;
	case WIRE_REFUSED:
	case WIRE_QUIT:
		r->quits = true;
		r->refused = text.p[0] == WIRE_REFUSED;
		break;
	default:
		break;
	}
}

/* A message of the front. */
static void
take_message(struct loop_fd *w)
{
	struct remote *r = w->owner;
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	enum fleet_control kind;
	int got = fleet_control_receive(w->fd, &kind, &text);

	if (got > 0 && kind == CONTROL_TOP)
		take_text(r, buf_str(&text));
	if (got < 0)
		r->quits = true;
	buf_clear(&text);
}

static bool
is_over(void *arg)
{
	struct remote *r = arg;

	feed_go(r->feed);
	return r->quits || connection_is_gone(r->client->connection);
}

static int
follow_on(struct remote *r, struct err *err)
{
	struct loop_fd *outer = r->client->loop->watch;

	loop_watch(r->client->loop, &r->front);
	int failed = loop_until(r->client->loop, is_over, r, -1, CLOCK_NEVER, err);
	loop_watch(r->client->loop, outer);
	if (r->refused)
		return err_set(err, ERR_USAGE, "%s", "");
	if (!failed && !r->quits)
		return connection_why_gone(r->client->connection, err);
	return failed;
}

int
remote_run(struct client *client, enum top_tab tab, struct err *err)
{
	static const char *const only[] = {""};
	struct remote r = {
	    .client = client,
	    .front = {.fd = client->member->control, .take = take_message},
	    .timer = {.fire = flush},
	    .trouble = BUF_INIT(BUF_MAX_LINE),
	    .out = BUF_INIT(BUF_MAX_LINE),
	};
	const struct board_ops ops = {.put = put, .drop = drop, .arg = &r};

	r.front.owner = r.timer.owner = &r;
	tell(&r, WIRE_BEGIN, str_of(lists[tab].name));
	r.board = board_new(only, 1, &ops);
	r.model = model_new(r.board, 0);
	r.feed = feed_new(client, r.model, changed, &r);
	feed_show(r.feed, tab);
	int failed = follow_on(&r, err);
	loop_clear_timer(client->loop, &r.timer);
	feed_free(r.feed);
	model_free(r.model);
	board_free(r.board);
	buf_clear(&r.trouble);
	buf_clear(&r.out);
	return failed;
}
