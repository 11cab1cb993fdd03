/* SPDX-License-Identifier: ISC */
/*
 * A range of -w and -c, as the guidelines of the Monitoring Plugins define it ("Threshold and
 * ranges"): [@]START:END, both ends within. A value outside it alerts; with @ one inside.
 */
#ifndef MONITOR_THRESHOLD_H
#define MONITOR_THRESHOLD_H

#include "base/err.h"

struct threshold {
	double first, last; /* may be infinite */
	bool inside;        /* alert inside it */
	struct str text;    /* as it was written, borrowed; no p: nothing alerts */
};

/* Read one: START is 0 where it is left out, ~ is negative infinity; an END left out is infinity;
 * END alone needs no colon. Numbers are decimal. ERR_USAGE. */
int threshold_read(struct threshold *t, struct str text, struct err *err);

/* Read those of several values, which labels name, n of them: ranges in their order with commas
 * between them, or NAME=RANGE; an empty one is left out. ERR_USAGE. */
int thresholds_read(struct threshold *v, const char *const *labels, size_t n, struct str text,
    struct err *err);

bool threshold_alerts(const struct threshold *t, double value);

#endif
