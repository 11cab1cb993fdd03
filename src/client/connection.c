/* SPDX-License-Identifier: ISC */
/* The state of the connection, as the session tells it. */
#include "client/connection.h"

#include <stdlib.h>
#include <string.h>

#include "ami/version.h"
#include "base/mem.h"
#include "conf/options.h"
#include "conf/prompt.h"
#include "session/session.h"

#define GREETING 1000 /* ms after a login */

static void
set_closed(struct connection *c)
{
	err_set(&c->offline, ERR_CONNECT, "not connected (connect opens a connection)");
}

struct connection *
connection_new(void)
{
	struct connection *c = mem_alloc(sizeof(*c));

	buf_init(&c->version, BUF_MAX_LINE);
	set_closed(c);
	return c;
}

void
connection_free(struct connection *c)
{
	session_free(c->ari.session);
	session_free(c->ari_events.session);
	session_free(c->session);
	endpoint_clear(&c->endpoint);
	free(c->server);
	free(c->ari_place);
	free(c->ari_why);
	buf_clear(&c->version);
	free(c);
}

void
connection_preset(struct connection *c, bool reconnect, bool patient)
{
	c->reconnect = reconnect;
	c->patient = patient;
}

void
connection_put_off(struct connection *c, bool due)
{
	c->due = due;
}

void
connection_begin(struct connection *c, struct session *s, const struct endpoint *server)
{
	err_clear(&c->offline);
	c->session = s;
	endpoint_clear(&c->endpoint);
	endpoint_copy(&c->endpoint, server);
}

void
connection_give_up(struct connection *c)
{
	session_free(c->session);
	c->session = NULL;
}

void
connection_end(struct connection *c)
{
	connection_give_up(c);
	c->online = c->retrying = c->met = false;
	set_closed(c);
}

void
connection_answers(struct connection *c, bool answers)
{
	c->answers = answers;
	c->asks = false;
}

void
connection_asks(struct connection *c)
{
	c->asks = c->answers;
	if (!c->answers)
		session_no_secret(c->session);
}

void
connection_online(struct connection *c, const struct item *item)
{
	c->greeted = c->retrying ? 0 : clock_now() + GREETING;
	c->online = c->met = true;
	c->retrying = false;
	buf_reset(&c->version);
	buf_adds(&c->version, item->text);
}

void
connection_offline(struct connection *c, const struct item *item)
{
	c->online = false;
	c->retrying = item->more;
	err_set(&c->offline, item->error, "%.*s", STR_ARG(item->text));
}

bool
connection_is_gone(const struct connection *c)
{
	return !c->online && !c->retrying;
}

int
connection_why_gone(const struct connection *c, struct err *err)
{
	if (!connection_is_gone(c) || c->offline.kind == ERR_NONE)
		return 0;
	*err = c->offline;
	return -1;
}

bool
connection_is_old(const struct connection *c)
{
	struct str version = buf_str(&c->version);
	int major = version_manager_major(version);

	return major >= 0 && major < 2;
}

void
connection_who(const struct connection *c, struct buf *out)
{
	const struct endpoint *e = &c->endpoint;

	if (!e->host) {
		buf_addz(out, "amsh");
		return;
	}
	if (scheme_is_file(e->scheme))
		buf_addf(out, "%s:", scheme_name(e->scheme));
	else if (e->user)
		buf_addf(out, "%s@", e->user);
	bool brackets = strchr(e->host, ':') && !scheme_is_file(e->scheme);
	buf_addf(out, brackets ? "[%s]" : "%s", e->host);
	if (e->port && strcmp(e->port, scheme_port(e->scheme)) != 0)
		buf_addf(out, ":%s", e->port);
}

void
connection_ari(struct connection *c, struct str place)
{
	mem_replace(&c->ari_place, place);
	c->ari_again = false;
}

void
connection_end_ari(struct connection *c)
{
	c->ari_again = true;
}

void
connection_call(struct connection *c, const char *server)
{
	char *copy = server ? mem_strdup(server) : NULL;

	free(c->server);
	c->server = copy;
}

void
connection_dress(struct connection *c, const struct options *o)
{
	bool elsewhere = options_origin(o, &o->host)->source > SOURCE_PROFILE ||
	                 options_origin(o, &o->port)->source > SOURCE_PROFILE;

	c->section = elsewhere ? NULL : o->profile;
	c->prompt = o->prompt;
	c->prompt_color = o->prompt_color;
}

void
connection_prompt(const struct connection *c, struct buf *out)
{
	const struct endpoint *e = &c->endpoint;
	struct buf who = BUF_INIT(BUF_MAX_LINE);

	connection_who(c, &who);
	prompt_write(out, c->prompt, &(struct prompt_values){
	    .server = c->section ? str_of(c->section) : buf_str(&who),
	    .user = str_of(e->user ? e->user : ""),
	    .host = str_of(e->host ? e->host : ""),
	    .port = str_of(e->port ? e->port : ""),
	    .down = c->online ? STR("") : STR("down"),
	});
	buf_clear(&who);
}

int
connection_refuse(const struct connection *c, struct err *err)
{
	*err = c->offline;
	if (err->kind == ERR_NONE)
		err->kind = ERR_LOST;
	return -1;
}
