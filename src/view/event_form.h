/* SPDX-License-Identifier: ISC */
/* What matters in each event, as data. */
#ifndef VIEW_EVENT_FORM_H
#define VIEW_EVENT_FORM_H

#include "base/str.h"

struct event_form {
	const char *name;
	const char *subject; /* form: whom it is about, mostly a channel */
	const char *details; /* form: what happened to it */
};

/* The form for an event of that name, case ignored; one for all others where it is unknown. */
const struct event_form *event_form(struct str name);

#endif
