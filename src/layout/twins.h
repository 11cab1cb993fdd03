/* SPDX-License-Identifier: ISC */
/* Finds rows that look equal and are not. */
#ifndef LAYOUT_TWINS_H
#define LAYOUT_TWINS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TWINS_NONE SIZE_MAX

/* A row: a hash of how it looks, and the group of those that look like it without being all the
 * same, or TWINS_NONE. Groups count from 0. */
struct twin {
	uint64_t look;
	size_t row;
	size_t group;
};

/* Group n rows, given in order with their looks; they are in order again afterwards. same tells
 * whether two rows are really equal. Returns how many rows are in groups. */
size_t twins_find(struct twin *rows, size_t n, bool (*same)(const void *arg, size_t a, size_t b),
    const void *arg);

#endif
