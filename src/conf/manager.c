/* SPDX-License-Identifier: ISC */
/* Reads manager.conf with the meanings and defaults of Asterisk's main/manager.c. Never changes it,
 * and shows no secret. */
#include "conf/manager.h"

#include <stdlib.h>

#include "base/mem.h"

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

static const struct conf_section *
find_account(const struct conf *c, const char *user)
{
	for (size_t i = 0; i < c->sections_n; i++) {
		const struct conf_section *s = &c->sections[i];
		if (s->is_template || str_ieq(s->name, STR("general")))
			continue;
		if (user ? str_ieq(s->name, str_of(user)) : may_write(s))
			return s;
	}
	return NULL;
}

static const char *
why_no_account(const struct conf *c)
{
	for (size_t i = 0; i < c->sections_n; i++)
		if (!c->sections[i].is_template && !str_ieq(c->sections[i].name, STR("general")))
			return "no account has write permission (choose one with -u)";
	return "it has no account: man amsh shows one, at First steps";
}

static void
read_account(struct manager *m, const struct conf *c, const char *user)
{
	const struct conf_section *s = find_account(c, user);
	const struct conf_value *secret = s ? conf_value(s, STR("secret")) : NULL;
	const struct conf_value *read = s ? conf_value(s, STR("read")) : NULL;

	if (!s && user)
		m->why = local_why(m->file, 0, "no such account: [%s]", user);
	else if (!s)
		m->why = local_why(m->file, 0, "%s", why_no_account(c));
	if (!s)
		return;
	if (!secret)
		m->why = local_why(
		    m->file, s->line, "the account [%.*s] has no secret", STR_ARG(s->name));
	m->user = mem_strndup(s->name);
	m->account_line = secret ? secret->line : s->line;
	if (secret)
		m->secret = mem_strndup(secret->value);
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
	free(m->why);
	*m = (struct manager){0};
}
