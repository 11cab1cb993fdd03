/* SPDX-License-Identifier: ISC */
/* Walks "a|b|c". The lists are short, so each search starts from the beginning. */
#include "base/choices.h"

bool
choices_at(const char *choices, size_t i, struct str *word)
{
	struct str rest = str_of(choices);

	while (choices && str_cut(&rest, '|', word))
		if (i-- == 0)
			return true;
	return false;
}

size_t
choices_find(const char *choices, struct str word)
{
	struct str one;

	for (size_t i = 0; choices_at(choices, i, &one); i++)
		if (str_ieq(one, word))
			return i;
	return CHOICES_NONE;
}

bool
choices_have(const char *choices, struct str word)
{
	return choices_find(choices, word) != CHOICES_NONE;
}
