/* SPDX-License-Identifier: ISC */
/* Tabs between fields, and escapes for what would be taken for one. */
#include "rows/tsv.h"

static const struct {
	char letter, byte;
} escapes[] = {{'t', '\t'}, {'n', '\n'}, {'r', '\r'}, {'0', '\0'}, {'\\', '\\'}};

#define ESCAPES (sizeof(escapes) / sizeof(escapes[0]))

/* Append a field with its escapes undone. */
static void
add_field(struct buf *out, struct str field)
{
	for (size_t i = 0; i < field.n; i++) {
		size_t k = ESCAPES;
		if (field.p[i] == '\\' && i + 1 < field.n)
			for (k = 0; k < ESCAPES && escapes[k].letter != field.p[i + 1];)
				k++;
		buf_addc(out, k < ESCAPES ? escapes[k].byte : field.p[i]);
		i += k < ESCAPES;
	}
}

void
tsv_split(struct str line, struct fields *out)
{
	struct str field;

	fields_reset(out);
	line.n -= str_ends(line, STR("\r"));
	while (str_cut(&line, '\t', &field)) {
		add_field(&out->text, field);
		fields_end(out);
	}
}

void
tsv_escape(struct buf *out, struct str value)
{
	for (size_t i = 0; i < value.n; i++) {
		size_t k = 0;
		while (k < ESCAPES && escapes[k].byte != value.p[i])
			k++;
		if (k < ESCAPES) {
			buf_addc(out, '\\');
			buf_addc(out, escapes[k].letter);
		} else {
			buf_addc(out, value.p[i]);
		}
	}
}
