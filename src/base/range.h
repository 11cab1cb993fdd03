/* SPDX-License-Identifier: ISC */
/* Sets of character codes as tables of ranges: sorted, apart from each other, both ends within. */
#ifndef BASE_RANGE_H
#define BASE_RANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct range {
	uint32_t first, last;
};

/* Is code in one of the ranges of the array? */
#define RANGE_HAS(array, code) range_has((array), sizeof(array) / sizeof(*(array)), (code))

static inline bool
range_has(const struct range *table, size_t n, uint32_t code)
{
	if (code < table[0].first || code > table[n - 1].last)
		return false;
	while (n > 1) {
		size_t half = n / 2;
		if (code >= table[half].first) {
			table += half;
			n -= half;
		} else {
			n = half;
		}
	}
	return code <= table->last;
}

#endif
