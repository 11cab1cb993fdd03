/* SPDX-License-Identifier: ISC */
/*
 * Any bytes are rows, or are refused with a reason, and the same rows in whatever pieces they come.
 * What is written as CSV is read back as it was.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "rows/csv.h"
#include "rows/reader.h"
#include "rows/tsv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Give the reader the next piece. */
static void
feed(struct reader *r, struct str *text, size_t piece)
{
	size_t n = piece < text->n ? piece : text->n;
	char *room = reader_room(r, n + 1);

	if (!room)
		abort();
	if (n)
		memcpy(room, text->p, n);
	reader_filled(r, n);
	*text = str_from_at(*text, n);
}

/* The rows of the text, in pieces of that size, as text. */
static void
read_in(const char *file, struct str text, size_t piece, struct buf *out)
{
	struct reader *r = reader_new(file);
	struct err err;
	struct row row;
	int got = 0;

	while (got >= 0 && !(got == 0 && reader_ended(r))) {
		got = reader_next(r, &row, &err);
		if (got < 0) {
			if (err.kind != ERR_USAGE || !err.text[0])
				abort();
			buf_addz(out, err.text);
		} else if (got == 0 && !reader_ended(r)) {
			feed(r, &text, piece);
		} else if (got == 1) {
			buf_addf(out, "%zu %s\n", row.number, row.err.text);
			for (size_t i = 0; i < row.msg->n; i++) {
				buf_adds(out, msg_name(row.msg, i));
				buf_addc(out, '=');
				buf_adds(out, msg_value(row.msg, i));
				buf_addc(out, '\n');
			}
			free(row.msg);
		}
	}
	reader_free(r);
}

static void
check_pieces(const char *file, struct str text)
{
	struct buf whole = BUF_INIT(BUF_MAX_TEXT), pieces = BUF_INIT(BUF_MAX_TEXT);

	read_in(file, text, text.n + 1, &whole);
	read_in(file, text, 3, &pieces);
	if (!str_eq(buf_str(&whole), buf_str(&pieces))) {
		fprintf(stderr, "%s: whole:\n%s\nin pieces:\n%s\n", file, buf_z(&whole),
		    buf_z(&pieces));
		abort();
	}
	buf_clear(&whole);
	buf_clear(&pieces);
}

/* Write two values and read them. */
static void
check_writing(struct str first, struct str second)
{
	struct buf csv = BUF_INIT(BUF_MAX_TEXT), tsv = BUF_INIT(BUF_MAX_TEXT);
	struct fields fields = FIELDS_INIT;
	struct csv_scan scan = {0};
	size_t end;

	csv_quote(&csv, first);
	buf_addc(&csv, ',');
	csv_quote(&csv, second);
	if (csv_find_end(&scan, buf_str(&csv), &end) || csv_split(buf_str(&csv), &fields) ||
	    fields.n != 2 || !str_eq(fields_at(&fields, 0), first) ||
	    !str_eq(fields_at(&fields, 1), second))
		abort();
	tsv_escape(&tsv, first);
	buf_addc(&tsv, '\t');
	tsv_escape(&tsv, second);
	tsv_split(buf_str(&tsv), &fields);
	if (fields.n != 2 || !str_eq(fields_at(&fields, 0), first) ||
	    !str_eq(fields_at(&fields, 1), second))
		abort();
	buf_clear(&csv);
	buf_clear(&tsv);
	fields_clear(&fields);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str text = str_from((const char *)data, n);

	check_pieces("-", text);
	check_pieces("x.csv", text);
	check_pieces("x.tsv", text);
	check_writing(str_head(text, n / 2), str_from_at(text, n / 2));
	return 0;
}
