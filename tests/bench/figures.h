/* SPDX-License-Identifier: ISC */
/* Time, and statistics of measured figures. */
#ifndef BENCH_FIGURES_H
#define BENCH_FIGURES_H

#include <stddef.h>

/* Seconds of the monotonic clock. */
double figures_now(void);

/* A positive number from the environment, or the default. */
double figures_setting(const char *name, double otherwise);

/* The figure that part (0.5: the median, 1: all) of them do not exceed. Sorts them; n > 0. */
double figures_quantile(double *v, size_t n, double part);

#endif
