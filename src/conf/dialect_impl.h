/* SPDX-License-Identifier: ISC */
/* Sections and values while a file is read. Only for the reader. */
#ifndef CONF_DIALECT_IMPL_H
#define CONF_DIALECT_IMPL_H

#include "conf/dialect.h"

#define CONF_NONE ((size_t)-1)

/* The place of the current line. */
struct conf_place {
	const char *file;
	size_t line;
};

/* Add an empty section at the end; remove the last one. */
void conf_add_section(struct conf *c, struct str name, struct conf_place place);
void conf_drop_section(struct conf *c);

/* Add a value to a section. Fails when there are too many. */
int conf_add_value(struct conf *c, size_t section, const struct conf_value *v, struct err *err);

/* Add copies of the values of section base, which may be the same one. */
int conf_inherit(struct conf *c, size_t section, size_t base, struct err *err);

/* name += more: see the definition. *found tells whether there is a value of that name; if not,
 * nothing happens. */
int conf_append(struct conf *c, size_t section, struct str name, struct str more, bool *found,
    struct err *err);

/*
 * The first of the first n sections of that name (any name, if it is empty) that passes a filter as
 * in [name](+FILTER): empty: it is not a template; TEMPLATES=include or restrict; name=value,
 * regular expressions that one value matches; several of them with & between. CONF_NONE when there
 * is none, or when the search takes too long.
 */
size_t conf_find(struct conf *c, size_t n, struct str name, struct str filter);

/* Keep a text, which now belongs to c. Fails when there is too much of it. */
int conf_keep_text(struct conf *c, char *p, size_t n, struct err *err);

/* Keep the name of a file. */
const char *conf_keep_file(struct conf *c, const char *name);

void conf_note(struct conf *c, struct conf_place place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
