/* SPDX-License-Identifier: ISC */
/* The table: what amsh takes beside what the machine allows, a line a figure. */
#ifndef BENCH_TABLE_H
#define BENCH_TABLE_H

#include <stddef.h>

#include "child.h"

#define TABLE_RUNS_MAX 100

/* What the rows are told. */
struct bench {
	const char *amsh, *smallest;
	size_t runs, bytes;
	char dir[32]; /* of the certificate: cert.pem and key.pem */
};

/* The runs of one program. */
struct sample {
	double wall[TABLE_RUNS_MAX], cpu[TABLE_RUNS_MAX], peak[TABLE_RUNS_MAX];
};

/* Wait for the i-th run; ends the benchmark unless it ended well. */
void sample_take(struct sample *sample, size_t i, struct child c, const char *name);

/* A line of the table. */
struct line {
	const char *work, *floor_name, *unit;
	int places;         /* after the point, of floor and amsh */
	double floor, amsh; /* in the unit, medians */
	double cpu;         /* of amsh, seconds for 10^6 events; 0: of no interest */
	double floor_cpu;   /* of the splitter */
};

void table_begin(void);
void table_add(const struct line *line);

/* The rows. Each prints its lines. */
void row_match(const struct bench *b);
void row_tls(const struct bench *b);
void row_json(const struct bench *b);
void row_ping(const struct bench *b);
void row_age(const struct bench *b);
void row_reply(const struct bench *b);

#endif
