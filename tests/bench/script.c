/* SPDX-License-Identifier: ISC */
/*
 * How long does a script of many pings take, one after the other and pipelined, beside a client
 * that does nothing but send each and wait for the end of its answer?
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "child.h"
#include "figures.h"
#include "server.h"

#define RUNS_MAX 100

static size_t pings;

/* Read until as many messages as wanted have ended. */
static void
read_messages(int fd, size_t wanted)
{
	static const char end[] = "\r\n\r\n";
	char bytes[4096];
	size_t matched = 0;
	ssize_t n;

	while (wanted && (n = read(fd, bytes, sizeof(bytes))) > 0)
		for (ssize_t i = 0; i < n && wanted; i++) {
			matched = bytes[i] == end[matched] ? matched + 1 : bytes[i] == '\r';
			if (matched == sizeof(end) - 1) {
				matched = 0;
				wanted--;
			}
		}
	if (wanted)
		_exit(EXIT_FAILURE);
}

static void
run_bare(void *arg)
{
	static const char ping[] = "Action: Ping\r\n\r\n";
	const struct server *s = arg;
	int fd = server_connect(s->port);

	read_messages(fd, 1);
	for (size_t i = 0; i < pings; i++) {
		if (write(fd, ping, sizeof(ping) - 1) != (ssize_t)sizeof(ping) - 1)
			_exit(EXIT_FAILURE);
		read_messages(fd, 1);
	}
	_exit(EXIT_SUCCESS);
}

/* Write the script to a file that goes with its descriptor, which is returned. */
static int
open_script(void)
{
	FILE *f = tmpfile();

	if (!f) {
		perror("tmpfile");
		exit(EXIT_FAILURE);
	}
	for (size_t i = 0; i < pings; i++)
		fputs("ping\n", f);
	fflush(f);
	return fileno(f);
}

static struct child
start_amsh(const char *amsh, const struct server *s, int script, const char *option)
{
	char url[64];
	const char *const argv[] = {amsh, "-s", url, "-e", "off", option, NULL};

	snprintf(url, sizeof(url), "ami://bench@127.0.0.1:%d", s->port);
	lseek(script, 0, SEEK_SET);
	return child_start(argv, script, -1, STDERR_FILENO, 0);
}

static double
time_of(struct child c, const char *name)
{
	struct usage u = child_wait(&c);

	child_expect(&u, name);
	return u.wall;
}

static void
print(const char *name, double *seconds, size_t n)
{
	double median = figures_quantile(seconds, n, 0.5);

	printf("  %-16s %7.0f pings/s  %6.3f s\n", name, (double)pings / median, median);
}

int
main(int argc, char **argv)
{
	static double bare[RUNS_MAX], each[RUNS_MAX], pipelined[RUNS_MAX];
	const char *amsh = argc > 1 ? argv[1] : "build/amsh";
	size_t runs = (size_t)figures_setting("BENCH_RUNS", 5);
	struct server s = server_start(&(struct server_plan){0});

	pings = (size_t)figures_setting("BENCH_LINES", 3000);
	runs = runs < RUNS_MAX ? runs : RUNS_MAX;
	int script = open_script();
	printf("script: %zu pings, medians of %zu runs\n", pings, runs);
	for (size_t i = 0; i < runs; i++) {
		bare[i] = time_of(child_call(run_bare, &s), "bare client");
		each[i] = time_of(start_amsh(amsh, &s, script, NULL), "amsh");
		pipelined[i] =
		    time_of(start_amsh(amsh, &s, script, "--pipeline"), "amsh --pipeline");
	}
	print("bare client", bare, runs);
	print("amsh", each, runs);
	print("amsh --pipeline", pipelined, runs);
	server_stop(&s);
	return EXIT_SUCCESS;
}
