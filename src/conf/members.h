/* SPDX-License-Identifier: ISC */
/*
 * Several servers at once: -s 'a,b*,ami://c', or a group of amsh.conf. Each has a name, which
 * labels its output and selects it as @NAME. Connects to nothing.
 */
#ifndef CONF_MEMBERS_H
#define CONF_MEMBERS_H

#include "conf/options.h"

struct member {
	char *name;   /* of the profile; of a URL as much as distinguishes it from the others: host,
	               * host:port or user@host:port */
	char *server; /* as the option -s takes it */
	char *home;   /* the name it began with, once it was moved to another server; else NULL */
	bool globbed; /* a glob has found it */
};

struct members {
	struct member *v;
	size_t n;
};

/*
 * Read a list with commas: URLs, sections of amsh.conf, globs, which are replaced with the servers'
 * sections that they match, in the file's order, and groups, which are replaced with their servers.
 * What a glob finds again is taken once. m must be zeroed and must be cleared in any case.
 * ERR_USAGE: a part is empty, not a valid URL or not a section, matches none, or is given twice.
 */
int members_read(
    struct members *m, struct str list, const struct profiles *profiles, struct err *err);

/* The same for what the options, the environment and amsh.conf say, but m stays empty when that is
 * a single server and neither a group nor a glob. */
int members_find(struct members *m, const struct options *o, struct err *err);

void members_clear(struct members *m);

/* The section that names all of them, if it is a group alone; else NULL. */
const char *members_group(const struct options *o);

/*
 * Which members do the names mean, as they are written after @: names and globs with commas between
 * them, case ignored? picked has room for m->n. ERR_USAGE when one of them matches no member.
 */
int members_pick(const struct members *m, struct str names, bool *picked, struct err *err);

/*
 * Member i becomes another server: a URL or a section, or (empty) the one it was first. Its name
 * changes too; the first name stays in memory. ERR_USAGE: there is no such section, it is a group,
 * or another member has the name.
 */
int members_move(struct members *m, size_t i, struct str server, const struct profiles *profiles,
    struct err *err);

/* Keep those that were picked. */
void members_keep(struct members *m, const bool *picked);

/* Columns of the widest name, made printable. */
size_t members_width(const struct members *m);

#endif
