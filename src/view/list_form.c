/* SPDX-License-Identifier: ISC */
/* Finds the columns of a list. */
#include "view/list_form.h"

#include <stdlib.h>

#include "view/render_table.h"

static const struct list_form forms[] = {
#include "view/list_form.inc"
};

#define FORMS (sizeof(forms) / sizeof(*forms))

static int
compare(const void *key, const void *row)
{
	const struct str *name = key;
	const struct list_form *form = row;

	return str_icmp(*name, str_of(form->name));
}

const struct list_form *
list_form(struct str event)
{
	return bsearch(&event, forms, FORMS, sizeof(*forms), compare);
}
