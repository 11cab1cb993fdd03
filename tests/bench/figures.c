/* SPDX-License-Identifier: ISC */
/* Arithmetic of the benchmarks. */
#include "figures.h"

#include <stdlib.h>
#include <time.h>

double
figures_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

double
figures_setting(const char *name, double otherwise)
{
	const char *text = getenv(name);
	double value = text ? strtod(text, NULL) : 0;

	return value > 0 ? value : otherwise;
}

static int
compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

double
figures_quantile(double *v, size_t n, double part)
{
	size_t at = (size_t)(part * (double)n);

	qsort(v, n, sizeof(*v), compare);
	return v[at < n ? at : n - 1];
}
