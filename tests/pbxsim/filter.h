/* SPDX-License-Identifier: ISC */
/* The event filters of one session, as main/manager.c of Asterisk 22.1 reads and applies them. */
#ifndef PBXSIM_FILTER_H
#define PBXSIM_FILTER_H

#include "base/str.h"

struct filter;

struct filters {
	struct filter *first;
	bool has_include;
	bool has_exclude;
};

enum filter_result { FILTER_OK, FILTER_BAD_SYNTAX, FILTER_BAD_REGEX };

/* Add a filter. criteria is "" for the old two forms, REGEX and !REGEX. */
enum filter_result sim_filter_add(struct filters *f, const char *criteria, const char *text);

/* May this event (its whole text, NUL-terminated) pass? */
bool sim_filter_passes(const struct filters *f, const char *event);

void sim_filter_clear(struct filters *f);

#endif
