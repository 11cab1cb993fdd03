/* SPDX-License-Identifier: ISC */
/* Sections and values: made, found, freed. Reads no files. */
#include "conf/dialect.h"

#include <regex.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "conf/dialect_impl.h"
#include "conf/dialect_line.h"

#define NAME_MAX_BYTES 79                /* of a section, as in Asterisk */
#define TEXT_MAX       ((size_t)64 << 20) /* bytes of all files together */
#define VALUES_MAX     ((size_t)1 << 20) /* values, inherited ones counted again */
#define NOTES_MAX      100
#define LOOKED_MAX     ((size_t)1 << 21) /* values that are looked at one by one, in all */

/* The index of the values of a section, as far as they were added to it. */
struct conf_index {
	struct keys exact; /* the last value of a name, letter by letter */
	struct keys first; /* the first of a name, ignoring case: its again leads to the others */
	size_t noted;
};

void
conf_add_section(struct conf *c, struct str name, struct conf_place place)
{
	size_t n = c->sections_n;

	name = str_head(name, NAME_MAX_BYTES);
	c->sections = mem_more(c->sections, n, sizeof(*c->sections));
	c->sections[n] = (struct conf_section){
	    .name = name,
	    .file = place.file,
	    .line = place.line,
	    .again = CONF_NONE,
	    .last = n,
	    .plain = n,
	};
	struct conf_section *first = &c->sections[keys_add(&c->names, name, n)];
	c->sections[n].before = first->last;
	if (first != &c->sections[n])
		c->sections[first->last].again = n;
	first->last = n;
	c->sections_n++;
}

static void
clear_section(struct conf_section *s)
{
	if (s->index) {
		keys_clear(&s->index->exact);
		keys_clear(&s->index->first);
	}
	free(s->index);
	free(s->v);
}

void
conf_drop_section(struct conf *c)
{
	size_t n = --c->sections_n, at = keys_find(&c->names, c->sections[n].name);
	struct conf_section *first = &c->sections[at];

	if (at == n) {
		keys_remove(&c->names, first->name);
	} else {
		first->last = c->sections[n].before;
		c->sections[first->last].again = CONF_NONE;
	}
	clear_section(&c->sections[n]);
}

