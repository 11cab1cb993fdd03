/* SPDX-License-Identifier: ISC */
/* What --show-config prints. Reads no secret. */
#include "base/text.h"
#include "conf/local_ari.h"
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

/* Where the secret is. */
static void
show_secret(struct buf *out, const char *name, const struct secret_place *place)
{
	if (place->kind == SECRET_NONE)
		show_line(out, name, STR("(asked on the terminal)"), &place->from);
	else if (place->kind == SECRET_FILE)
		show_line(out, place->name, str_of(place->value), &place->from);
	else
		show_line(out, place->kind == SECRET_VARIABLE ? name : place->name,
		    STR("(hidden)"), &place->from);
}

/* Server, user and secret, made of several settings. */
static void
show_login(struct buf *out, const struct target *t)
{
	const struct options *o = &t->options;
	const struct origin *server = options_origin(o, &o->server);
	const struct origin *user = options_origin(o, &o->user);
	struct buf url = BUF_INIT(BUF_MAX_LINE);
	struct secret_place secret = target_find_secret(t, ACCOUNT_AMI);

	endpoint_print(&url, &t->endpoint);
	show_line(out, "server", buf_str(&url), o->host ? options_origin(o, &o->host) : server);
	if (!t->endpoint.user)
		show_line(out, "user", STR("(missing)"), user);
	else
		show_line(out, "user", str_of(t->endpoint.user),
		    o->user && strcmp(o->user, t->endpoint.user) == 0 ? user : server);
	show_secret(out, "secret", &secret);
	if (t->manager.why)
		show_line(out, "manager.conf", STR("(not used)"),
		    &(struct origin){.source = SOURCE_MANAGER, .place = t->manager.why});
	buf_clear(&url);
}

/* The same of ARI; most of it may be the server's. */
static void
show_ari_login(struct buf *out, const struct target *t)
{
	const struct options *o = &t->options;
	const struct origin *ari = options_origin(o, &o->ari);
	const struct origin derived = {.place = "from server"}, same_user = {.place = "from user"};
	const struct origin same_secret = {.place = "from secret"};
	struct buf url = BUF_INIT(BUF_MAX_LINE);
	struct secret_place secret = target_find_secret(t, t->account);
	bool own = t->user_from.source != SOURCE_DEFAULT;

	endpoint_print(&url, &t->endpoint);
	url.n--; /* the slash, after which a path may follow */
	show_line(out, "ari", buf_str(&url), target_tells_ari(t) ? ari : &derived);
	if (!t->endpoint.user)
		show_line(out, "ari_user", STR("(missing)"), &t->user_from);
	else
		show_line(out, "ari_user", str_of(t->endpoint.user),
		    own ? &t->user_from : &same_user);
	if (t->account == ACCOUNT_ARI || secret.kind == SECRET_NONE)
		show_secret(out, "ari_secret", &secret);
	else
		show_line(out, "ari_secret", STR("(hidden)"), &same_secret);
	if (t->ari && t->ari->why)
		show_line(out, "ari.conf", STR("(not used)"),
		    &(struct origin){.source = SOURCE_MANAGER, .place = t->ari->why});
	buf_clear(&url);
}

static void
show_ari(struct buf *out, const struct options *o)
{
	struct err err = {0};
	struct target t;

	if (target_prepare_ari(&t, o, NULL, NULL, &err) < 0)
		show_line(out, "ari", STR("(not usable)"), &(struct origin){.place = err.text});
	else if (!scheme_is_file(t.endpoint.scheme))
		show_ari_login(out, &t);
	target_clear(&t);
}

int
target_show(struct buf *out, const struct options *o, struct err *err)
{
	struct target t;
	struct buf value = BUF_INIT(BUF_MAX_LINE);
	const struct option_row *row;
	const char *key;
	int failed = target_prepare(&t, o, NULL, NULL, err);

	if (!failed) {
		show_login(out, &t);
		show_ari(out, o);
	}
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
