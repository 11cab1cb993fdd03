/* SPDX-License-Identifier: ISC */
/* From a request of ARI to its session, or to the screen in a dry run. */
#include "client/ari_perform.h"

#include "ami/action.h"
#include "ari/hide.h"
#include "ari/path.h"
#include "ari/requests.h"
#include "base/out.h"
#include "base/text.h"
#include "client/ari.h"
#include "client/ask.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/display.h"
#include "client/eventlog.h"
#include "client/jobs.h"
#include "client/loop.h"
#include "client/messages.h"
#include "client/perform.h"
#include "client/recorder.h"
#include "client/request.h"
#include "lang/settings.h"
#include "session/item.h"
#include "session/session.h"

/* It was not answered: say what the local files lack, too. */
static void
lose(struct client *client, const struct item *item)
{
	struct item lost = *item;
	struct err err = {0};

	err_set(&err, item->error, "%.*s", STR_ARG(item->text));
	ari_explain(client, &err);
	lost.text = str_of(err.text);
	loop_answer(client->loop, client->connection->ari.session, &lost);
}

static bool
take(void *arg, const struct item *item)
{
	struct client *client = arg;
	struct connection *c = client->connection;

	if (item->kind == ITEM_SENT || item->kind == ITEM_HEARD)
		record_overhear(
		    client, item->kind == ITEM_SENT ? ARI_REQUEST : ARI_ANSWER, item->text);
	else if (item->kind == ITEM_NOTICE)
		out_remark("-- %.*s", STR_ARG(item->text));
	else if (item->kind == ITEM_LOST)
		lose(client, item);
	else
		loop_answer(client->loop, c->ari.session, item);
	if (item->kind == ITEM_LOST && item->error == ERR_LOGIN && client->display->interactive)
		connection_end_ari(c); /* the next request asks for the secret */
	return false;
}

int
ari_ready(struct client *client, struct err *err)
{
	struct connection *c = client->connection;

	if (client->settings->dry_run)
		return 0;
	if (c->ari_again)
		ari_end(client, &c->ari);
	if (c->ari.session)
		return 0;
	return ari_begin(client, &c->ari, ari_requests_run, STR(""), false, take, err);
}

/* Append "ari delete channels/1.2": what it is called. */
static void
add_name(struct buf *out, const struct path *p)
{
	struct str target = buf_str(&p->target);

	buf_addz(out, "ari ");
	for (const char *c = p->method; *c; c++)
		buf_addc(out, str_lower(*c));
	buf_addc(out, ' ');
	buf_adds(out, str_head(target, str_chr(target, '?')));
}

static bool
changes(const struct path *p)
{
	return !str_eq(str_of(p->method), STR("GET"));
}

/* Does it remove an item that ARI has listed? An item may end another one's life with its own, as
 * the channels of a call do. */
static bool
removes_item(const struct client *client, const struct path *p)
{
	const struct messages *m = client->messages;
	const struct msg *row = m->rows_n ? m->rows[m->rows_n - 1] : NULL;
	struct str target = buf_str(&p->target);
	struct buf name = BUF_INIT(BUF_MAX_LINE);

	if (!str_eq(str_of(p->method), STR("DELETE")) || !row || !row->json)
		return false;
	target = str_head(target, str_chr(target, '?'));
	while (str_chr(target, '/') < target.n)
		target = str_from_at(target, str_chr(target, '/') + 1);
	buf_add_decoded(&name, target);
	bool listed = str_eq(msg_get(row, STR("id")), buf_str(&name)) ||
	              str_eq(msg_get(row, STR("name")), buf_str(&name));
	buf_clear(&name);
	return listed;
}

/* Print the request instead of sending it. */
static int
print_request(const struct path *p)
{
	struct buf text = BUF_INIT(BUF_MAX_TEXT), shown = BUF_INIT(BUF_MAX_TEXT);
	struct str target = buf_str(&p->target);

	buf_addf(&text, "%s /ari/", p->method);
	hide_target(&text, target);
	buf_addc(&text, '\n');
	if (p->has_body) {
		hide_body(&text, target, buf_str(&p->body));
		buf_addc(&text, '\n');
	}
	buf_addc(&text, '\n');
	if (out_is_terminal())
		text_escape_lines(&shown, buf_str(&text));
	else
		buf_adds(&shown, buf_str(&text));
	out_write(buf_str(&shown));
	buf_clear(&text);
	buf_clear(&shown);
	return 0;
}

/* Give it to the session; w gets the answer. */
static void
send(struct client *client, const struct path *p, struct waiter *w)
{
	const struct connection *c = client->connection;
	struct action a = {.name = BUF_INIT(BUF_MAX_LINE), .id = BUF_INIT(BUF_MAX_LINE)};

	buf_init_secret(&a.wire, 2 * BUF_MAX_LINE);
	buf_addz(&a.name, "ari");
	path_write(p, &a.wire);
	w->session = c->ari.session;
	w->request = session_send(c->ari.session, &a, client->settings->timeout);
	loop_await(client->loop, w);
	action_clear(&a);
}

static int
run(struct client *client, const struct path *p, struct str name, struct err *err)
{
	loop_catch_up(client->loop);
	if (client->settings->read_only && changes(p))
		return err_set(err, ERR_USAGE,
		    "%.*s: refused by read-only: it does more than report", STR_ARG(name));
	err_clear(err);
	if (client->settings->dry_run)
		return print_request(p);
	const struct asked asked = {.changes = changes(p), .removes = removes_item(client, p)};
	struct request *r = perform_request(client, name, &asked);
	eventlog_reset(client->log);
	send(client, p, &r->waiter);
	return jobs_run(client, r, err);
}

int
ari_perform(struct client *client, const struct path *p, struct err *err)
{
	struct buf name = BUF_INIT(2 * BUF_MAX_LINE);

	if (ari_ready(client, err) < 0)
		return -1;
	add_name(&name, p);
	int failed = run(client, p, buf_str(&name), err);
	buf_clear(&name);
	return failed;
}

int
ari_ask(struct client *client, struct str target, struct waiter *w, struct err *err)
{
	struct path p;

	if (client->settings->dry_run)
		return err_set(err, ERR_CONNECT, "nothing is sent in a dry run");
	if (!client->connection->ari.session && !ari_is_known(client))
		return err_set(err, ERR_CONNECT, "the secret of ARI is not known yet");
	if (ari_ready(client, err) < 0)
		return -1;
	path_init(&p, false);
	p.method = "GET";
	buf_adds(&p.target, target);
	send(client, &p, w);
	path_clear(&p);
	return 0;
}
