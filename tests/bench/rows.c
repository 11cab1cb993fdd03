/* SPDX-License-Identifier: ISC */
/*
 * rows AMSH SMALLEST [ROW...]: what amsh takes beside what the machine allows, in one run: amsh and
 * its floor in turn, medians of BENCH_RUNS rounds, and the ratio of the medians.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../net/certs.h"
#include "figures.h"
#include "table.h"

static const struct {
	const char *name;
	void (*run)(const struct bench *b);
} rows[] = {
    {"match", row_match},
    {"tls", row_tls},
    {"json", row_json},
    {"ping", row_ping},
    {"age", row_age},
    {"reply", row_reply},
};

static void
make_certificate(struct bench *b)
{
	struct cert cert;
	char file[64];

	strcpy(b->dir, "/tmp/bench-amsh.XXXXXX");
	if (!mkdtemp(b->dir))
		exit(EXIT_FAILURE);
	cert_make(&cert, &(struct cert_spec){
	    .name = "bench", .names = "IP:127.0.0.1", .until = 1, .ca = true});
	snprintf(file, sizeof(file), "%s/cert.pem", b->dir);
	cert_write(&cert, file);
	snprintf(file, sizeof(file), "%s/key.pem", b->dir);
	cert_write_key(&cert, file, NULL);
	cert_clear(&cert);
}

static void
remove_certificate(const struct bench *b)
{
	char file[64];

	snprintf(file, sizeof(file), "%s/cert.pem", b->dir);
	unlink(file);
	snprintf(file, sizeof(file), "%s/key.pem", b->dir);
	unlink(file);
	rmdir(b->dir);
}

/* End the benchmark if there is no row of this name. */
static void
expect_row(const char *name)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strcmp(rows[i].name, name) == 0)
			return;
	fprintf(stderr, "bench: there is no row \"%s\"; there are match, tls, json, ping, age and reply\n",
	    name);
	exit(EXIT_FAILURE);
}

static bool
is_wanted(const char *name, int argc, char **argv)
{
	for (int i = 3; i < argc; i++)
		if (strcmp(argv[i], name) == 0)
			return true;
	return argc <= 3;
}

int
main(int argc, char **argv)
{
	struct bench b = {
	    .amsh = argc > 1 ? argv[1] : "build/amsh",
	    .smallest = argc > 2 ? argv[2] : "build/tests/bench/smallest",
	    .runs = (size_t)figures_setting("BENCH_RUNS", 5),
	    .bytes = (size_t)figures_setting("BENCH_BYTES", 512 << 20),
	};

	for (int i = 3; i < argc; i++)
		expect_row(argv[i]);
	b.runs = b.runs < TABLE_RUNS_MAX ? b.runs : TABLE_RUNS_MAX;
	make_certificate(&b);
	setvbuf(stdout, NULL, _IOLBF, 0);
	table_begin();
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (is_wanted(rows[i].name, argc, argv))
			rows[i].run(&b);
	remove_certificate(&b);
	return EXIT_SUCCESS;
}
