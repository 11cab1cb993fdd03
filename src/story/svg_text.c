/* SPDX-License-Identifier: ISC */
/* Text of others in a picture. */
#include "base/text.h"
#include "story/svg_impl.h"

#define LABEL_MAX 24 /* columns of a label; of longer ones the middle is left out */
#define LABEL_END 9  /* columns of its end */

/* What stands for a character that XML has no other way to write, or that would be markup. */
static const char *
instead_of(uint32_t code)
{
	switch (code) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case 0xfffe: /* neither is a character of XML */
		return "\\ufffe";
	case 0xffff:
		return "\\uffff";
	default:
		return NULL;
	}
}

/* Append printable text. */
static void
add(struct buf *out, struct str text)
{
	uint32_t code;

	while (text.n) {
		size_t n = text_decode(text, &code);
		const char *other = instead_of(code);
		if (other)
			buf_addz(out, other);
		else
			buf_adds(out, str_head(text, n));
		text = str_from_at(text, n);
	}
}

void
svg_text(struct buf *out, struct str text)
{
	struct buf printable = BUF_INIT(BUF_MAX_TEXT);

	text_escape(&printable, text);
	add(out, buf_str(&printable));
	buf_clear(&printable);
}

size_t
svg_label(struct buf *out, const struct svg_lane *lane)
{
	struct buf printable = BUF_INIT(BUF_MAX_LINE), cut = BUF_INIT(BUF_MAX_LINE);

	text_escape(&printable, str_of(lane->label));
	size_t columns = text_cut(&cut, buf_str(&printable), LABEL_MAX, LABEL_END);
	add(out, buf_str(&cut));
	buf_clear(&printable);
	buf_clear(&cut);
	return columns;
}
