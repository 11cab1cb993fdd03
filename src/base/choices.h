/* SPDX-License-Identifier: ISC */
/* Lists of words as one text, "a|b|c". NULL is a list without words. */
#ifndef BASE_CHOICES_H
#define BASE_CHOICES_H

#include <stdint.h>

#include "base/str.h"

#define CHOICES_NONE SIZE_MAX

/* Word i of the list; false at its end. */
bool choices_at(const char *choices, size_t i, struct str *word);

/* Which word of the list it is, case ignored, or CHOICES_NONE; is it one? */
size_t choices_find(const char *choices, struct str word);
bool choices_have(const char *choices, struct str word);

#endif
