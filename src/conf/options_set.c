/* SPDX-License-Identifier: ISC */
/* Values kept by the table's rows, whoever sets them: checked, overruled, reset, shown. */
#include <stdio.h>
#include <stdlib.h>

#include "base/choices.h"
#include "base/mem.h"
#include "base/suggest.h"
#include "conf/dialect.h"
#include "conf/options_impl.h"

#define AT_ONCE     64
#define AT_ONCE_MAX 10000

/* Is it one of them as it is written there? */
static bool
is_choice(const char *choices, struct str text)
{
	struct str one;

	return choices_at(choices, choices_find(choices, text), &one) && str_eq(one, text);
}

static void
add_input(struct options *o, enum input_kind kind, const char *text)
{
	o->inputs = mem_grow(o->inputs, o->inputs_n + 1, sizeof(*o->inputs));
	o->inputs[o->inputs_n++] = (struct input){.kind = kind, .text = text};
}

/* "--timeout" or "-t" on the command line, "timeout" in a file. */
static const char *
spelling(const struct row *row, struct origin from, char *room, size_t size)
{
	if (from.source != SOURCE_OPTION && row->key)
		return row->key;
	if (row->show.name)
		snprintf(room, size, "--%s", row->show.name);
	else
		snprintf(room, size, "-%c", row->show.letter);
	return room;
}

/* How many at once. */
static int
keep_number(size_t *limit, const char *name, const char *value, struct err *err)
{
	long n = AT_ONCE;

	if (value && !str_number(str_of(value), 1, AT_ONCE_MAX, &n))
		return err_set(err, ERR_USAGE, "%s must be a number from 1 to %d: %s", name,
		    AT_ONCE_MAX, value);
	*limit = (size_t)n;
	return 0;
}

/* How fast a recording is played. */
static int
keep_speed(long *thousandths, const char *value, struct err *err)
{
	bool is_number = value && strcmp(value, "max") != 0;
	char *end = NULL;
	double speed = is_number ? strtod(value, &end) : 0;

	if (is_number && (*end || !(speed >= 0.001 && speed <= 1000000)))
		return err_set(err, ERR_USAGE,
		    "--speed must be a number from 0.001 to 1000000, or max: %s", value);
	*thousandths = (long)(speed * 1000);
	return 0;
}

/* yes or no; an option alone means yes. */
static int
keep_flag(bool *flag, const char *name, const char *value, struct err *err)
{
	int yes = value ? str_yes(str_of(value)) : 1;

	if (yes < 0)
		return err_set(err, ERR_USAGE, "%s must be yes or no: %s", name, value);
	*flag = yes;
	return 0;
}

/* The first row of a member, which represents all that share it. */
static size_t
row_at(size_t offset)
{
	size_t i = 0;

	while (options_table(i)->offset != offset)
		i++;
	return i;
}

int
options_keep(struct options *o, const struct row *row, const char *value, struct origin from,
    struct err *err)
{
	void *at = (char *)o + row->offset;
	char room[40];
	const char *name = spelling(row, from, room, sizeof(room));

	if (row->show.choices && value && !is_choice(row->show.choices, str_of(value)))
		return err_set(err, ERR_USAGE, "%s must be one of %s: %s", name, row->show.choices,
		    value);
	switch (row->kind) {
	case KIND_TEXT:
		if (row->check && row->check(value, err) < 0)
			return err_prefix(err, "%s", name);
		*(const char **)at = value ? value : "";
		break;
	case KIND_JSON:
		*(const char **)at = "json";
		break;
	case KIND_FLAG:
		if (keep_flag(at, name, value, err) < 0)
			return -1;
		break;
	case KIND_COUNT:
		++*(int *)at;
		break;
	case KIND_SECONDS:
		if (!clock_read_seconds(str_of(value), at) || *(const msec *)at == 0)
			return err_set(err, ERR_USAGE,
			    "%s must be a number of seconds above 0, at most %d: %s", name,
			    CLOCK_SECONDS_MAX, value);
		break;
	case KIND_PIPELINE:
		o->keep_going = true;
		return keep_number(at, name, value, err);
	case KIND_NUMBER:
		if (keep_number(at, name, value, err) < 0)
			return -1;
		break;
	case KIND_SPEED:
		return keep_speed(at, value, err);
	case KIND_LINE:
		add_input(o, INPUT_LINE, value);
		return 0;
	case KIND_FILE:
		add_input(o, INPUT_FILE, value);
		return 0;
	}
	o->origin[row_at(row->offset)] = from;
	return 0;
}

static bool
is_key(const struct row *row)
{
	return row->show.flags & OPTION_KEY;
}

static const struct row *
find_key(struct str key)
{
	const struct row *row;

	for (size_t i = 0; (row = options_table(i)); i++)
		if (is_key(row) && str_ieq(str_of(row->key), key))
			return row;
	return NULL;
}

const struct option_row *
options_find_key(struct str key)
{
	const struct row *row = find_key(key);

	return row ? &row->show : NULL;
}

