/* SPDX-License-Identifier: ISC */
/* `amsh ping`, BENCH_PINGS times, beside the smallest program for the same exchange. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "figures.h"
#include "server.h"
#include "table.h"

static double
time_run(const char *const argv[])
{
	struct child c = child_start(argv, -1, -1, STDERR_FILENO, 0);
	struct usage u = child_wait(&c);

	child_expect(&u, argv[0]);
	return u.wall * 1000;
}

void
row_ping(const struct bench *b)
{
	size_t runs = (size_t)figures_setting("BENCH_PINGS", 200);
	double *amsh = calloc(runs, sizeof(*amsh)), *floor = calloc(runs, sizeof(*floor));
	struct server s = server_start(&(struct server_plan){0});
	char url[64], port[16];
	const char *const ping[] = {b->amsh, "-s", url, "ping", NULL};
	const char *const smallest[] = {b->smallest, port, NULL};

	if (!amsh || !floor)
		exit(EXIT_FAILURE);
	snprintf(url, sizeof(url), "ami://bench@127.0.0.1:%d", s.port);
	snprintf(port, sizeof(port), "%d", s.port);
	for (size_t i = 0; i < runs; i++) {
		floor[i] = time_run(smallest);
		amsh[i] = time_run(ping);
	}
	table_add(&(struct line){
	    .work = "one ping, connect to exit", .floor_name = "smallest with OpenSSL",
	    .unit = "ms", .places = 2, .floor = figures_quantile(floor, runs, 0.5),
	    .amsh = figures_quantile(amsh, runs, 0.5),
	});
	server_stop(&s);
	free(amsh);
	free(floor);
}
