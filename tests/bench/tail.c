/* SPDX-License-Identifier: ISC */
/*
 * How fast does `amsh -j tail` take a stream of events, beside a reader that does nothing but count
 * the lines? Both read the same server on loopback, in turn. Before the runs that are timed, one
 * goes through a pipe and is counted: as many lines have to come out as events went in.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "child.h"
#include "figures.h"
#include "server.h"

#define RUNS_MAX 100

/* The figures of one program's runs. */
struct sample {
	const char *name;
	double wall[RUNS_MAX], cpu[RUNS_MAX], peak[RUNS_MAX];
};

static size_t
count_lines(const char *p, size_t n)
{
	size_t lines = 0;

	for (const char *end = p + n; (p = memchr(p, '\n', (size_t)(end - p))); p++)
		lines++;
	return lines;
}

/* Read until the end, or until that many lines came; returns their number. */
static size_t
read_lines(int fd, size_t max)
{
	static char bytes[64 << 10];
	size_t lines = 0;
	ssize_t n;

	while (lines < max && (n = read(fd, bytes, sizeof(bytes))) > 0)
		lines += count_lines(bytes, (size_t)n);
	return lines;
}

/* The bare reader. Banner and answer to the login are five lines more. */
static void
run_bare(void *arg)
{
	const struct server *s = arg;
	size_t lines = read_lines(server_connect(s->port), s->lines + 4);

	_exit(lines == s->lines + 4 ? EXIT_SUCCESS : EXIT_FAILURE);
}

static struct child
start_amsh(const char *amsh, const struct server *s, int out)
{
	char url[64], count[32];
	const char *const argv[] = {amsh, "-s", url, "-j", "tail", "-n", count, NULL};

	snprintf(url, sizeof(url), "ami://bench@127.0.0.1:%d", s->port);
	snprintf(count, sizeof(count), "%zu", s->events);
	return child_start(argv, -1, out, STDERR_FILENO, 0);
}

/* One run through a pipe: nothing may be lost. */
static void
check_count(const char *amsh, const struct server *s)
{
	int out[2];

	if (pipe(out) == -1) {
		perror("pipe");
		exit(EXIT_FAILURE);
	}
	struct child c = start_amsh(amsh, s, out[1]);
	close(out[1]);
	size_t lines = read_lines(out[0], (size_t)-1);
	close(out[0]);
	struct usage u = child_wait(&c);
	child_expect(&u, "amsh -j tail");
	printf(
	    "  through a pipe: %zu events sent, %zu came out, %.2f s\n", s->events, lines, u.wall);
	if (lines != s->events)
		exit(EXIT_FAILURE);
}

static void
keep(struct sample *sample, size_t i, struct child *c)
{
	struct usage u = child_wait(c);

	child_expect(&u, sample->name);
	sample->wall[i] = u.wall;
	sample->cpu[i] = u.cpu;
	sample->peak[i] = u.peak;
}

static void
print(struct sample *sample, size_t n, const struct server *s)
{
	double wall = figures_quantile(sample->wall, n, 0.5);

	printf("  %-13s %8.0f events/s  %6.0f MB/s  %5.2f s  %5.2f s CPU  %5.1f MiB\n",
	    sample->name, (double)s->events / wall, (double)s->bytes / wall / 1e6, wall,
	    figures_quantile(sample->cpu, n, 0.5), figures_quantile(sample->peak, n, 1));
}

int
main(int argc, char **argv)
{
	static struct sample bare = {.name = "bare reader"}, amsh = {.name = "amsh -j tail"};
	size_t runs = (size_t)figures_setting("BENCH_RUNS", 5);
	struct server_plan plan = {
	    .after = "Login",
	    .bytes = (size_t)figures_setting("BENCH_BYTES", 1 << 30),
	};
	const char *program = argc > 1 ? argv[1] : "build/amsh";
	struct server s = server_start(&plan);

	runs = runs < RUNS_MAX ? runs : RUNS_MAX;
	printf("tail: %.0f MiB of events over loopback, medians of %zu runs, highest memory\n",
	    (double)s.bytes / (1 << 20), runs);
	check_count(program, &s);
	for (size_t i = 0; i < runs; i++) {
		struct child c = child_call(run_bare, &s);
		keep(&bare, i, &c);
		c = start_amsh(program, &s, -1);
		keep(&amsh, i, &c);
	}
	print(&bare, runs, &s);
	print(&amsh, runs, &s);
	printf("  amsh takes %.2f times as long\n",
	    figures_quantile(amsh.wall, runs, 0.5) / figures_quantile(bare.wall, runs, 0.5));
	server_stop(&s);
	return EXIT_SUCCESS;
}
