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

/* Append an element that is short to say: a plain value, an object of these (en/gsm). False: it is
 * something else. */
static bool
add_element(struct buf *text, struct str element)
{
	struct str inside = cut_inside(element), name, value;
	size_t start = text->n;

	if (!cut_is(element, '{')) {
		cut_text(text, element);
		return !cut_is(element, '[');
	}
	while (cut_member(&inside, &name, &value)) {
		if (cut_is(value, '{') || cut_is(value, '['))
			return false;
		buf_addz(text, text->n > start ? "/" : "");
		cut_text(text, value);
	}
	return true;
}

/* Append the elements of an array. False: one of them is not short to say. */
static bool
add_elements(struct buf *text, struct str array)
{
	struct str inside = cut_inside(array), element;
	bool simple = true;

	for (size_t i = 0; simple && cut_element(&inside, &element) && !stop_asked(i); i++) {
		buf_addz(text, i ? ", " : "");
		simple = add_element(text, element);
	}
	return simple;
}

void
value_print(struct buf *out, const struct msg *m, struct str value)
{
	struct buf text = BUF_INIT(BUF_MAX_MESSAGE);
	size_t n;

	if (!value_count(m, value, &n))
		text_escape(out, value);
	else if (add_elements(&text, value))
		text_escape(out, buf_str(&text));
	else
		buf_addf(out, "%zu element%s", n, n == 1 ? "" : "s");
	buf_clear(&text);
}

bool
value_count(const struct msg *m, struct str value, size_t *n)
{
	struct str inside = cut_inside(value), element;

	*n = 0;
	if (!is_array(m, value))
		return false;
	while (cut_element(&inside, &element) && !stop_asked(*n))
		++*n;
	return true;
}
