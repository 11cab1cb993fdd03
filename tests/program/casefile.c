/* SPDX-License-Identifier: ISC */
/* Cuts a case file into its sections. Knows their names, not what they mean. */
#include "casefile.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"

static const char *const names[] = {
    "run", "env", "file", "stdin", "server", "stdout", "stderr", "exit", "memory", "deadline",
    "fails",
};

static int
read_all(struct buf *text, const char *path, struct err *err)
{
	FILE *f = fopen(path, "r");
	size_t n = 1;

	if (!f)
		return err_set(err, ERR_USAGE, "cannot open %s: %s", path, strerror(errno));
	while (n) {
		char *room = buf_room(text, 65536);
		n = room ? fread(room, 1, 65536, f) : 0;
		text->n += n;
	}
	fclose(f);
	return 0;
}

static bool
is_known(struct str name)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_eq(name, str_of(names[i])))
			return true;
	return false;
}

/* Begin the section of a heading. */
static int
open_section(struct casefile *c, struct str heading, size_t line, struct err *err)
{
	struct section s = {.line = line + 1};

	str_cut(&heading, ' ', &s.name);
	s.words = heading.p ? str_trim(heading) : STR("");
	if (!is_known(s.name))
		return err_set(err, ERR_USAGE, "%s:%zu: no such section: %.*s", c->name, line,
		    STR_ARG(s.name));
	if (c->n == CASEFILE_SECTIONS)
		return err_set(err, ERR_USAGE, "%s:%zu: too many sections", c->name, line);
	c->sections[c->n++] = s;
	return 0;
}

/* Note the sections of the text. Before the first there may be comments alone. */
static int
cut(struct casefile *c, struct err *err)
{
	struct str rest = buf_str(&c->text), line;

	for (size_t number = 1; str_cut(&rest, '\n', &line) && (rest.p || line.n); number++) {
		struct section *last = c->n ? &c->sections[c->n - 1] : NULL;
		if (str_starts(line, STR("== "))) {
			if (open_section(c, str_from_at(line, 3), number, err) < 0)
				return -1;
		} else if (last) {
			if (!last->text.p)
				last->text.p = line.p;
			last->text.n = (size_t)(line.p + line.n + (rest.p != NULL) - last->text.p);
		} else if (!str_starts(line, STR("#"))) {
			return err_set(err, ERR_USAGE, "%s:%zu: text outside of a section", c->name, number);
		}
	}
	return casefile_find(c, "run") ? 0 :
	                                 err_set(err, ERR_USAGE, "%s: the section run is missing", c->name);
}

int
casefile_read(struct casefile *c, const char *path, struct err *err)
{
	const char *slash = strrchr(path, '/');

	*c = (struct casefile){.name = mem_strdup(slash ? slash + 1 : path), .text = BUF_INIT(1u << 24)};
	if (read_all(&c->text, path, err) < 0)
		return -1;
	return cut(c, err);
}

void
casefile_clear(struct casefile *c)
{
	free(c->name);
	buf_clear(&c->text);
	c->n = 0;
}

const struct section *
casefile_find(const struct casefile *c, const char *name)
{
	for (size_t i = 0; i < c->n; i++)
		if (str_eq(c->sections[i].name, str_of(name)))
			return &c->sections[i];
	return NULL;
}

struct str
casefile_text(const struct casefile *c, const char *name)
{
	const struct section *s = casefile_find(c, name);

	return s && s->text.p ? s->text : STR("");
}

bool
section_has(const struct section *s, const char *word)
{
	struct str rest = s ? s->words : STR(""), one;

	while (str_cut(&rest, ' ', &one))
		if (str_eq(one, str_of(word)))
			return true;
	return false;
}

long
section_number(const struct section *s, const char *word, long otherwise)
{
	struct str rest = s ? s->words : STR(""), one;
	bool here = word == NULL;
	long number;

	while (str_cut(&rest, ' ', &one)) {
		if (here && str_number(one, 0, 1000000000, &number))
			return number;
		here = here || str_eq(one, str_of(word));
	}
	return otherwise;
}
