/* SPDX-License-Identifier: ISC */
/* What --show-config prints. Reads no secret. */
#include "base/text.h"
#include "conf/target_impl.h"

/* One line of --show-config. */
static void
show_line(struct buf *out, const char *name, struct str value, const struct origin *from)
{
	struct buf shown = BUF_INIT(BUF_MAX_LINE);

	text_escape(&shown, value);
	buf_addf(out, "%-16s %-32s ", name, buf_z(&shown));
	buf_reset(&shown);
	if (from->place)
		text_escape(&shown, str_of(from->place));
	else
		buf_addz(&shown, from->source == SOURCE_OPTION ? "option" : "default");
	buf_addz(out, buf_z(&shown));
	if (from->line)
		buf_addf(out, ":%zu", from->line);
	buf_addc(out, '\n');
	buf_clear(&shown);
}

/* Server, user and secret, made of several settings. */
static void
show_login(struct buf *out, const struct target *t)
{
	const struct options *o = &t->options;
	const struct origin *server = options_origin(o, &o->server);
	const struct origin *user = options_origin(o, &o->user);
	struct buf url = BUF_INIT(BUF_MAX_LINE);
	struct origin from;
	const char *secret = target_find_secret(t, &from);

	endpoint_print(&url, &t->endpoint);
	show_line(out, "server", buf_str(&url), o->host ? options_origin(o, &o->host) : server);
	if (!t->endpoint.user)
		show_line(out, "user", STR("(missing)"), user);
	else
		show_line(out, "user", str_of(t->endpoint.user),
		    o->user && strcmp(o->user, t->endpoint.user) == 0 ? user : server);
	if (from.source == SOURCE_DEFAULT)
		show_line(out, "secret", STR("(asked on the terminal)"), &from);
	else
		show_line(out, secret ? secret : "secret",
		    secret && strcmp(secret, "secret_file") == 0 ? str_of(o->secret_file) :
		    STR("(hidden)"), &from);
	if (t->manager.why)
		show_line(out, "manager.conf", STR("(not used)"),
		    &(struct origin){.source = SOURCE_MANAGER, .place = t->manager.why});
	buf_clear(&url);
}

int
target_show(struct buf *out, const struct options *o, struct err *err)
{
	struct target t;
	struct buf value = BUF_INIT(BUF_MAX_LINE);
	const struct option_row *row;
	const char *key;
	int failed = target_prepare(&t, o, NULL, NULL, err);

	if (!failed)
		show_login(out, &t);
	for (size_t i = 0; !failed && (key = options_key(i, &row)); i++) {
		buf_reset(&value);
		const struct origin *from = options_show(&t.options, key, &value);
		if (value.n && !(row->flags & OPTION_LOGIN))
			show_line(out, key, buf_str(&value), from);
	}
	buf_clear(&value);
	target_clear(&t);
	return failed;
}
