/* SPDX-License-Identifier: ISC */
/* The settings as a table: a name, what it may be, where it is kept. */
#include "lang/settings.h"

#include <stdlib.h>

#include "base/choices.h"
#include "base/out.h"
#include "base/suggest.h"
#include "conf/options.h"
#include "view/render.h"
#include "view/template.h"

enum setting_type { SET_FORMAT, SET_BOOL, SET_EVENTS, SET_SECONDS, SET_TEXT, SET_TEMPLATE };

struct setting {
	const char *name;
	enum setting_type type;
	size_t offset;
	const char *choices;
};

#define ROW(name, type, member, choices, about)                                                    \
	{name, SET_##type, offsetof(struct settings, member), choices},

static const struct setting table[] = {SETTINGS(ROW, ROW, ROW)};

static const size_t table_n = sizeof(table) / sizeof(table[0]);

void
settings_init(struct settings *s)
{
	*s = (struct settings){
	    .format = FORMAT_TEXT,
	    .header = true,
	    .events = EVENTS_SHORT,
	    .hints = true,
	    .timeout = 10000,
	    .fields = BUF_INIT(BUF_MAX_LINE),
	    .template = BUF_INIT(BUF_MAX_LINE),
	};
}

void
settings_clear(struct settings *s)
{
	buf_clear(&s->fields);
	buf_clear(&s->template);
}

static bool
wants_color(const struct options *o)
{
	const char *none = getenv("NO_COLOR"), *term = getenv("TERM");

	if (o->color && str_eq(str_of(o->color), STR("always")))
		return true;
	if (o->color && str_eq(str_of(o->color), STR("never")))
		return false;
	return out_is_terminal() && !(none && *none) && term && strcmp(term, "dumb") != 0;
}

void
settings_preset(struct settings *s, const struct options *o)
{
	s->color = wants_color(o);
	s->header = !o->no_header;
	s->envelope = o->envelope;
	s->timeout = o->timeout;
	s->keep_going = o->keep_going;
	s->dry_run = o->dry_run;
	s->read_only = o->read_only;
	s->stays_read_only =
	    o->read_only && options_origin(o, &o->read_only)->source == SOURCE_OPTION;
	s->yes = o->yes;
	if (o->output)
		format_read(str_of(o->output), &s->format);
	if (o->format)
		buf_addz(&s->template, o->format);
	/* On the command line -o json overrules the format of amsh.conf. */
	if (o->format && (!o->output || options_origin(o, &o->format)->source >=
	                                    options_origin(o, &o->output)->source))
		s->format = FORMAT_TEMPLATE;
	if (o->fields)
		buf_addz(&s->fields, o->fields);
}

void
settings_begin_story(struct settings *s)
{
	s->events = EVENTS_STORY;
}

void
settings_restrict(struct settings *s, bool read_only)
{
	s->read_only |= read_only;
}

static const struct setting *
find(struct str name)
{
	for (size_t i = 0; i < table_n; i++)
		if (str_ieq(str_of(table[i].name), name))
			return &table[i];
	return NULL;
}

bool
settings_agree(struct settings *s, bool agreed)
{
	bool before = s->agreed;

	s->agreed = agreed;
	return before;
}

bool
settings_has(struct str name)
{
	return find(name) != NULL;
}

/* The place of the setting. */
static void *
place(struct settings *s, const struct setting *row)
{
	return (char *)s + row->offset;
}

/* A time to wait for something: none would be a failure at once. */
static int
set_seconds(msec *at, const char *name, struct str value, struct err *err)
{
	msec wait;

	if (!clock_read_seconds(value, &wait) || wait == 0)
		return err_set(err, ERR_USAGE,
		    "%s must be a number of seconds above 0, at most %d: %.*s", name,
		    CLOCK_SECONDS_MAX, STR_ARG(value));
	*at = wait;
	return 0;
}

/* The template of lines of one's own, which are printed from now on; empty: text is. */
static int
set_template(struct settings *s, struct str value, struct err *err)
{
	struct buf copy = BUF_INIT(BUF_MAX_LINE);

	buf_adds(&copy, value);
	int failed = value.n ? template_check(buf_z(&copy), err) : 0;
	buf_clear(&copy);
	if (failed)
		return err_prefix(err, "format");
	buf_reset(&s->template);
	buf_adds(&s->template, value);
	s->format = value.n ? FORMAT_TEMPLATE : FORMAT_TEXT;
	return 0;
}

int
settings_set(struct settings *s, struct str name, struct str value, struct err *err)
{
	const struct setting *row = find(name);

	if (!row)
		return err_set(err, ERR_USAGE, "no such setting: %.*s", STR_ARG(name));
	if (row->choices && !choices_have(row->choices, value))
		return err_set(err, ERR_USAGE, "%s must be one of %s: "
		    "%.*s", row->name, row->choices,
		    STR_ARG(value));
	if (s->stays_read_only && place(s, row) == &s->read_only && str_ieq(value, STR("off")))
		return err_set(
		    err, ERR_USAGE, "read-only cannot be turned off: it was set with --read-only");
	switch (row->type) {
	case SET_FORMAT:
		*(enum format *)place(s, row) = (enum format)choices_find(row->choices, value);
		break;
	case SET_BOOL:
		*(bool *)place(s, row) = str_ieq(value, STR("on"));
		break;
	case SET_EVENTS:
		*(enum events_look *)place(s, row) =
		    (enum events_look)choices_find(row->choices, value);
		break;
	case SET_SECONDS:
		return set_seconds(place(s, row), row->name, value, err);
	case SET_TEMPLATE:
		return set_template(s, value, err);
	case SET_TEXT:
		buf_reset(place(s, row));
		buf_adds(place(s, row), value);
		break;
	}
	return 0;
}

const char *
settings_get(const struct settings *s, size_t i, struct buf *value)
{
	if (i >= table_n)
		return NULL;
	const struct setting *row = &table[i];
	const void *at = (const char *)s + row->offset;
	struct str word;
	switch (row->type) {
	case SET_FORMAT:
		buf_addz(value, format_name(*(const enum format *)at));
		break;
	case SET_BOOL:
		buf_addz(value, *(const bool *)at ? "on" : "off");
		break;
	case SET_EVENTS:
		choices_at(row->choices, *(const enum events_look *)at, &word);
		buf_adds(value, word);
		break;
	case SET_SECONDS:
		buf_addf(value, "%.13g", (double)*(const msec *)at / 1000);
		break;
	case SET_TEMPLATE:
	case SET_TEXT:
		buf_adds(value, buf_str(at));
		break;
	}
	return row->name;
}

const char *
settings_name(size_t i, const char **choices)
{
	if (i >= table_n)
		return NULL;
	*choices = table[i].choices;
	return table[i].name;
}

/* The letters of a name, in lower case. */
static struct str
letters(char room[32], struct str name)
{
	size_t n = 0;

	for (size_t i = 0; i < name.n && n < 32; i++)
		if (str_lower(name.p[i]) >= 'a' && str_lower(name.p[i]) <= 'z')
			room[n++] = str_lower(name.p[i]);
	return str_from(room, n);
}

const char *
settings_near_safety(struct str name, struct str value)
{
	static const char *const safety[] = {"read-only", "dry-run", "keep-going", "yes"};
	char ours[32], theirs[32];

	if (!choices_have("on|off|yes|no|true|false|0|1", value))
		return NULL;
	for (size_t i = 0; i < sizeof(safety) / sizeof(*safety); i++) {
		struct str setting = letters(ours, str_of(safety[i]));
		size_t slips = suggest_distance(setting, letters(theirs, name));
		if (slips <= setting.n / 3)
			return safety[i];
	}
	return NULL;
}
