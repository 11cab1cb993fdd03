/* SPDX-License-Identifier: ISC */
/* Finds the records of a format, and gives their fields names. */
#include "rows/reader.h"

#include <stdlib.h>

#include "ari/cut.h"
#include "ari/jansson.h"
#include "ari/tidy.h"
#include "base/keys.h"
#include "base/mem.h"
#include "rows/csv.h"
#include "rows/row.h"
#include "rows/tsv.h"

#define FED_MAX 65536 /* bytes at once */

struct kind;

struct reader {
	const struct kind *kind; /* NULL: not known yet */
	struct buf text;
	size_t used; /* bytes of text that were read */
	struct csv_scan scan;
	bool begun, ended; /* a byte order mark was looked for; all bytes are there */
	bool named;        /* the names of the columns are known */
	struct fields names, values;
	size_t number;
};

/* What a format is. */
struct kind {
	const char *const *suffixes;
	bool named; /* the first record has the names */
	bool (*find_end)(struct csv_scan *scan, struct str text, size_t *end);
	/* Read a record; returns what is wrong with it, to be freed, or NULL. */
	char *(*read)(struct reader *r, struct str record);
	int (*open)(struct err *err); /* NULL: nothing to do */
};

static bool
find_line(struct csv_scan *scan, struct str text, size_t *end)
{
	struct str rest = str_from_at(text, scan->at);
	size_t n = str_chr(rest, '\n');

	*end = scan->at + n;
	scan->at = *end;
	return n < rest.n;
}

static char *
read_csv(struct reader *r, struct str record)
{
	const char *wrong = csv_split(record, &r->values);

	return wrong ? mem_strdup(wrong) : NULL;
}

static char *
read_tsv(struct reader *r, struct str record)
{
	tsv_split(record, &r->values);
	return NULL;
}

/* Add the names and values of an object. */
static void
add_members(struct reader *r, struct str object)
{
	struct str inside = cut_inside(object), name, value;

	while (cut_member(&inside, &name, &value)) {
		cut_text(&r->names.text, name);
		fields_end(&r->names);
		cut_text(&r->values.text, value);
		fields_end(&r->values);
	}
}

static char *
read_json(struct reader *r, struct str record)
{
	struct buf text = BUF_INIT(BUF_MAX_MESSAGE);
	char why[JANSSON_WHY], *wrong = NULL;
	struct err err;

	fields_reset(&r->names);
	fields_reset(&r->values);
	if (!jansson_check(record, true, why))
		wrong = mem_strdup(why);
	else if (tidy(&text, record, &err) < 0)
		wrong = mem_strdup(err.text);
	else if (!cut_is(buf_str(&text), '{'))
		wrong = mem_strdup("it is no object: {\"name\":\"value\"}");
	else
		add_members(r, buf_str(&text));
	buf_clear(&text);
	return wrong;
}

static const struct kind csv = {
    .suffixes = (const char *const[]){".csv", NULL},
    .named = true,
    .find_end = csv_find_end,
    .read = read_csv,
};

static const struct kind tsv = {
    .suffixes = (const char *const[]){".tsv", ".tab", NULL},
    .named = true,
    .find_end = find_line,
    .read = read_tsv,
};

static const struct kind json = {
    .suffixes = (const char *const[]){".json", ".jsonl", ".ndjson", NULL},
    .find_end = find_line,
    .read = read_json,
    .open = jansson_open,
};

static const struct kind *const kinds[] = {&csv, &tsv, &json};

/* The format that the file's name says, or NULL. */
static const struct kind *
kind_of_name(struct str file)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		for (const char *const *s = kinds[i]->suffixes; *s; s++) {
			struct str suffix = str_of(*s);
			if (file.n >= suffix.n &&
			    str_ieq(str_from_at(file, file.n - suffix.n), suffix))
				return kinds[i];
		}
	return NULL;
}

/* The format of what begins like this. */
static const struct kind *
kind_of_text(struct str text)
{
	struct str line = str_head(text, str_chr(text, '\n'));

	if (str_starts(str_trim(line), STR("{")))
		return &json;
	return str_chr(line, '\t') < line.n ? &tsv : &csv;
}

struct reader *
reader_new(const char *file)
{
	struct reader *r = mem_alloc(sizeof(*r));

	*r = (struct reader){
	    .kind = kind_of_name(str_of(file)),
	    .text = BUF_INIT(ROWS_MAX_ROW + FED_MAX),
	    .names = FIELDS_INIT,
	    .values = FIELDS_INIT,
	};
	return r;
}

