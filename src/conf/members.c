/* SPDX-License-Identifier: ISC */
/* Lists of servers: parsed, named, selected. */
#include "conf/members.h"

#include <stdlib.h>

#include "base/fold.h"
#include "base/mem.h"
#include "base/text.h"
#include "conf/profile.h"
#include "net/endpoint.h"

/* How much of a URL is its name. */
enum detail { DETAIL_HOST, DETAIL_PORT, DETAIL_USER };

static int
add(struct members *m, struct str server, struct err *err)
{
	if (server.n == 0)
		return err_set(err, ERR_USAGE, "a name in the list of servers is empty");
	if (m->n == MEMBERS_MAX)
		return err_set(err, ERR_USAGE, "more than %d servers", MEMBERS_MAX);
	m->v = mem_grow(m->v, m->n + 1, sizeof(*m->v));
	m->v[m->n++] = (struct member){.server = mem_strndup(server)};
	return 0;
}

static int
unknown(const struct profiles *profiles, struct str name, struct err *err)
{
	struct buf near = BUF_INIT(BUF_MAX_LINE);

	if (endpoint_is_host(name))
		return profiles_want_url(name, err);
	if (profiles)
		profiles_suggest(profiles, name, &near);
	err_set(err, ERR_USAGE, "no such section in amsh.conf: %.*s%s", STR_ARG(name),
	    buf_z(&near));
	buf_clear(&near);
	return -1;
}

/* Add one part of a list: a server, or those of a group. */
static int
add_part(struct members *m, struct str part, const struct profiles *profiles, struct err *err)
{
	const struct profile *p = profiles ? profiles_find(profiles, part) : NULL;
	struct str group = str_of(p ? p->group : NULL), one;

	if (part.n && !p && !endpoint_is_url(part))
		return unknown(profiles, part, err);
	if (!p || !p->group)
		return add(m, part, err);
	int failed = profiles_check_group(profiles, p, err);
	while (!failed && str_cut(&group, ',', &one))
		failed = add(m, str_trim(one), err);
	return failed;
}

/* The name of a URL. */
static int
name_url(struct buf *name, const char *url, enum detail detail, struct err *err)
{
	struct endpoint e = {0};
	int failed = endpoint_parse(&e, str_of(url), err);

	if (!failed && detail == DETAIL_USER && e.user)
		buf_addf(name, "%s@", e.user);
	if (!failed && detail == DETAIL_HOST)
		buf_addz(name, e.host);
	else if (!failed)
		endpoint_name(name, &e);
	endpoint_clear(&e);
	return failed;
}

/* Name all of them with this much detail. */
static int
name_all(struct members *m, enum detail detail, struct err *err)
{
	struct buf name = BUF_INIT(BUF_MAX_LINE);
	int failed = 0;

	for (size_t i = 0; i < m->n && !failed; i++) {
		struct member *one = &m->v[i];
		buf_reset(&name);
		if (endpoint_is_url(str_of(one->server)))
			failed = name_url(&name, one->server, detail, err);
		else
			buf_addz(&name, one->server);
		free(one->name);
		one->name = mem_strdup(buf_z(&name));
	}
	buf_clear(&name);
	return failed;
}

/* The first name that an earlier one has already, or NULL. */
static const char *
find_twice(const struct members *m)
{
	for (size_t i = 0; i < m->n; i++)
		for (size_t k = 0; k < i; k++)
			if (str_ieq(str_of(m->v[i].name), str_of(m->v[k].name)))
				return m->v[i].name;
	return NULL;
}

int
members_read(struct members *m, struct str list, const struct profiles *profiles, struct err *err)
{
	const char *twice = "";
	struct str one;

	while (str_cut(&list, ',', &one))
		if (add_part(m, str_trim(one), profiles, err) < 0)
			return -1;
	for (enum detail d = DETAIL_HOST; twice && d <= DETAIL_USER; d++) {
		if (name_all(m, d, err) < 0)
			return -1;
		twice = find_twice(m);
	}
	return twice ? err_set(err, ERR_USAGE, "the server %s is given twice", twice) : 0;
}

/* What to connect to, from the options, else the environment or the configuration. */
static const char *
wanted(const struct options *o)
{
	const char *variable = getenv("AMSH_SERVER");

	if (o->server || o->host)
		return o->server;
	if (variable && *variable)
		return variable;
	return o->profiles ? o->profiles->preset : NULL;
}

