/* SPDX-License-Identifier: ISC */
/* The table of accounts and the names of the classes. */
#include "users.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct user users[] = {
    {"hello", CLASS_ALL, CLASS_ALL, false},
    {"once", CLASS_ALL, CLASS_ALL, true},
    {"reporter", CLASS_CALL | CLASS_REPORTING | CLASS_SYSTEM, CLASS_REPORTING, false},
    {"noperm", 0, 0, false},
};

static const struct {
	unsigned bit;
	const char *name;
} classes_by_bit[] = {
    {CLASS_SYSTEM, "system"},
    {CLASS_CALL, "call"},
    {CLASS_LOG, "log"},
    {CLASS_VERBOSE, "verbose"},
    {CLASS_COMMAND, "command"},
    {CLASS_AGENT, "agent"},
    {CLASS_USER, "user"},
    {CLASS_CONFIG, "config"},
    {CLASS_DTMF, "dtmf"},
    {CLASS_REPORTING, "reporting"},
    {CLASS_CDR, "cdr"},
    {CLASS_DIALPLAN, "dialplan"},
    {CLASS_ORIGINATE, "originate"},
    {CLASS_AGI, "agi"},
    {CLASS_CC, "cc"},
    {CLASS_AOC, "aoc"},
    {CLASS_TEST, "test"},
    {CLASS_SECURITY, "security"},
    {CLASS_MESSAGE, "message"},
    {CLASS_ALL, "all"},
};

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

const struct user *
sim_user_find(const char *name)
{
	for (size_t i = 0; i < COUNT(users); i++)
		if (strcasecmp(users[i].name, name) == 0)
			return &users[i];
	return NULL;
}

void
sim_classes(struct buf *out, unsigned classes, const char *none)
{
	if (!classes) {
		buf_addz(out, none);
		return;
	}
	for (size_t i = 0; i + 1 < COUNT(classes_by_bit); i++)
		if (classes & classes_by_bit[i].bit)
			buf_addf(out, "%s,", classes_by_bit[i].name);
	buf_addz(out, "all");
}

static bool
any_of(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (strcasecmp(text, *words) == 0)
			return true;
	return false;
}

/* A comma list of class names, in their own case and without blanks. */
static unsigned
mask_of_names(struct str names)
{
	unsigned mask = 0;
	struct str name;

	while (str_cut(&names, ',', &name))
		for (size_t i = 0; i < COUNT(classes_by_bit); i++)
			if (str_eq(name, str_of(classes_by_bit[i].name)))
				mask |= classes_by_bit[i].bit;
	return mask;
}

bool
sim_mask(const char *text, unsigned *mask)
{
	static const char *const on[] = {"yes", "true", "y", "t", "on", NULL};
	static const char *const off[] = {"no", "false", "n", "f", "off", NULL};

	if (!*text)
		return false;
	if (strspn(text, "0123456789") == strlen(text))
		*mask = (unsigned)strtoul(text, NULL, 10);
	else if (any_of(text, on))
		*mask = CLASS_ALL;
	else
		*mask = any_of(text, off) ? 0 : mask_of_names(str_of(text));
	return true;
}
