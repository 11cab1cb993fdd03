/* SPDX-License-Identifier: ISC */
/*
 * Text compared without regard to case, in UTF-8 and by Unicode's simple case folding: Ü is ü, ẞ is
 * ß, Σ is σ and ς, whatever the locale. A byte that is not UTF-8 is a character of its own.
 */
#ifndef BASE_FOLD_H
#define BASE_FOLD_H

#include <stdint.h>

#include "base/str.h"

/* The character that represents all forms of this one. */
uint32_t fold_code(uint32_t code);

/* Does s begin like prefix? */
bool fold_starts(struct str s, struct str prefix);

/* Does all of s match the glob (*, ?, [a-z], [!a-z])? Linear in practice: one star is remembered,
 * no recursion. */
bool fold_glob(struct str glob, struct str s);

#endif
