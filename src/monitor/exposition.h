/* SPDX-License-Identifier: ISC */
/*
 * Prometheus' text format (prometheus.io, "Exposition formats", version 0.0.4): each metric once,
 * with its HELP and TYPE, then all its samples.
 */
#ifndef MONITOR_EXPOSITION_H
#define MONITOR_EXPOSITION_H

#include "base/buf.h"

struct metric {
	const char *name;
	const char *type; /* gauge or counter */
	const char *help;
};

struct label {
	const char *name;
	struct str value; /* any bytes; what is no UTF-8 becomes U+FFFD */
};

/* Begin a metric: its HELP and TYPE. */
void exposition_metric(struct buf *out, const struct metric *metric);

/* Append one of its samples. */
void exposition_sample(struct buf *out, const struct metric *metric, const struct label *labels,
    size_t n, double value);

/* Append several such texts as one: every metric once, in the order in which they first come, with
 * the samples of all. */
void exposition_merge(struct buf *out, const struct str *texts, size_t n);

#endif
