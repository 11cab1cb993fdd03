/* SPDX-License-Identifier: ISC */
/* Reads and writes CSV, byte by byte. */
#include "rows/csv.h"

bool
csv_find_end(struct csv_scan *scan, struct str text, size_t *end)
{
	for (; scan->at < text.n; scan->at++) {
		char c = text.p[scan->at];
		if (c == '"' && scan->state == CSV_QUOTED) {
			scan->state = CSV_QUOTE;
		} else if (c == '"' && scan->state != CSV_PLAIN) {
			scan->state = CSV_QUOTED; /* the first, or the second of a doubled one */
		} else if (scan->state == CSV_QUOTED) {
			continue;
		} else if (c == '\n') {
			*end = scan->at;
			return true;
		} else {
			scan->state = c == ',' ? CSV_FIELD : CSV_PLAIN;
		}
	}
	return false;
}

/* The field in quotes that begins at *at. Returns what is wrong with it, or NULL. */
static const char *
take_quoted(struct str record, size_t *at, struct fields *out)
{
	for (++*at; *at < record.n; ++*at) {
		bool quote = record.p[*at] == '"';
		bool doubled = quote && *at + 1 < record.n && record.p[*at + 1] == '"';
		if (quote && !doubled)
			break;
		*at += doubled;
		buf_addc(&out->text, record.p[*at]);
	}
	if (*at == record.n)
		return "a double quote is not closed";
	++*at;
	return *at < record.n && record.p[*at] != ',' ? "text follows a closing double quote" :
	    NULL;
}

/* The rest of a field without quotes. */
static const char *
take_plain(struct str record, size_t *at, struct fields *out)
{
	struct str rest = str_from_at(record, *at);
	struct str field = str_head(rest, str_chr(rest, ','));

	buf_adds(&out->text, field);
	*at += field.n;
	return str_chr(field, '"') < field.n ? "a double quote in a field without quotes" : NULL;
}

const char *
csv_split(struct str record, struct fields *out)
{
	const char *wrong = NULL, *found;
	size_t at = 0;

	fields_reset(out);
	record.n -= str_ends(record, STR("\r"));
	for (;;) {
		bool quoted = at < record.n && record.p[at] == '"';
		found = quoted ? take_quoted(record, &at, out) : NULL;
		wrong = wrong ? wrong : found;
		found = at < record.n && record.p[at] != ',' ? take_plain(record, &at, out) : NULL;
		wrong = wrong ? wrong : found;
		fields_end(out);
		if (at >= record.n)
			return wrong;
		at++;
	}
}

void
csv_quote(struct buf *out, struct str value)
{
	bool plain = true;

	for (size_t i = 0; i < value.n; i++)
		plain &= !strchr(",\"\r\n", value.p[i]) || value.p[i] == '\0';
	if (value.n && (value.p[0] == ' ' || value.p[value.n - 1] == ' '))
		plain = false;
	if (plain) {
		buf_adds(out, value);
		return;
	}
	buf_addc(out, '"');
	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] == '"')
			buf_addc(out, '"');
		buf_addc(out, value.p[i]);
	}
	buf_addc(out, '"');
}