void
reader_free(struct reader *r)
{
	if (!r)
		return;
	buf_clear(&r->text);
	fields_clear(&r->names);
	fields_clear(&r->values);
	free(r);
}

char *
reader_room(struct reader *r, size_t n)
{
	buf_drop(&r->text, r->used);
	r->scan.at -= r->scan.at < r->used ? r->scan.at : r->used;
	r->used = 0;
	return buf_room(&r->text, n);
}

void
reader_filled(struct reader *r, size_t n)
{
	r->text.n += n;
	r->ended |= n == 0;
}

bool
reader_ended(const struct reader *r)
{
	return r->ended && r->used == r->text.n;
}

bool
reader_is_table(const struct reader *r)
{
	return r->kind && r->kind->named;
}

/* Begin with the first whole line. */
static int
begin(struct reader *r, struct err *err)
{
	struct str text = buf_str(&r->text);

	r->used = text.n - str_skip_mark(text).n;
	r->scan.at = r->used;
	if (!r->kind)
		r->kind = kind_of_text(str_from_at(text, r->used));
	r->named = !r->kind->named;
	r->begun = true;
	return r->kind->open ? r->kind->open(err) : 0;
}

/* Take the next record, without its line break, off the text. */
static bool
take_record(struct reader *r, struct str *record)
{
	struct str text = buf_str(&r->text);
	size_t end;

	if (!r->kind->find_end(&r->scan, text, &end)) {
		if (!r->ended || r->used == text.n)
			return false;
		end = text.n;
	}
	*record = str_from(text.p + r->used, end - r->used);
	r->used = end < text.n ? end + 1 : end;
	r->scan = (struct csv_scan){.at = r->used};
	return true;
}

static bool
is_blank(struct str record)
{
	return record.n == 0 || str_eq(record, STR("\r"));
}

/* No two columns may have the same name. */
static int
check_names(const struct fields *names, struct err *err)
{
	struct keys seen = {0};
	int failed = 0;

	for (size_t i = 0; i < names->n && !failed; i++) {
		struct str name = fields_at(names, i);
		if (name.n && keys_add(&seen, name, i) != i)
			failed = err_set(err, ERR_USAGE, "two columns have the same name: %.*s",
			    STR_ARG(name));
	}
	keys_clear(&seen);
	return failed;
}

/* The first record has the names. */
static int
take_names(struct reader *r, struct str record, struct err *err)
{
	char *wrong = r->kind->read(r, record);

	if (wrong)
		err_set(err, ERR_USAGE, "the first row must be the names of the columns: %s",
		    wrong);
	else
		check_names(&r->values, err);
	free(wrong);
	struct fields names = r->values;
	r->values = r->names;
	r->names = names;
	r->named = true;
	return err->kind == ERR_NONE ? 0 : -1;
}

static void
take_row(struct reader *r, struct str record, struct row *row)
{
	char *wrong = r->kind->read(r, record);

	*row = (struct row){.number = ++r->number};
	if (wrong)
		err_set(&row->err, ERR_USAGE, "malformed: %s", wrong);
	else if (r->values.n != r->names.n)
		err_set(&row->err, ERR_USAGE,
		    "malformed: it has %zu column%s, the first row names %zu",
		    r->values.n, r->values.n == 1 ? "" : "s", r->names.n);
	free(wrong);
	row->msg = row_msg(&r->names, &r->values);
}

int
reader_next(struct reader *r, struct row *row, struct err *err)
{
	struct str record;

	err_clear(err);
	if (!r->begun) {
		struct str text = buf_str(&r->text);
		if (!r->ended && str_chr(text, '\n') == text.n && text.n < ROWS_MAX_ROW)
			return 0;
		if (begin(r, err) < 0)
			return -1;
	}
	while (take_record(r, &record)) {
		if (is_blank(record))
			continue;
		if (r->named) {
			take_row(r, record, row);
			return 1;
		}
		if (take_names(r, record, err) < 0)
			return -1;
	}
	if (r->text.n - r->used >= ROWS_MAX_ROW)
		return err_set(err, ERR_USAGE,
		    "row %zu is longer than %u bytes: is a quote not closed?",
		    r->number + 1, ROWS_MAX_ROW);
	if (r->ended && !r->named)
		return err_set(err, ERR_USAGE, "it is empty: the first row must be the names");
	return 0;
}
