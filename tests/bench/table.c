/* SPDX-License-Identifier: ISC */
/* Prints the lines as they are measured. */
#include "table.h"

#include <stdio.h>

#include "figures.h"

#define MEASURE_SIZE 24

void
sample_take(struct sample *sample, size_t i, struct child c, const char *name)
{
	struct usage u = child_wait(&c);

	child_expect(&u, name);
	sample->wall[i] = u.wall;
	sample->cpu[i] = u.cpu;
	sample->peak[i] = u.peak;
}

void
table_begin(void)
{
	printf("%-31s %-21s %9s %9s %6s %6s  %s\n", "work", "floor", "floor", "amsh", "ratio",
	    "rate", "CPU s per 10^6");
}

void
table_add(const struct line *l)
{
	char floor[MEASURE_SIZE], amsh[MEASURE_SIZE];

	snprintf(floor, sizeof(floor), "%.*f %s", l->places, l->floor, l->unit);
	snprintf(amsh, sizeof(amsh), "%.*f %s", l->places, l->amsh, l->unit);
	printf("%-31s %-21s %9s %9s %6.2f %6.2f", l->work, l->floor_name, floor, amsh,
	    l->amsh / l->floor, l->floor / l->amsh);
	if (l->cpu > 0)
		printf("  %.2f", l->cpu);
	if (l->floor_cpu > 0)
		printf(", a splitter %.2f", l->floor_cpu);
	printf("\n");
}