int
conf_add_value(struct conf *c, size_t section, const struct conf_value *v, struct err *err)
{
	struct conf_section *s = &c->sections[section];
	struct conf_value copy = *v; /* v may be one of those that move */

	if (c->values_n >= VALUES_MAX)
		return err_set(
		    err, ERR_USAGE, "configuration has more than %zu values", VALUES_MAX);
	s->v = mem_more(s->v, s->n, sizeof(*s->v));
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

/* Add the values that came since the last time. */
static struct conf_index *
index_of(struct conf_section *s)
{
	if (!s->index) {
		s->index = mem_alloc(sizeof(*s->index));
		s->index->exact.exact = true;
	}
	for (; s->index->noted < s->n; s->index->noted++) {
		size_t i = s->index->noted, at = keys_add(&s->index->first, s->v[i].name, i);
		struct conf_value *first = &s->v[at];
		s->v[i].again = CONF_NONE;
		if (at != i)
			s->v[first->last].again = i;
		first->last = i;
		keys_set(&s->index->exact, s->v[i].name, i);
	}
	return s->index;
}

/* Give a value another spelling of its name; the last value of the old one may be another then. */
static void
rename_value(
    struct conf_index *index, struct conf_section *s, struct conf_value *v, struct str name)
{
	struct str old = v->name;
	size_t at = (size_t)(v - s->v), last = CONF_NONE;

	v->name = name;
	if (str_eq(old, name) || keys_find(&index->exact, old) != at)
		return;
	for (size_t i = keys_find(&index->first, name); i < at; i = s->v[i].again)
		if (str_eq(s->v[i].name, old))
			last = i;
	keys_remove(&index->exact, old);
	if (last != CONF_NONE)
		keys_set(&index->exact, s->v[last].name, last);
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
	struct conf_section *s = &c->sections[section];
	struct conf_index *index = index_of(s);
	size_t at = keys_find(&index->exact, name);
	struct buf joined = BUF_INIT(TEXT_MAX);

	*found = at != KEYS_NONE;
	if (!*found)
		return 0;
	const struct conf_value *last = &s->v[at];
	struct conf_value *first = &s->v[keys_find(&index->first, name)];
	while (last->value.n && !str_ieq(first->value, last->value)) {
		if (c->looked++ > LOOKED_MAX)
			return err_set(
			    err, ERR_USAGE, "+= is used too often on one name");
		first = &s->v[first->again];
	}
	buf_adds(&joined, last->value);
	buf_adds(&joined, more);
	rename_value(index, s, first, last->name);
	first->value = lines_strip(buf_str(&joined));
	return conf_keep_text(c, joined.p, joined.n, err);
}

/* Does one value of the section match both expressions? */
static bool
has_match(struct conf *c, const struct conf_section *s, struct str name, struct str value)
{
	char *texts[2] = {mem_strndup(name), mem_strndup(value)};
	regex_t parts[2];
	bool good[2], found = false;

	for (int i = 0; i < 2; i++)
		good[i] = regcomp(&parts[i], texts[i], REG_EXTENDED | REG_NOSUB) == 0;
	for (size_t i = 0; good[0] && good[1] && !found && i < s->n && c->looked < LOOKED_MAX;
	     i++, c->looked++) {
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
passes(struct conf *c, const struct conf_section *s, struct str part, bool *takes_template)
{
	size_t equals = str_chr(part, '=');
	struct str name = lines_strip(str_head(part, equals));
	struct str value = lines_strip(str_from_at(part, equals + 1));

	if (equals == part.n)
		return false;
	if (!str_eq(name, STR("TEMPLATES")))
		return has_match(c, s, name, value);
	bool restricts = str_ieq(value, STR("restrict"));
	*takes_template = restricts || str_ieq(value, STR("include"));
	return *takes_template && (s->is_template || !restricts);
}

static bool
matches(struct conf *c, const struct conf_section *s, struct str filter)
{
	bool takes_template = false, all = true;
	struct str part;

	while (all && str_cut(&filter, '&', &part))
		all = passes(c, s, part, &takes_template);
	return all && (!s->is_template || takes_template);
}

/* The first of the sections from first on, all of one name, that is not a template. A template
 * stays a template, so none is checked twice. */
static size_t
find_plain(struct conf *c, size_t first, size_t n)
{
	struct conf_section *named = &c->sections[first];

	while (c->sections[named->plain].is_template && c->sections[named->plain].again < n)
		named->plain = c->sections[named->plain].again;
	return c->sections[named->plain].is_template ? CONF_NONE : named->plain;
}

size_t
conf_find(struct conf *c, size_t n, struct str name, struct str filter)
{
	size_t i = name.n ? keys_find(&c->names, name) : 0;

	if (i < n && name.n && filter.n == 0)
		return find_plain(c, i, n);
	for (; i < n && c->looked < LOOKED_MAX; c->looked++) {
		if (filter.n ? matches(c, &c->sections[i], filter) : !c->sections[i].is_template)
			return i;
		i = name.n ? c->sections[i].again : i + 1;
	}
	return CONF_NONE;
}

int
conf_keep_text(struct conf *c, char *p, size_t n, struct err *err)
{
	c->texts = mem_more(c->texts, c->texts_n, sizeof(*c->texts));
	c->texts[c->texts_n++] = (struct conf_text){p, n};
	c->texts_size += n;
	if (c->texts_size > TEXT_MAX)
		return err_set(err, ERR_USAGE, "configuration is longer than %zu bytes", TEXT_MAX);
	return 0;
}

const char *
conf_keep_file(struct conf *c, const char *name)
{
	c->files = mem_more(c->files, c->files_n, sizeof(*c->files));
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
	c->notes = mem_more(c->notes, c->notes_n, sizeof(*c->notes));
	c->notes[c->notes_n++] =
	    (struct conf_note){place.file, place.line, mem_strdup(buf_z(&text))};
	buf_clear(&text);
}

void
conf_clear(struct conf *c)
{
	for (size_t i = 0; i < c->sections_n; i++)
		clear_section(&c->sections[i]);
	keys_clear(&c->names);
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
	size_t i = name.n ? keys_find(&c->names, name) : CONF_NONE;

	while (i != CONF_NONE && c->sections[i].is_template)
		i = c->sections[i].again;
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
