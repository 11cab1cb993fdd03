/* SPDX-License-Identifier: ISC */
/* Checking and normalizing event masks. */
#include "lang/mask.h"

#include "ami/parameter.h"
#include "base/choices.h"

bool
mask_has(struct str mask, struct str class)
{
	struct str rest = mask, one;

	while (str_cut(&rest, ',', &one))
		if (str_eq(one, class) || str_eq(one, STR("on")) || str_eq(one, STR("all")))
			return true;
	return false;
}

int
mask_read(struct buf *out, struct str text, struct err *err)
{
	struct str rest = text, one;
	size_t start = out->n;

	if (str_ieq(text, STR("on")) || str_ieq(text, STR("off")))
		rest = (struct str){NULL, 0};
	while (str_cut(&rest, ',', &one)) {
		one = str_trim(one);
		if (!choices_have(parameter_classes, one))
			return err_set(err, ERR_USAGE,
			    "no such class of events: %.*s (on, off or some of %s)", STR_ARG(one),
			    parameter_classes);
		if (out->n > start)
			buf_addc(out, ',');
		buf_adds(out, one);
	}
	if (out->n == start)
		buf_adds(out, text);
	for (size_t i = start; i < out->n; i++)
		out->p[i] = str_lower(out->p[i]);
	return 0;
}
