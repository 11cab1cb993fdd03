/* SPDX-License-Identifier: ISC */
/* From an action to the session, or to the screen in a dry run. */
#include "client/send.h"

#include "ami/catalog.h"
#include "base/out.h"
#include "base/redact.h"
#include "base/text.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/loop.h"
#include "lang/args.h"
#include "lang/settings.h"
#include "session/session.h"

int
send_begin_as(struct client *client, struct action *a, struct str name, struct str id,
    struct err *err)
{
	return id.n ? action_init(a, name, id, err) : send_begin(client, a, name, err);
}

/* Start an action of a session; NULL: of none, in a dry run. */
static int
begin(struct session *s, struct action *a, struct str name, struct err *err)
{
	struct buf id = BUF_INIT(ACTION_MAX_ID);

	if (s)
		session_action_id(s, &id);
	int failed = action_init(a, name, buf_str(&id), err);
	buf_clear(&id);
	return failed;
}

int
send_begin(struct client *client, struct action *a, struct str name, struct err *err)
{
	return begin(client->connection->session, a, name, err);
}

static int
make(struct session *s, struct action *a, const char *name, const struct header *headers, size_t n,
    struct err *err)
{
	int failed = begin(s, a, str_of(name), err);

	for (size_t i = 0; i < n && !failed; i++)
		if (headers[i].value.n)
			failed = action_header(a, headers[i].name, headers[i].value, err);
	return failed;
}

int
send_make(struct client *client, struct action *a, const char *name, const struct header *headers,
    size_t n, struct err *err)
{
	return make(client->connection->session, a, name, headers, n, err);
}

static void
give(struct client *client, struct session *s, const struct action *a, struct waiter *w)
{
	uint32_t request = session_send(s, a, client->settings->timeout);

	if (!w)
		return;
	w->session = s;
	w->request = request;
	loop_await(client->loop, w);
}

void
send_action(struct client *client, const struct action *a, struct waiter *w)
{
	give(client, client->connection->session, a, w);
}

int
send_to(struct client *client, struct session *s, const char *name, const struct header *headers,
    size_t n, struct waiter *w, struct err *err)
{
	struct action a;
	int failed = make(s, &a, name, headers, n, err);

	if (!failed) {
		action_end(&a);
		give(client, s, &a, w);
	}
	action_clear(&a);
	return failed;
}

int
send_named(struct client *client, const char *name, const struct header *headers, size_t n,
    struct waiter *w, struct err *err)
{
	return send_to(client, client->connection->session, name, headers, n, w, err);
}

/* Print the block instead of sending it. */
static int
print_block(const struct action *a)
{
	struct buf block = BUF_INIT(BUF_MAX_TEXT), shown = BUF_INIT(BUF_MAX_TEXT);
	struct str rest, line;

	redact_blocks(&block, buf_str(&a->wire));
	rest = buf_str(&block);
	while (str_cut_line(&rest, &line) && rest.p) {
		if (out_is_terminal())
			text_escape(&shown, line);
		else
			buf_adds(&shown, line);
		buf_addc(&shown, '\n');
	}
	out_write(buf_str(&shown));
	buf_clear(&block);
	buf_clear(&shown);
	return 0;
}

int
send_allowed(const struct client *client, const struct action *a, struct err *err)
{
	if (client->settings->read_only && !catalog_is_reporting(buf_str(&a->name)))
		return err_set(err, ERR_USAGE,
		    "%.*s: refused by read-only: it does more than report",
		    STR_ARG(buf_str(&a->name)));
	if (!client->settings->dry_run && !client->connection->online)
		return connection_refuse(client->connection, err);
	return 0;
}

int
send_prepare(struct client *client, struct action *a, bool *ready, struct err *err)
{
	action_end(a);
	loop_catch_up(client->loop);
	if (send_allowed(client, a, err) < 0)
		return -1;
	err_clear(err);
	*ready = !client->settings->dry_run;
	return *ready ? 0 : print_block(a);
}

bool
send_leaves_out(const struct client *client, const char *what, struct str more)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	if (!client->settings->dry_run)
		return false;
	redact_text(&text, more);
	out_remark("-- not run in a dry run: %s%s", what, buf_z(&text));
	buf_clear(&text);
	return true;
}
