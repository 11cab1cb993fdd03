/* SPDX-License-Identifier: ISC */
/* Finds the row of an event. */
#include "view/event_form.h"

#include <stdlib.h>

static const struct event_form forms[] = {
#include "view/event_form.inc"
};

static const struct event_form any = {"", "{Channel}", "{*}"};

#define FORMS (sizeof(forms) / sizeof(*forms))

static int
compare(const void *key, const void *row)
{
	const struct str *name = key;
	const struct event_form *form = row;

	return str_icmp(*name, str_of(form->name));
}

const struct event_form *
event_form(struct str name)
{
	const struct event_form *form = bsearch(&name, forms, FORMS, sizeof(*forms), compare);

	return form ? form : &any;
}
