/* SPDX-License-Identifier: ISC */
/*
 * Configuration files in Asterisk's dialect, read as Asterisk's main/config.c reads them: sections,
 * templates, appending, includes, comments. What the names mean is up to the callers. Strings are
 * views into the files' text, which lives as long as the struct conf and is wiped with it, since it
 * may hold secrets.
 */
#ifndef CONF_DIALECT_H
#define CONF_DIALECT_H

#include "base/err.h"
#include "base/keys.h"

/* name = value, and where it was written; in a section that inherits it, that is the template. */
struct conf_value {
	struct str name;
	struct str value;
	const char *file;
	size_t line;
	size_t again, last; /* dialect.c's: the next value of the name; of the first: the last */
};

struct conf_section {
	struct str name; /* at most 79 bytes, as in Asterisk; not unique */
	bool is_template;
	struct conf_value *v; /* in order, repeats kept */
	size_t n;
	const char *file;
	size_t line;
	/* The rest is dialect.c's. */
	struct conf_index *index;  /* of the values, once one was appended to */
	size_t again, before;      /* the next section of the name, and the one before it */
	size_t last;               /* of the first of a name: the last one */
	size_t plain;              /* of the first: all earlier ones of the name are templates */
};

/* What Asterisk only warns of and ignores. */
struct conf_note {
	const char *file;
	size_t line;
	char *text;
};

struct conf_text {
	char *p;
	size_t n;
};

/* Zeroed is empty. */
struct conf {
	struct conf_section *sections; /* in order */
	size_t sections_n;
	struct conf_note *notes;
	size_t notes_n;
	char **files; /* names of all that was read */
	size_t files_n;
	struct conf_text *texts; /* that the views point into */
	size_t texts_n;
	size_t texts_size;
	size_t values_n; /* in all sections */
	struct keys names; /* of sections: the first of each */
	size_t looked;     /* values that were looked at one by one */
	size_t current;  /* section that an included file continues; (size_t)-1: none */
};

/*
 * Read a file and what it includes into c, which must be zeroed and must be cleared in any case.
 * Relative names, of file too, are relative to folder. An error (ERR_USAGE) names file and line.
 * Unlike in Asterisk a file that includes itself is not read again, and #exec is never run: both
 * are notes.
 */
int conf_read(struct conf *c, const char *folder, const char *file, struct err *err);
void conf_clear(struct conf *c);

/* The first section of that name that is not a template, ignoring case, or NULL. */
const struct conf_section *conf_section(const struct conf *c, struct str name);

/* The last value of that name, ignoring case, or NULL. */
const struct conf_value *conf_value(const struct conf_section *s, struct str name);

#endif
