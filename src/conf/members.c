/* SPDX-License-Identifier: ISC */
/* Lists of servers: parsed, named, selected. */
#include "conf/members.h"

#include <stdlib.h>

#include "base/fold.h"
#include "base/keys.h"
#include "base/mem.h"
#include "base/text.h"
#include "conf/group.h"
#include "conf/profile.h"
#include "net/endpoint.h"

/* How much of a URL is its name. */
enum detail { DETAIL_HOST, DETAIL_PORT, DETAIL_USER };

/* A list that is being read. */
struct list {
	struct members *m;
	const struct profiles *profiles; /* or NULL */
	struct keys seen; /* the index of each server */
};

/* Add a server; one that a glob has found may come again. */
static void
add(struct list *l, struct str server, bool globbed)
{
	struct members *m = l->m;
	size_t at = keys_find(&l->seen, server);

	if (at != KEYS_NONE && (globbed || m->v[at].globbed))
		return;
	m->v = mem_more(m->v, m->n, sizeof(*m->v));
	m->v[m->n] = (struct member){.server = mem_strndup(server), .globbed = globbed};
	keys_add(&l->seen, str_of(m->v[m->n].server), m->n);
	m->n++;
}

/* No section has a colon in its name. */
static bool
is_glob(struct str name)
{
	return str_chr(name, ':') == name.n && (str_chr(name, '*') < name.n ||
	    str_chr(name, '?') < name.n || str_chr(name, '[') < name.n);
}

static const struct profile *
find_section(const struct profiles *profiles, struct str name)
{
	return profiles ? profiles_find(profiles, name) : NULL;
}

/* Add the servers that a glob matches. */
static int
add_glob(struct list *l, struct str glob, struct err *err)
{
	bool found = false;

	for (size_t i = 0; l->profiles && i < l->profiles->n; i++) {
		const struct profile *p = &l->profiles->v[i];
		if (p->group || !fold_glob(glob, str_of(p->name)))
			continue;
		add(l, str_of(p->name), true);
		found = true;
	}
	return found ? 0 : err_set(err, ERR_USAGE,
	    "no server's section in amsh.conf matches %.*s", STR_ARG(glob));
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

/* Add what a name stands for that is not a group. */
static int
add_name(void *arg, struct str name, struct err *err)
{
	struct list *l = arg;
	const struct profile *p = find_section(l->profiles, name);

	if (p && p->group)
		return err_set(err, ERR_USAGE, "%s is a group, which cannot be in a group",
		    p->name);
	if (name.n == 0)
		return err_set(err, ERR_USAGE, "a name in the list of servers is empty");
	if (!p && is_glob(name))
		return add_glob(l, name, err);
	if (!p && !endpoint_is_url(name))
		return unknown(l->profiles, name, err);
	add(l, name, false);
	return 0;
}

/* Add one part of a list: a server, or several. */
static int
add_part(struct list *l, struct str part, struct err *err)
{
	const struct profile *p = find_section(l->profiles, part);

	return p && p->group ? group_walk(l->profiles, p, add_name, l, err) :
	    add_name(l, part, err);
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
	struct keys names = {0};
	const char *twice = NULL;

	for (size_t i = 0; i < m->n && !twice; i++)
		if (keys_add(&names, str_of(m->v[i].name), i) != i)
			twice = m->v[i].name;
	keys_clear(&names);
	return twice;
}

int
members_read(struct members *m, struct str list, const struct profiles *profiles, struct err *err)
{
	struct list l = {.m = m, .profiles = profiles};
	const char *twice = "";
	struct str one;
	int failed = 0;

	while (!failed && str_cut(&list, ',', &one))
		failed = add_part(&l, str_trim(one), err);
	keys_clear(&l.seen);
	for (enum detail d = DETAIL_HOST; !failed && twice && d <= DETAIL_USER; d++) {
		failed = name_all(m, d, err);
		twice = failed ? NULL : find_twice(m);
	}
	return twice && !failed ? err_set(err, ERR_USAGE, "the server %s is given twice", twice) :
	    failed;
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
	const struct profile *p = find_section(o->profiles, list);

	if (str_chr(list, ',') == list.n && !(p ? p->group != NULL : is_glob(list)))
		return 0;
	if (members_read(m, list, o->profiles, err) < 0)
		return -1;
	if (o->host || o->port)
		return err_set(err, ERR_USAGE, "--host and --port are for a single server: %.*s",
		    STR_ARG(list));
	return 0;
}

const char *
members_group(const struct options *o)
{
	const struct profile *p = find_section(o->profiles, str_of(wanted(o)));

	return p && p->group ? p->name : NULL;
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
	const struct profile *p = find_section(profiles, server);

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
