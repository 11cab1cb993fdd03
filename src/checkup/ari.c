/* SPDX-License-Identifier: ISC */
/* Asks ARI which Asterisk it is. */
#include "checkup/ari.h"

#include "base/text.h"
#include "checkup/report.h"
#include "client/ari_perform.h"
#include "client/client.h"
#include "client/connection.h"
#include "conf/target.h"
#include "session/item.h"

#define INFO "asterisk/info?only=system"

/* Do settings say where it is, or the local Asterisk's own files that it is there, and for whom? */
static bool
is_configured(const struct target *t)
{
	const struct options *o = &t->options;

	if (!o->ari || !*o->ari)
		return false;
	return options_origin(o, &o->ari)->source > SOURCE_MANAGER || o->ari_user;
}

struct asking {
	struct buf version;
	struct err err;
};

static void
take(struct waiter *w, const struct item *item)
{
	struct asking *a = w->owner;

	if (item->kind == ITEM_LOST)
		err_set(&a->err, item->error, "%.*s", STR_ARG(item->text));
	else if (item->kind == ITEM_REPLY && msg_is_error(&item->msg))
		err_set(&a->err, ERR_FAILED, "%.*s (HTTP %.*s)",
		    STR_ARG(msg_get(&item->msg, STR("message"))),
		    STR_ARG(msg_title(&item->msg)));
	else if (item->kind == ITEM_REPLY)
		text_escape(&a->version, msg_get(&item->msg, STR("system.version")));
}

static int
ask(struct client *client, struct asking *a, struct err *err)
{
	struct waiter w = {.take = take, .owner = a};

	if (ari_ask(client, STR(INFO), &w, err) < 0)
		return -1;
	int failed = loop_wait_for(client->loop, &w, err);
	if (failed || a->err.kind == ERR_NONE)
		return failed;
	*err = a->err;
	return -1;
}

static const char *
advice_for(enum err_kind kind)
{
	switch (kind) {
	case ERR_LOGIN:
		return "an account of ari.conf: --ari-user and --ari-secret-file, or ari_user and "
		       "ari_secret in amsh.conf";
	case ERR_CONNECT:
	case ERR_LOST:
	case ERR_TIMEOUT:
		return "on the PBX set enabled = yes in [general] of ari.conf and of http.conf; "
		       "then: asterisk -rx 'http show status'";
	default:
		return "";
	}
}

static void
tell(struct report *r, const struct target *t, const struct asking *a)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	text_escape(&text, str_of(t->endpoint.user));
	buf_addz(&text, " at ");
	endpoint_print(&text, &t->endpoint);
	text.n--; /* the slash, after which a path may follow */
	buf_addf(&text, ": Asterisk %.*s", (int)a->version.n, a->version.p);
	report_step(r, "ari", FINDING_OK, buf_str(&text), STR(""));
	buf_clear(&text);
}

int
ari_tell(struct report *r, struct client *client, struct err *err)
{
	const struct connection *c = client->connection;
	struct asking a = {.version = BUF_INIT(BUF_MAX_LINE)};
	struct target t;
	int failed = target_resolve_ari(&t, client->options, c->server, c->endpoint.user, err);
	bool configured = is_configured(&t);

	if (!failed && configured)
		failed = ask(client, &a, err);
	if (configured && !failed)
		tell(r, &t, &a);
	else if (configured && err->kind != ERR_INTERRUPTED)
		report_failure(r, "ari", err, advice_for(err->kind));
	target_clear(&t);
	buf_clear(&a.version);
	return configured ? failed : 0;
}
