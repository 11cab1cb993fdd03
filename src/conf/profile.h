/* SPDX-License-Identifier: ISC */
/*
 * The user's own configuration, amsh.conf: settings for all servers, a section for each server,
 * groups of servers, aliases. Which of them applies is decided in conf/precedence.h.
 */
#ifndef CONF_PROFILE_H
#define CONF_PROFILE_H

#include "conf/dialect.h"
#include "conf/options.h"

/* name = value, good for options_set. */
struct setting {
	char *name;
	char *value; /* a file's name is absolute */
	const char *file;
	size_t line;
};

struct profile {
	char *name;
	struct setting *v;
	size_t n;
	char *group; /* "a,b*" or "@FILE", absolute: a group of these (conf/group.h); else NULL */
};

/* Zeroed is empty. */
struct profiles {
	struct conf conf;
	char *folder;           /* of the file */
	struct profile general; /* its name is NULL */
	char *preset;           /* default = of [general], or NULL */
	struct profile *v;
	size_t n;
	struct keys names;
};

/*
 * Read the file that the options name, or the user's own if there is one. ERR_USAGE names file and
 * line of what is not a setting, or not a valid value, and of whatever Asterisk would only warn of.
 * Says on stderr when others can read secrets in it, or write to it. Clear in any case; wipes what
 * it held.
 */
int profiles_read(struct profiles *p, const struct options *o, struct err *err);
void profiles_clear(struct profiles *p);

/* The section of that name, ignoring case, or NULL. */
const struct profile *profiles_find(const struct profiles *p, struct str name);

/* Whoever uses the default of [general] looks first whether it is a section. ERR_USAGE names the
 * file. Sections beside it do not suffer from it. */
int profiles_check_preset(const struct profiles *p, struct err *err);

/* Alias i and its line; false at the end. */
bool profiles_alias(const struct profiles *p, size_t i, struct str *name, struct str *line);

/* Append the path of a file of the user's configuration ("rc"). False when there is no home. */
bool profiles_path(struct buf *path, const char *name);

/* Append a hint if names of sections are near this one. */
int profiles_want_url(struct str host, struct err *err);
void profiles_suggest(const struct profiles *p, struct str name, struct buf *out);

#endif
