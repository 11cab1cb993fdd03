/* SPDX-License-Identifier: ISC */
/* Layer upon layer of settings. Reads no files and connects to nothing. */
#include "conf/precedence.h"

#include <stdlib.h>

#include "net/endpoint.h"

static int
apply_profile(struct options *o, const struct profile *p, enum source source, struct err *err)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct setting *s = &p->v[i];
		struct origin from = {.source = source, .place = s->file, .line = s->line};
		if (options_set(o, str_of(s->name), s->value, from, err) < 0)
			return err_prefix(err, "%s:%zu", s->file, s->line);
	}
	return 0;
}

static int
apply_variable(struct options *o, const char *variable, const char *name, struct err *err)
{
	const char *value = getenv(variable);
	struct origin from = {.source = SOURCE_ENVIRONMENT, .place = variable};

	return value && *value ? options_set(o, str_of(name), value, from, err) : 0;
}

static int
unknown(const struct options *o, const char *name, struct err *err)
{
	struct buf near = BUF_INIT(BUF_MAX_LINE);

	if (!*name)
		return err_set(err, ERR_USAGE, "the server name is empty");
	if (endpoint_is_host(str_of(name)))
		return profiles_want_url(str_of(name), err);
	if (o->profiles)
		profiles_suggest(o->profiles, str_of(name), &near);
	err_set(err, ERR_USAGE,
	    "not a server: %s (ami://[user@]host[:port], amis://… or a section of amsh.conf)%s",
	    name, buf_z(&near));
	buf_clear(&near);
	return -1;
}

/* Apply the section that is called so. */
static int
apply_named(struct options *o, const char *name, enum source source, struct err *err)
{
	const struct profile *p = o->profiles ? profiles_find(o->profiles, str_of(name)) : NULL;

	if (!p)
		return unknown(o, name, err);
	if (p->group)
		return err_set(err, ERR_USAGE, "%s is a group, give one of its servers: %s", name,
		    p->group);
	o->profile = p->name;
	return apply_profile(o, p, source, err);
}

/* What connect names comes before all else. How the command line's server is reached, known and
 * logged in to does not matter to another one, which must not get its secret either. */
static int
apply_command(struct options *o, const char *server, struct err *err)
{
	struct origin from = {.source = SOURCE_COMMAND};

	options_reset_all(o, OPTION_OWN);
	o->profile = NULL;
	if (endpoint_is_url(str_of(server)))
		return options_set(o, STR("server"), server, from, err);
	return apply_named(o, server, SOURCE_COMMAND, err);
}

/* The server of the options or the environment: its URL stays, a name is that of a section. With
 * nothing said the preset section applies. */
static int
apply_server(struct options *o, struct err *err)
{
	if (!o->profile && !o->host && apply_variable(o, "AMSH_SERVER", "server", err) < 0)
		return -1;
	if (!o->profile && o->server && !endpoint_is_url(str_of(o->server))) {
		o->profile = o->server;
		options_reset(o, &o->server);
	}
	if (!o->profile && !o->server && !o->host && o->profiles) {
		if (profiles_check_preset(o->profiles, err) < 0)
			return -1;
		o->profile = o->profiles->preset;
	}
	return o->profile ? apply_named(o, o->profile, SOURCE_PROFILE, err) : 0;
}

int
precedence_apply(struct options *o, const char *server, struct err *err)
{
	options_forget(o, SOURCE_OPTION);
	if (server ? apply_command(o, server, err) < 0 : apply_server(o, err) < 0)
		return -1;
	if (apply_variable(o, "AMSH_USER", "user", err) < 0)
		return -1;
	return o->profiles ? apply_profile(o, &o->profiles->general, SOURCE_GENERAL, err) : 0;
}
