/* SPDX-License-Identifier: ISC */
/* One case as a file: named sections of verbatim text. README.md describes what they mean. */
#ifndef TESTS_PROGRAM_CASEFILE_H
#define TESTS_PROGRAM_CASEFILE_H

#include "base/buf.h"
#include "base/err.h"

#define CASEFILE_SECTIONS 32

/* "== NAME WORDS" and the lines below it. */
struct section {
	struct str name;
	struct str words; /* what follows the name */
	struct str text;  /* the lines with their ends */
	size_t line;      /* number of the first of them */
};

struct casefile {
	char *name; /* the file's own, without folders */
	struct buf text;
	struct section sections[CASEFILE_SECTIONS];
	size_t n;
};

/* Read a file; fails for one that cannot be read and for what is no section. Clear it either way. */
int casefile_read(struct casefile *c, const char *path, struct err *err);
void casefile_clear(struct casefile *c);

/* The section of that name, or NULL. */
const struct section *casefile_find(const struct casefile *c, const char *name);

/* Its text, empty if there is none. */
struct str casefile_text(const struct casefile *c, const char *name);

/* Is this one of the words after the name? A missing section has none. */
bool section_has(const struct section *s, const char *word);

/* The number after the section's name or after a word there, or `otherwise` without one. */
long section_number(const struct section *s, const char *word, long otherwise);

#endif
