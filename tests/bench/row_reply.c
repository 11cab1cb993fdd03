/* SPDX-License-Identifier: ISC */
/* The most memory that a reply of BENCH_REPLY bytes takes, beside its size: in each format, from a
 * single command and as a line of a script. */
#include <stdio.h>
#include <unistd.h>

#include "figures.h"
#include "server.h"
#include "table.h"

#define MIB  ((size_t)1 << 20)
#define LINE "cli core show everything\n"

/* How the reply is asked for: words after the server's URL, or lines on standard input. */
static const struct way {
	const char *work;
	const char *words[4];
	const char *lines;
} ways[] = {
    {"memory: reply as text", {"cli", "core show everything"}, NULL},
    {"memory: reply as json", {"-ojson", "cli", "core show everything"}, NULL},
    {"memory: reply as tsv", {"-otsv", "cli", "core show everything"}, NULL},
    {"memory: reply as it came", {"-oraw", "cli", "core show everything"}, NULL},
    {"memory: last of a script", {"-q"}, "ping\n" LINE},
    {"memory: within a script", {"-q"}, LINE "ping\n"},
};

#define WAYS (sizeof(ways) / sizeof(ways[0]))

/* Standard input that has the lines of a way, or -1. */
static int
input_of(const struct way *way)
{
	int ends[2];

	if (!way->lines || pipe(ends) < 0)
		return -1;
	dprintf(ends[1], "%s", way->lines);
	close(ends[1]);
	return ends[0];
}

static struct child
start(const struct bench *b, const char *url, const struct way *way)
{
	const char *argv[8] = {b->amsh, "-s", url};
	int in = input_of(way);

	for (size_t i = 0; i < 4 && way->words[i]; i++)
		argv[3 + i] = way->words[i];
	struct child c = child_start(argv, in, -1, STDERR_FILENO, 0);
	if (in >= 0)
		close(in);
	return c;
}

void
row_reply(const struct bench *b)
{
	static struct sample samples[WAYS];
	/* The rest of the message has room below the most that a message may have. */
	size_t bytes = (size_t)figures_setting("BENCH_REPLY", 64 * MIB - 8192);
	struct server s = server_start(&(struct server_plan){.reply = bytes});
	char url[64];

	snprintf(url, sizeof(url), "ami://bench@127.0.0.1:%d", s.port);
	for (size_t i = 0; i < b->runs; i++)
		for (size_t k = 0; k < WAYS; k++)
			sample_take(&samples[k], i, start(b, url, &ways[k]), "amsh cli");
	for (size_t k = 0; k < WAYS; k++)
		table_add(&(struct line){
		    .work = ways[k].work, .floor_name = "its size", .unit = "MiB",
		    .floor = (double)bytes / MIB,
		    .amsh = figures_quantile(samples[k].peak, b->runs, 0.5),
		});
	server_stop(&s);
}