/* How many keys come before this one. */
static size_t
rank(const char *key)
{
	const struct row *row;
	size_t n = 0;

	for (size_t i = 0; (row = options_table(i)); i++)
		n += is_key(row) && strcmp(row->key, key) < 0;
	return n;
}

const char *
options_key(size_t i, const struct option_row **show)
{
	const struct row *row;

	for (size_t k = 0; (row = options_table(k)); k++) {
		if (!is_key(row) || rank(row->key) != i)
			continue;
		*show = &row->show;
		return row->key;
	}
	return NULL;
}

static const char *
key_candidate(void *arg, size_t i)
{
	const struct option_row *row;

	(void)arg;
	return options_key(i, &row);
}

int
options_set(struct options *o, struct str name, const char *value, struct origin from,
    struct err *err)
{
	const struct row *row = find_key(name);
	struct buf near = BUF_INIT(BUF_MAX_LINE);

	if (row)
		return o->origin[row_at(row->offset)].source > from.source ?
		    0 : options_keep(o, row, value, from, err);
	suggest_hint(&near, name, key_candidate, NULL);
	err_set(err, ERR_USAGE, "no such setting: %.*s%s", STR_ARG(name), buf_z(&near));
	buf_clear(&near);
	return -1;
}

/* The row that a member of o belongs to. */
static size_t
row_of(const struct options *o, const void *member)
{
	return row_at((size_t)((const char *)member - (const char *)o));
}

const struct origin *
options_origin(const struct options *o, const void *member)
{
	return &o->origin[row_of(o, member)];
}

void
options_spell(const struct options *o, const void *member, struct buf *out)
{
	size_t i = row_of(o, member);
	char room[40];

	buf_addz(out, spelling(options_table(i), o->origin[i], room, sizeof(room)));
}

/* Copy the value of row i, and who has set it. */
static void
copy(struct options *to, const struct options *from, size_t i)
{
	const struct row *row = options_table(i);
	void *at = (char *)to + row->offset;
	const void *value = (const char *)from + row->offset;

	if (row->kind == KIND_SECONDS)
		memcpy(at, value, sizeof(msec));
	else if (row->kind == KIND_FLAG)
		memcpy(at, value, sizeof(bool));
	else if (row->kind == KIND_TEXT)
		memcpy(at, value, sizeof(char *));
	to->origin[i] = from->origin[i];
}

void
options_reset(struct options *o, const void *member)
{
	copy(o, &options_defaults, row_of(o, member));
}

/* Has a row all of these flags? */
static bool
has(size_t i, unsigned flags)
{
	return (options_table(i)->show.flags & flags) == flags;
}

void
options_reset_all(struct options *o, unsigned flags)
{
	for (size_t i = 0; options_table(i); i++)
		if (has(i, flags))
			copy(o, &options_defaults, i);
}

static void
take(struct options *o, const struct options *from, size_t i)
{
	if (from->origin[i].source == SOURCE_OPTION && o->origin[i].source < SOURCE_OPTION)
		copy(o, from, i);
}

void
options_take(struct options *o, const struct options *from, const void *member)
{
	take(o, from, row_of(from, member));
}

void
options_take_all(struct options *o, const struct options *from, unsigned flags)
{
	for (size_t i = 0; options_table(i); i++)
		if (has(i, flags))
			take(o, from, i);
}

const void *
options_next(const struct options *o, unsigned flags, size_t *i)
{
	const struct row *row;

	while ((row = options_table((*i)++))) {
		const void *at = (const char *)o + row->offset;
		if (has(*i - 1, flags) &&
		    (row->kind == KIND_FLAG ? *(const bool *)at : *(char *const *)at != NULL))
			return at;
	}
	return NULL;
}

void
options_set_tls(const struct options *o, struct tls_options *tls)
{
	const void *from;

	for (size_t i = 0; (from = options_next(o, OPTION_TLS, &i));) {
		const struct row *row = options_table(i - 1);
		void *to = (char *)tls + row->offset - offsetof(struct options, verify);
		if (row->kind == KIND_FLAG)
			*(bool *)to = true;
		else
			mem_replace(to, str_of(*(const char *const *)from));
	}
}

void
options_forget(struct options *o, enum source before)
{
	for (size_t i = 0; options_table(i); i++)
		if (o->origin[i].source != SOURCE_DEFAULT && o->origin[i].source < before)
			copy(o, &options_defaults, i);
}

const struct origin *
options_show(const struct options *o, const char *key, struct buf *value)
{
	const struct row *row = find_key(str_of(key));

	if (!row)
		return NULL;
	const void *at = (const char *)o + row->offset;
	if (row->kind == KIND_FLAG)
		buf_addz(value, *(const bool *)at ? "yes" : "no");
	else if (row->kind == KIND_SECONDS)
		buf_addf(value, "%g", (double)*(const msec *)at / 1000);
	else if (*(const char *const *)at)
		buf_addz(value, *(const char *const *)at);
	return options_origin(o, at);
}
