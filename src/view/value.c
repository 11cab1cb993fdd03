/* SPDX-License-Identifier: ISC */
/* Tells an array from a string that looks like one by what is before it in the JSON text. */
#include "view/value.h"

#include "ari/cut.h"
#include "base/text.h"
#include "layout/stop.h"

static bool
is_array(const struct msg *m, struct str value)
{
	size_t at = m->json && cut_is(value, '[') ? (size_t)(value.p - m->raw.p) : 0;

	return at > 0 && at < m->json && value.p[-1] != '"';
}

/* Append what is in an object, if that is short to say: en/gsm. */
static bool
add_object(struct buf *text, struct str object)
{
	struct str inside = cut_inside(object), name, value;
	size_t start = text->n;

	while (cut_is(object, '{') && cut_member(&inside, &name, &value)) {
		if (cut_is(value, '{') || cut_is(value, '[')) {
			text->n = start;
			return false;
		}
		buf_addz(text, text->n > start ? "/" : "");
		cut_text(text, value);
	}
	return text->n > start;
}

void
value_print(struct buf *out, const struct msg *m, struct str value)
{
	struct buf text = BUF_INIT(BUF_MAX_MESSAGE);
	struct str inside = cut_inside(value), element;
	bool any = false;

	if (!is_array(m, value)) {
		text_escape(out, value);
		return;
	}
	for (size_t i = 0; cut_element(&inside, &element) && !stop_asked(i); i++) {
		buf_reset(&text);
		if (!add_object(&text, element))
			cut_text(&text, element);
		buf_addz(out, any ? ", " : "");
		text_escape(out, buf_str(&text));
		any = true;
	}
	buf_clear(&text);
}

bool
value_count(const struct msg *m, struct str value, size_t *n)
{
	struct str inside = cut_inside(value), element;

	*n = 0;
	if (!is_array(m, value))
		return false;
	while (cut_element(&inside, &element))
		++*n;
	return true;
}
