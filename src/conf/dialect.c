/* SPDX-License-Identifier: ISC */
/* Sections and values: made, found, freed. Reads no files. */
#include "conf/dialect.h"

#include <regex.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "conf/dialect_line.h"
#include "conf/dialect_model.h"

#define NAME_MAX_BYTES 79                /* of a section, as in Asterisk */
#define TEXT_MAX       ((size_t)64 << 20) /* bytes of all files together */
#define VALUES_MAX     ((size_t)1 << 20) /* values, inherited ones counted again */
#define NOTES_MAX      100

/* Make room for one more element. The size doubles, since there may be very many. */
static void *
grow(void *v, size_t n, size_t size)
{
	return (n & (n - 1)) == 0 ? mem_grow(v, n ? 2 * n : 1, size) : v;
}

void
conf_add_section(struct conf *c, struct str name, struct conf_place place)
{
	c->sections = grow(c->sections, c->sections_n, sizeof(*c->sections));
	c->sections[c->sections_n++] = (struct conf_section){
	    .name = str_head(name, NAME_MAX_BYTES),
	    .file = place.file,
	    .line = place.line,
	};
}

void
conf_drop_section(struct conf *c)
{
	free(c->sections[--c->sections_n].v);
}

int
conf_add_value(struct conf *c, size_t section, const struct conf_value *v, struct err *err)
{
	struct conf_section *s = &c->sections[section];
	struct conf_value copy = *v; /* v may be one of those that move */

	if (c->values_n >= VALUES_MAX)
		return err_set(
		    err, ERR_USAGE, "configuration has more than %zu values", VALUES_MAX);
	s->v = grow(s->v, s->n, sizeof(*s->v));
	s->v[s->n++] = copy;
	c->values_n++;
	return 0;
}

int
conf_inherit(struct conf *c, size_t section, size_t base, struct err *err)
{
	size_t n = c->sections[base].n;

	for (size_t i = 0; i < n; i++)
		if (conf_add_value(c, section, &c->sections[base].v[i], err) < 0)
			return -1;
	return 0;
}

/*
 * Asterisk takes the last value whose name is the same, letter by letter, joins it with what
 * follows the =, and puts the result in the place of the first one with that name and value,
 * ignoring case.
 */
int
conf_append(struct conf *c, size_t section, struct str name, struct str more, bool *found,
    struct err *err)
{
	const struct conf_section *s = &c->sections[section];
	const struct conf_value *last = NULL;
	struct conf_value *first = s->v;
	struct buf joined = BUF_INIT(TEXT_MAX);

	for (size_t i = 0; i < s->n; i++)
		if (str_eq(s->v[i].name, name))
			last = &s->v[i];
	*found = last != NULL;
	if (!last)
		return 0;
	while (!str_ieq(first->name, name) ||
	    (last->value.n && !str_ieq(first->value, last->value)))
		first++;
	buf_adds(&joined, last->value);
	buf_adds(&joined, more);
	first->name = last->name;
	first->value = lines_strip(buf_str(&joined));
	return conf_keep_text(c, joined.p, joined.n, err);
}

/* Does one value of the section match both expressions? */
static bool
has_match(const struct conf_section *s, struct str name, struct str value)
{
	char *texts[2] = {mem_strndup(name), mem_strndup(value)};
	regex_t parts[2];
	bool good[2], found = false;

	for (int i = 0; i < 2; i++)
		good[i] = regcomp(&parts[i], texts[i], REG_EXTENDED | REG_NOSUB) == 0;
	for (size_t i = 0; good[0] && good[1] && !found && i < s->n; i++) {
		char *n = mem_strndup(s->v[i].name), *v = mem_strndup(s->v[i].value);
		found = regexec(&parts[0], n, 0, NULL, 0) == 0 &&
		    regexec(&parts[1], v, 0, NULL, 0) == 0;
		free(n);
		free(v);
	}
	for (int i = 0; i < 2; i++) {
		if (good[i])
			regfree(&parts[i]);
		free(texts[i]);
	}
	return found;
}

/* Does the section pass one part of a filter? */
static bool
passes(const struct conf_section *s, struct str part, bool *takes_template)
{
	size_t equals = str_chr(part, '=');
	struct str name = lines_strip(str_head(part, equals));
	struct str value = lines_strip(str_from_at(part, equals + 1));

	if (equals == part.n)
		return false;
	if (!str_eq(name, STR("TEMPLATES")))
		return has_match(s, name, value);
	bool restricts = str_ieq(value, STR("restrict"));
	*takes_template = restricts || str_ieq(value, STR("include"));
	return *takes_template && (s->is_template || !restricts);
}

static bool
matches(const struct conf_section *s, struct str name, struct str filter)
{
	bool takes_template = false, all = true;
	struct str part;

	if (name.n && !str_ieq(s->name, name))
		return false;
	if (filter.n == 0)
		return !s->is_template;
	while (all && str_cut(&filter, '&', &part))
		all = passes(s, part, &takes_template);
	return all && (!s->is_template || takes_template);
}

size_t
conf_find(const struct conf *c, size_t n, struct str name, struct str filter)
{
	for (size_t i = 0; i < n; i++)
		if (matches(&c->sections[i], name, filter))
			return i;
	return CONF_NONE;
}

int
conf_keep_text(struct conf *c, char *p, size_t n, struct err *err)
{
	c->texts = grow(c->texts, c->texts_n, sizeof(*c->texts));
	c->texts[c->texts_n++] = (struct conf_text){p, n};
	c->texts_size += n;
	if (c->texts_size > TEXT_MAX)
		return err_set(err, ERR_USAGE, "configuration is longer than %zu bytes", TEXT_MAX);
	return 0;
}

const char *
conf_keep_file(struct conf *c, const char *name)
{
	c->files = grow(c->files, c->files_n, sizeof(*c->files));
	return c->files[c->files_n++] = mem_strdup(name);
}

void
conf_note(struct conf *c, struct conf_place place, const char *format, ...)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	va_list ap;

	if (c->notes_n == NOTES_MAX)
		return;
	va_start(ap, format);
	buf_addvf(&text, format, ap);
	va_end(ap);
	c->notes = grow(c->notes, c->notes_n, sizeof(*c->notes));
	c->notes[c->notes_n++] =
	    (struct conf_note){place.file, place.line, mem_strdup(buf_z(&text))};
	buf_clear(&text);
}

void
conf_clear(struct conf *c)
{
	for (size_t i = 0; i < c->sections_n; i++)
		free(c->sections[i].v);
	for (size_t i = 0; i < c->notes_n; i++)
		free(c->notes[i].text);
	for (size_t i = 0; i < c->files_n; i++)
		free(c->files[i]);
	for (size_t i = 0; i < c->texts_n; i++) {
		mem_wipe(c->texts[i].p, c->texts[i].n);
		free(c->texts[i].p);
	}
	free(c->sections);
	free(c->notes);
	free(c->files);
	free(c->texts);
	*c = (struct conf){0};
}

const struct conf_section *
conf_section(const struct conf *c, struct str name)
{
	size_t i = name.n ? conf_find(c, c->sections_n, name, STR("")) : CONF_NONE;

	return i == CONF_NONE ? NULL : &c->sections[i];
}

const struct conf_value *
conf_value(const struct conf_section *s, struct str name)
{
	for (size_t i = s ? s->n : 0; i > 0; i--)
		if (str_ieq(s->v[i - 1].name, name))
			return &s->v[i - 1];
	return NULL;
}
