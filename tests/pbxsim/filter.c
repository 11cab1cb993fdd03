/* SPDX-License-Identifier: ISC */
/* Event filters: parsed from an action, applied to the text of an event. */
#include "filter.h"

#include <regex.h>
#include <stdlib.h>

#include "base/mem.h"

enum method {
	METHOD_NONE,
	METHOD_REGEX,
	METHOD_EXACT,
	METHOD_STARTS,
	METHOD_ENDS,
	METHOD_CONTAINS
};

static const char *const method_names[] = {
    "none", "regex", "exact", "starts_with", "ends_with", "contains"};

struct filter {
	struct filter *next;
	bool exclude;
	bool said_action;
	char *event;  /* only events of this name */
	char *header; /* only this header, with its colon */
	enum method method;
	char *text;
	regex_t regex;
	bool compiled;
};

static void
filter_free(struct filter *f)
{
	if (f->compiled)
		regfree(&f->regex);
	free(f->event);
	free(f->header);
	free(f->text);
	free(f);
}

static bool
set_method(struct filter *f, struct str name)
{
	for (size_t i = 0; i < sizeof(method_names) / sizeof(*method_names); i++) {
		if (str_eq(name, str_of(method_names[i]))) {
			f->method = (enum method)i;
			return true;
		}
	}
	return false;
}

static bool
set_action(struct filter *f, struct str action)
{
	f->said_action = true;
	f->exclude = str_eq(action, STR("exclude"));
	return f->exclude || str_eq(action, STR("include"));
}

/* Read one criterion: key(value). */
static bool
set_criterion(struct filter *f, struct str key, struct str value)
{
	if (str_eq(key, STR("action")))
		return set_action(f, value);
	if (str_eq(key, STR("method")))
		return set_method(f, value);
	if (str_eq(key, STR("name")) && value.n) {
		free(f->event);
		f->event = mem_strndup(value);
		return true;
	}
	if (str_eq(key, STR("header")) && value.n) {
		free(f->header);
		f->header = mem_strndup(value);
		return true;
	}
	return false;
}

static bool
read_criteria(struct filter *f, struct str criteria)
{
	struct str one;

	while (str_cut(&criteria, ',', &one)) {
		one = str_trim(one);
		size_t open = str_chr(one, '(');
		if (open == one.n || !str_ends(one, STR(")")))
			return false;
		struct str value = str_from_at(one, open + 1);
		value.n--;
		if (!set_criterion(f, str_head(one, open), value))
			return false;
	}
	return true;
}

/* Do the parts of a filter fit together? */
static bool
makes_sense(const struct filter *f)
{
	if (!*f->text)
		return f->method == METHOD_NONE && (f->event || f->header);
	return f->method != METHOD_NONE;
}

enum filter_result
sim_filter_add(struct filters *list, const char *criteria, const char *text)
{
	struct filter *f = mem_alloc(sizeof(*f));
	bool old_form = !*criteria;
	bool bang = *text == '!';

	f->method = old_form ? METHOD_REGEX : METHOD_NONE;
	bool good = read_criteria(f, old_form ? (struct str){NULL, 0} : str_of(criteria));
	if (bang && !f->said_action)
		f->exclude = true;
	f->text = mem_strdup(text + bang);
	if (!good || !makes_sense(f)) {
		filter_free(f);
		return FILTER_BAD_SYNTAX;
	}
	if (f->method == METHOD_REGEX) {
		if (regcomp(&f->regex, f->text, REG_EXTENDED | REG_NOSUB)) {
			filter_free(f);
			return FILTER_BAD_REGEX;
		}
		f->compiled = true;
	}
	f->next = list->first;
	list->first = f;
	list->has_exclude |= f->exclude;
	list->has_include |= !f->exclude;
	return FILTER_OK;
}

static bool
method_matches(const struct filter *f, const char *text)
{
	switch (f->method) {
	case METHOD_NONE:
		return true;
	case METHOD_REGEX:
		return regexec(&f->regex, text, 0, NULL, 0) == 0;
	case METHOD_EXACT:
		return strcmp(text, f->text) == 0;
	case METHOD_STARTS:
		return str_starts(str_of(text), str_of(f->text));
	case METHOD_ENDS:
		return str_ends(str_of(text), str_of(f->text));
	case METHOD_CONTAINS:
		return strstr(text, f->text) != NULL;
	}
	return false;
}

/* Does the value of some header of the filter's name match? */
static bool
header_matches(const struct filter *f, struct str event)
{
	size_t n = strlen(f->header);
	struct str line;

	while (str_cut(&event, '\n', &line)) {
		if (!str_starts(line, str_of(f->header)) || line.n < n + 1 || line.p[n] != ':')
			continue;
		char *value = mem_strndup(str_trim(str_from_at(line, n + 1)));
		value[strcspn(value, "\r")] = '\0';
		bool matches = method_matches(f, value);
		free(value);
		if (matches)
			return true;
	}
	return false;
}

static bool
matches(const struct filter *f, const char *event)
{
	struct str name = str_from_at(str_of(event), strlen("Event: "));

	name = str_head(name, str_chr(name, '\r'));
	if (f->event && !str_eq(name, str_of(f->event)))
		return false;
	return f->header ? header_matches(f, str_of(event)) : method_matches(f, event);
}

bool
sim_filter_passes(const struct filters *list, const char *event)
{
	bool included = !list->has_include;

	for (const struct filter *f = list->first; f; f = f->next) {
		if (!matches(f, event))
			continue;
		if (f->exclude)
			return false;
		included = true;
	}
	return included;
}

void
sim_filter_clear(struct filters *list)
{
	while (list->first) {
		struct filter *f = list->first;
		list->first = f->next;
		filter_free(f);
	}
}
