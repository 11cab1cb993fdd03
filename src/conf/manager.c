/* SPDX-License-Identifier: ISC */
/* Reads manager.conf with the meanings and defaults of Asterisk's main/manager.c. Never changes it,
 * and shows no secret. */
#include "conf/manager.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"

#define SHOWN 8 /* names of accounts, of those that there are */

/* The plain port if there is one, else the port with TLS. */
static int
read_general(struct manager *m, const struct conf_section *s, struct err *err)
{
	const struct conf_value *enabled = conf_value(s, STR("enabled"));
	const struct conf_value *address = conf_value(s, STR("bindaddr"));

	if (!local_is_yes(enabled))
		return local_tls(&m->port, SCHEME_AMIS, s, NULL, err);
	local_plain(&m->port, SCHEME_AMI, address, conf_value(s, STR("port")),
	    enabled->line);
	return 0;
}

/* May the account do more than report? */
static bool
may_write(const struct conf_section *s)
{
	const struct conf_value *write = conf_value(s, STR("write"));

	return write && write->value.n && str_yes(write->value) != 0 &&
	    !str_ieq(write->value, STR("none"));
}

static void
explain_no_server(struct manager *m, const struct conf_section *general)
{
	static const char *const closed = "this Asterisk accepts no manager connections";
	const struct conf_value *enabled = conf_value(general, STR("enabled"));

	if (enabled)
		m->why = local_why(m->file, enabled->line, "enabled = %.*s: %s",
		    STR_ARG(enabled->value), closed);
	else
		m->why = local_why(m->file, 0, "[general] has no enabled = yes: %s", closed);
}

static bool
is_account(const struct conf_section *s)
{
	return !s->is_template && !str_ieq(s->name, STR("general"));
}

static const struct conf_section *
find_account(const struct conf *c, const char *user)
{
	for (size_t i = 0; i < c->sections_n; i++) {
		const struct conf_section *s = &c->sections[i];
		if (!is_account(s))
			continue;
		if (user ? str_ieq(s->name, str_of(user)) : may_write(s))
			return s;
	}
	return NULL;
}

/* Append the names of the accounts. Who can read the file sees them there as well. */
static void
add_accounts(struct buf *out, const struct conf *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->sections_n; i++) {
		const struct conf_section *s = &c->sections[i];
		bool again = conf_section(c, s->name) != s;
		if (is_account(s) && !again && n++ < SHOWN)
			buf_addf(out, n > 1 ? ", [%.*s]" : "[%.*s]", STR_ARG(s->name));
	}
	if (n > SHOWN)
		buf_addf(out, " and %zu more", n - SHOWN);
}

/* Say why there is no account of that name, or none that may write. */
static void
explain_no_account(struct manager *m, const struct conf *c, const char *user)
{
	struct buf accounts = BUF_INIT(BUF_MAX_LINE);

	add_accounts(&accounts, c);
	if (accounts.n == 0)
		m->why = local_why(
		    m->file, 0, "it has no account: man amsh shows one, at First steps");
	else if (user)
		m->why = local_why(m->file, 0, "no such account: [%s], but %s", user,
		    buf_z(&accounts));
	else
		m->why = local_why(m->file, 0,
		    "no account has write permission, choose one with -u: %s",
		    buf_z(&accounts));
	buf_clear(&accounts);
}

/* Asterisk 22 has parentheses after the name (main/manager.c, build_manager()). */
static void
find_filter(struct manager *m, const struct conf_section *s)
{
	struct err place = {0};

	for (size_t i = 0; i < s->n && !m->filter; i++) {
		const struct conf_value *v = &s->v[i];
		struct str name = str_trim(str_head(v->name, str_chr(v->name, '(')));
		if (!str_ieq(name, STR("eventfilter")))
			continue;
		err_set(&place, ERR_NONE, "%s:%zu", v->file, v->line);
		m->filter = mem_strdup(place.text);
	}
}

static void
read_account(struct manager *m, const struct conf *c, const char *user)
{
	const struct conf_section *s = find_account(c, user);
	const struct conf_value *secret = s ? conf_value(s, STR("secret")) : NULL;
	const struct conf_value *read = s ? conf_value(s, STR("read")) : NULL;

	if (!s) {
		explain_no_account(m, c, user);
		return;
	}
	if (!secret)
		m->why = local_why(
		    m->file, s->line, "the account [%.*s] has no secret", STR_ARG(s->name));
	m->user = mem_strndup(s->name);
	m->account_line = secret ? secret->line : s->line;
	if (secret)
		m->secret = mem_strndup(secret->value);
	find_filter(m, s);
	m->read = read ? mem_strndup(read->value) : mem_strdup("");
}

int
manager_read(struct manager *m, const char *file, const char *user, struct err *err)
{
	struct conf c = {0};
	int failed = local_read(&c, file, err);

	m->file = mem_strdup(file);
	if (!failed)
		failed = read_general(m, conf_section(&c, STR("general")), err);
	if (!failed && m->port.url)
		read_account(m, &c, user);
	else if (!failed)
		explain_no_server(m, conf_section(&c, STR("general")));
	conf_clear(&c);
	return failed;
}

void
manager_clear(struct manager *m)
{
	if (m->secret)
		mem_wipe(m->secret, strlen(m->secret));
	free(m->file);
	local_clear(&m->port);
	free(m->user);
	free(m->secret);
	free(m->read);
	free(m->filter);
	free(m->why);
	*m = (struct manager){0};
}
