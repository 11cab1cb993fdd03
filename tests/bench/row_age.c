/* SPDX-License-Identifier: ISC */
/*
 * How old is a line when it can be read? Each of BENCH_AGES events, 1,000 a second, has the time it
 * was sent; their reader takes the time when the line comes out of the pipe.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "figures.h"
#include "floor.h"
#include "table.h"

#define AGES_MAX 100000
#define WARM_UP  100

/* The ages, in µs, of the lines that come from fd until its end; returns how many. */
static size_t
take_ages(int fd, double *age)
{
	char bytes[16 << 10];
	size_t n = 0;
	ssize_t got;

	while ((got = read(fd, bytes, sizeof(bytes) - 1)) > 0) {
		double now = figures_now() * 1e6;
		bytes[got] = '\0';
		for (const char *p = bytes; (p = strstr(p, "Sent")) && n < AGES_MAX; p++)
			age[n++] = now - strtod(p + strcspn(p, "0123456789"), NULL) / 1e3;
	}
	return n;
}

static struct child
start_amsh(const struct bench *b, const struct server *s, size_t events, int out)
{
	char url[64], count[32];
	const char *const argv[] = {
	    b->amsh, "-s", url, "-j", "tail", "-n", count, "UserEvent", NULL};

	snprintf(url, sizeof(url), "ami://bench@127.0.0.1:%d", s->port);
	snprintf(count, sizeof(count), "%zu", events);
	return child_start(argv, -1, out, STDERR_FILENO, 0);
}

/* Run either program on the stream. Each line has to come. Returns how many ages there are. */
static size_t
measure(const struct bench *b, const struct server *s, size_t events, double *age, bool amsh)
{
	const char *name = amsh ? "amsh" : "plain printer";
	int out[2];

	if (pipe(out) == -1)
		exit(EXIT_FAILURE);
	struct floor_job job = {.server = s, .out = out[1]};
	struct child c =
	    amsh ? start_amsh(b, s, events, out[1]) : child_call(floor_print, &job);
	close(out[1]);
	size_t n = take_ages(out[0], age);
	close(out[0]);
	struct usage u = child_wait(&c);
	child_expect(&u, name);
	if (n != events) {
		printf("%s: %zu of %zu lines came\n", name, n, events);
		exit(EXIT_FAILURE);
	}
	memmove(age, age + WARM_UP, (n - WARM_UP) * sizeof(*age));
	return n - WARM_UP;
}

static void
print(const char *work, double *floor, double *amsh, size_t runs)
{
	table_add(&(struct line){
	    .work = work, .floor_name = "plain printer", .unit = "us",
	    .floor = figures_quantile(floor, runs, 0.5),
	    .amsh = figures_quantile(amsh, runs, 0.5),
	});
}

void
row_age(const struct bench *b)
{
	static double age[AGES_MAX], p50[2][TABLE_RUNS_MAX], p99[2][TABLE_RUNS_MAX];
	size_t events = WARM_UP + (size_t)figures_setting("BENCH_AGES", 2000);
	struct server_plan plan = {.after = "Login", .stamped = true, .rate = 1000};

	plan.bytes = events = events < AGES_MAX ? events : AGES_MAX;
	struct server s = server_start(&plan);
	for (size_t i = 0; i < b->runs; i++)
		for (int amsh = 0; amsh < 2; amsh++) {
			size_t n = measure(b, &s, events, age, amsh);
			p50[amsh][i] = figures_quantile(age, n, 0.5);
			p99[amsh][i] = figures_quantile(age, n, 0.99);
		}
	print("age of a line, median", p50[0], p50[1], b->runs);
	print("age of a line, 99 % within", p99[0], p99[1], b->runs);
	server_stop(&s);
}