int
members_find(struct members *m, const struct options *o, struct err *err)
{
	struct str list = str_of(wanted(o));
	const struct profile *p = o->profiles ? profiles_find(o->profiles, list) : NULL;

	if (str_chr(list, ',') == list.n && !(p && p->group))
		return 0;
	if (members_read(m, list, o->profiles, err) < 0)
		return -1;
	if (o->host || o->port)
		return err_set(err, ERR_USAGE, "--host and --port are for a single server: %.*s",
		    STR_ARG(list));
	return 0;
}

/* Does a member other than i have this name? */
static bool
is_taken(const struct members *m, size_t i, struct str name)
{
	bool taken = false;

	for (size_t k = 0; k < m->n; k++)
		taken |= k != i && str_ieq(str_of(m->v[k].name), name);
	return taken;
}

/* Name the server that member i is moved to: as much of a URL as distinguishes it from the
 * others. */
static int
name_move(const struct members *m, size_t i, struct str server, struct buf *name, struct err *err)
{
	char *url = mem_strndup(server);
	int failed = 0;

	buf_adds(name, server);
	for (enum detail d = DETAIL_HOST; endpoint_is_url(server) && d <= DETAIL_USER; d++) {
		buf_reset(name);
		failed = name_url(name, url, d, err);
		if (failed || !is_taken(m, i, buf_str(name)))
			break;
	}
	free(url);
	return failed;
}

/* Name the server that member i is moved to, if that may be. */
static int
check_move(const struct members *m, size_t i, struct str server, const struct profiles *profiles,
    struct buf *name, struct err *err)
{
	const struct profile *p = profiles ? profiles_find(profiles, server) : NULL;

	if (!p && !endpoint_is_url(server))
		return unknown(profiles, server, err);
	if (p && p->group)
		return err_set(err, ERR_USAGE, "%s is a group of servers, not a single "
		    "one", p->name);
	if (name_move(m, i, server, name, err) < 0)
		return -1;
	if (is_taken(m, i, buf_str(name)))
		return err_set(err, ERR_USAGE, "the server %s is already one of these: "
		    "@%s", buf_z(name),
		    buf_z(name));
	return 0;
}

int
members_move(struct members *m, size_t i, struct str server, const struct profiles *profiles,
    struct err *err)
{
	struct member *one = &m->v[i];
	struct buf name = BUF_INIT(BUF_MAX_LINE);
	int failed = 0;

	if (server.n)
		failed = check_move(m, i, server, profiles, &name, err);
	else
		buf_addz(&name, one->home ? one->home : one->name);
	if (!failed && !one->home) {
		one->home = one->name;
		one->name = NULL;
	}
	if (!failed)
		mem_replace(&one->name, buf_str(&name));
	buf_clear(&name);
	return failed;
}

static void
clear_one(struct member *one)
{
	free(one->home);
	free(one->name);
	free(one->server);
}

void
members_clear(struct members *m)
{
	for (size_t i = 0; i < m->n; i++)
		clear_one(&m->v[i]);
	free(m->v);
	*m = (struct members){0};
}

int
members_pick(const struct members *m, struct str names, bool *picked, struct err *err)
{
	struct str one;

	memset(picked, 0, m->n * sizeof(*picked));
	while (str_cut(&names, ',', &one)) {
		bool found = false;
		for (size_t i = 0; i < m->n; i++) {
			struct str name = str_of(m->v[i].name);
			bool meant = str_ieq(one, name) || fold_glob(one, name);
			picked[i] |= meant;
			found |= meant;
		}
		if (!found)
			return err_set(
			    err, ERR_USAGE, "no such server: %.*s", STR_ARG(one));
	}
	return 0;
}

void
members_keep(struct members *m, const bool *picked)
{
	size_t kept = 0;

	for (size_t i = 0; i < m->n; i++) {
		if (picked[i])
			m->v[kept++] = m->v[i];
		else
			clear_one(&m->v[i]);
	}
	m->n = kept;
}

size_t
members_width(const struct members *m)
{
	size_t widest = 0;

	for (size_t i = 0; i < m->n; i++) {
		struct buf shown = BUF_INIT(BUF_MAX_LINE);
		text_escape(&shown, str_of(m->v[i].name));
		size_t width = text_width(buf_str(&shown));
		widest = width > widest ? width : widest;
		buf_clear(&shown);
	}
	return widest;
}
