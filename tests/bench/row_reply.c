/* SPDX-License-Identifier: ISC */
/* The most memory that a reply of BENCH_REPLY bytes takes, beside its size. */
#include <stdio.h>
#include <unistd.h>

#include "figures.h"
#include "server.h"
#include "table.h"

#define MIB ((size_t)1 << 20)

void
row_reply(const struct bench *b)
{
	static struct sample amsh;
	/* The rest of the message has room below the most that a message may have. */
	size_t bytes = (size_t)figures_setting("BENCH_REPLY", 64 * MIB - 8192);
	struct server s = server_start(&(struct server_plan){.reply = bytes});
	char url[64];
	const char *const argv[] = {b->amsh, "-s", url, "cli", "core show everything", NULL};

	snprintf(url, sizeof(url), "ami://bench@127.0.0.1:%d", s.port);
	for (size_t i = 0; i < b->runs; i++)
		sample_take(&amsh, i, child_start(argv, -1, -1, STDERR_FILENO, 0), "amsh cli");
	table_add(&(struct line){
	    .work = "memory for a reply", .floor_name = "its size", .unit = "MiB",
	    .floor = (double)bytes / MIB, .amsh = figures_quantile(amsh.peak, b->runs, 0.5),
	});
	server_stop(&s);
}
