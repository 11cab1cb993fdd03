/* SPDX-License-Identifier: ISC */
/* The report of a journal: CSV, a row for each row. */
#include <stdint.h>

#include "base/replace.h"
#include "rows/csv.h"
#include "rows/journal_impl.h"
#include "rows/tsv.h"

/* Append the names of a row's columns that are not there yet. */
static void
add_names(struct journal *j, struct fields *all, size_t columns)
{
	tsv_split(journal_line(j, columns), &j->fields);
	for (size_t i = 1; i < j->fields.n; i++) {
		size_t k = 0;
		while (k < all->n && !str_ieq(fields_at(all, k), journal_field(j, i)))
			k++;
		if (k == all->n || journal_field(j, i).n == 0)
			fields_add(all, journal_field(j, i));
	}
}

/* The columns of all rows, in the order in which they came. */
static struct fields
all_columns(struct journal *j)
{
	struct fields all = FIELDS_INIT;

	for (size_t i = 0; i < j->n; i++)
		if (i == 0 || j->v[i].columns != j->v[i - 1].columns)
			add_names(j, &all, j->v[i].columns);
	return all;
}

/* What amsh adds to a row. */
static void
add_result(struct journal *j, struct buf *out, size_t i)
{
	const struct entry *e = &j->v[i];

	buf_addf(out, "%zu", i + 1);
	if (!e->done) {
		buf_addz(out, ",,unknown,,,\"begun, and not known how it ended: not repeated\"");
		return;
	}
	tsv_split(journal_line(j, e->done), &j->fields);
	for (size_t k = 2; k < 7; k++) {
		buf_addc(out, ',');
		csv_quote(out, journal_field(j, k));
	}
}

/* The row itself, in the columns of all. */
static void
add_values(struct journal *j, struct buf *out, const struct fields *all, size_t i)
{
	struct fields names = FIELDS_INIT;

	tsv_split(journal_line(j, j->v[i].columns), &names);
	tsv_split(journal_line(j, j->v[i].begun), &j->fields);
	for (size_t k = 0; k < all->n; k++) {
		size_t at = k + 1; /* where the columns of the first row are */
		if (j->v[i].columns != j->v[0].columns)
			for (at = 1; at < names.n &&
			     !str_ieq(fields_at(&names, at), fields_at(all, k));)
				at++;
		buf_addc(out, ',');
		csv_quote(out, journal_field(j, at < names.n ? at + 1 : SIZE_MAX));
	}
	fields_clear(&names);
}

static void
make_report(struct journal *j, struct buf *out)
{
	struct fields all = all_columns(j);

	buf_addz(out, "number,status,outcome,cause,seconds,message");
	for (size_t k = 0; k < all.n; k++) {
		buf_addc(out, ',');
		csv_quote(out, fields_at(&all, k));
	}
	buf_addz(out, "\n");
	for (size_t i = 0; i < j->n; i++) {
		add_result(j, out, i);
		add_values(j, out, &all, i);
		buf_addz(out, "\n");
	}
	fields_clear(&all);
}

int
journal_report(struct journal *j, struct err *err)
{
	struct buf out = BUF_INIT(JOURNAL_MAX);

	make_report(j, &out);
	int failed = buf_full(&out) ? err_set(err, ERR_USAGE, "the report is too long") :
	    replace_file("the report", buf_z(&j->report), buf_str(&out), err);
	buf_clear(&out);
	return failed;
}
