/* SPDX-License-Identifier: ISC */
/* Reports the settings that count. The secret itself is never shown. */
#include "checkup/origins.h"

#include "base/text.h"
#include "checkup/advice.h"
#include "checkup/report.h"
#include "client/client.h"
#include "conf/target.h"

/* Append " (PLACE)": where a setting was made. Not for a server that was named among several. */
static void
add_origin(struct buf *out, const struct report *r, const struct target *t, const void *member)
{
	const struct origin *from = options_origin(&t->options, member);

	if (from->source == SOURCE_COMMAND && r->client->member)
		return;
	buf_addz(out, " (");
	if (from->source == SOURCE_DEFAULT)
		buf_addz(out, "the default");
	else if (from->source == SOURCE_COMMAND)
		buf_addz(out, "connect");
	else if (from->source == SOURCE_OPTION)
		options_spell(&t->options, member, out);
	else
		text_escape(out, str_of(from->place));
	if (from->line)
		buf_addf(out, ":%zu", from->line);
	buf_addc(out, ')');
}

static void
tell_server(struct report *r, const struct target *t)
{
	const struct options *o = &t->options;
	struct buf text = BUF_INIT(BUF_MAX_LINE), advice = BUF_INIT(BUF_MAX_LINE);
	struct buf url = BUF_INIT(BUF_MAX_LINE);
	const char *why = t->manager.port.url ? NULL : t->why;

	endpoint_print(&url, &t->endpoint);
	text_escape(&text, buf_str(&url));
	add_origin(&text, r, t,
	    o->host ? (const void *)&o->host : (const void *)&o->server);
	if (why) {
		buf_addz(&text, "; ");
		text_escape(&text, str_of(why));
	}
	if (why && t->manager.file)
		buf_addz(&advice,
		    "set enabled = yes in [general] there, then: asterisk -rx 'manager reload'");
	report_step(r, "server", why ? FINDING_NOTE : FINDING_OK, buf_str(&text),
	    buf_str(&advice));
	buf_clear(&text);
	buf_clear(&advice);
	buf_clear(&url);
}

/* What to do when the local Asterisk's file has no such account, or no secret for it. */
static const char *
user_advice(const struct target *t)
{
	if (t->manager.user)
		return "add its secret there, then: asterisk -rx 'manager reload'";
	return "give one that is there with -u, or add it there, then: asterisk -rx "
	       "'manager reload'";
}

static void
tell_user(struct report *r, const struct target *t)
{
	const struct options *o = &t->options;
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	const char *why = t->manager.port.url ? t->why : NULL;
	bool own = o->user && str_eq(str_of(o->user), str_of(t->endpoint.user));

	text_escape(&text, str_of(t->endpoint.user));
	if (own || o->server)
		add_origin(&text, r, t,
		    own ? (const void *)&o->user : (const void *)&o->server);
	if (why) {
		buf_addz(&text, "; ");
		text_escape(&text, str_of(why));
	}
	report_step(r, "user", why ? FINDING_NOTE : FINDING_OK, buf_str(&text),
	    str_of(why ? user_advice(t) : ""));
	buf_clear(&text);
}

static void
tell_secret(struct report *r, const struct target *t)
{
	const struct secret_place *place = &t->place;
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	if (place->kind == SECRET_NONE)
		buf_addz(&text, "will be asked for");
	else
		buf_addz(&text, "from ");
	if (place->kind == SECRET_TEXT) {
		text_escape(&text, str_of(place->from.place));
		buf_addf(&text, ":%zu", place->from.line);
	} else {
		text_escape(&text, buf_str(&t->secret_from));
	}
	report_step(r, "secret", t->padded ? FINDING_NOTE : FINDING_OK, buf_str(&text),
	    str_of(t->padded ? ADVICE_PADDED : ""));
	buf_clear(&text);
}

void
origins_tell(struct report *r, const struct target *t, const struct err *err)
{
	bool user = t->endpoint.user && *t->endpoint.user;

	if (err && !t->endpoint.host) {
		report_failure(r, "server", err, "name one: amsh -s ami://USER@HOST check");
		return;
	}
	tell_server(r, t);
	if (err && !user) {
		report_failure(r, "user", err,
		    "an account of manager.conf: -u NAME, AMSH_USER, or user in amsh.conf");
		return;
	}
	tell_user(r, t);
	if (err)
		report_failure(r, "secret", err,
		    "AMSH_SECRET, --secret-file FILE, or secret_file in amsh.conf");
	else
		tell_secret(r, t);
}
