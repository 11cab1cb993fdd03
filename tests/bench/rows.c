/* SPDX-License-Identifier: ISC */
/*
 * rows AMSH SMALLEST [ROW...]: what amsh takes beside what the machine allows, in one run: amsh and
 * its floor in turn, medians of BENCH_RUNS rounds, and the ratio of the medians. BENCH_BYTES of
 * events go through each of the first three rows.
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../net/certs.h"
#include "child.h"
#include "figures.h"
#include "floor.h"

#define RUNS_MAX 100
#define AGES_MAX 100000

struct bench {
	const char *amsh, *smallest;
	size_t runs, bytes;
	char dir[32]; /* of the certificate */
};

/* The runs of one program. */
struct sample {
	double wall[RUNS_MAX], cpu[RUNS_MAX], peak[RUNS_MAX];
};

static void
keep(struct sample *sample, size_t i, struct child c, const char *name)
{
	struct usage u = child_wait(&c);

	child_expect(&u, name);
	sample->wall[i] = u.wall;
	sample->cpu[i] = u.cpu;
	sample->peak[i] = u.peak;
}

static struct child
start_amsh(const struct bench *b, const struct server *s, bool tls, int out,
    const char *const args[])
{
	char url[64], ca[64];
	const char *argv[16] = {b->amsh, "-s", url};
	size_t n = 3;

	snprintf(url, sizeof(url), "%s://bench@127.0.0.1:%d", tls ? "amis" : "ami", s->port);
	snprintf(ca, sizeof(ca), "%s/cert.pem", b->dir);
	if (tls) {
		argv[n++] = "--tls-ca";
		argv[n++] = ca;
	}
	while (*args)
		argv[n++] = *args++;
	return child_start(argv, -1, out, STDERR_FILENO, 0);
}

/* A stream for amsh with these arguments, and for the floor; a second floor for the processor. */
static void
stream_row(const struct bench *b, const char *work, bool tls, const char *const args[],
    void (*plain)(void *), const char *plain_name, void (*cheap)(void *))
{
	static struct sample amsh, bare, split;
	char cert[64], key[64];
	struct server_plan plan = {.after = "Login", .bytes = b->bytes, .last = true};

	snprintf(cert, sizeof(cert), "%s/cert.pem", b->dir);
	snprintf(key, sizeof(key), "%s/key.pem", b->dir);
	if (tls) {
		plan.cert = cert;
		plan.key = key;
	}
	struct server s = server_start(&plan);
	struct floor_job job = {.server = &s, .tls = tls};
	for (size_t i = 0; i < b->runs; i++) {
		keep(&bare, i, child_call(plain, &job), plain_name);
		keep(&amsh, i, start_amsh(b, &s, tls, -1, args), "amsh");
		if (cheap)
			keep(&split, i, child_call(cheap, &job), "splitter");
	}
	double events = (double)s.events / 1e6;
	double floor = figures_quantile(bare.wall, b->runs, 0.5);
	double mine = figures_quantile(amsh.wall, b->runs, 0.5);
	printf("%-32s %-20s %7.3f s  %7.3f s  x %4.2f  (rate %.2f)  CPU s for 10^6 events: %.2f", work,
	    plain_name, floor, mine, mine / floor, floor / mine,
	    figures_quantile(amsh.cpu, b->runs, 0.5) / events);
	if (cheap)
		printf(", a splitter %.2f", figures_quantile(split.cpu, b->runs, 0.5) / events);
	printf("\n");
	server_stop(&s);
}

static void
match_row(const struct bench *b)
{
	static const char *const args[] = {"-j", "tail", "-n", "1", "UserEvent", NULL};

	stream_row(b, "receive, parse, match: TCP", false, args, floor_read, "reader", floor_split);
}

static void
tls_row(const struct bench *b)
{
	static const char *const args[] = {"-j", "tail", "-n", "1", "UserEvent", NULL};

	stream_row(b, "receive, parse, match: TLS", true, args, floor_read, "reader over TLS", NULL);
}

static void
json_row(const struct bench *b)
{
	struct server s = server_start(&(struct server_plan){.bytes = b->bytes});
	char count[32];
	const char *const args[] = {"-j", "tail", "-n", count, NULL};

	snprintf(count, sizeof(count), "%zu", s.events);
	server_stop(&s);
	stream_row(b, "each event as a line of JSON", false, args, floor_count, "newline counter", NULL);
}

static void
ping_row(const struct bench *b)
{
	size_t runs = (size_t)figures_setting("BENCH_PINGS", 200);
	double *amsh = calloc(runs, sizeof(*amsh)), *small = calloc(runs, sizeof(*small));
	struct server s = server_start(&(struct server_plan){0});
	static const char *const ping[] = {"ping", NULL};
	char port[16];
	const char *const smallest[] = {b->smallest, port, NULL};

	snprintf(port, sizeof(port), "%d", s.port);
	for (size_t i = 0; i < runs; i++) {
		struct child c = child_start(smallest, -1, -1, STDERR_FILENO, 0);
		struct usage u = child_wait(&c);
		child_expect(&u, "smallest");
		small[i] = u.wall * 1000;
		c = start_amsh(b, &s, false, -1, ping);
		u = child_wait(&c);
		child_expect(&u, "amsh ping");
		amsh[i] = u.wall * 1000;
	}
	double floor = figures_quantile(small, runs, 0.5), mine = figures_quantile(amsh, runs, 0.5);
	printf("%-32s %-20s %6.2f ms  %6.2f ms  x %4.2f\n", "one ping, from start to exit",
	    "smallest with OpenSSL", floor, mine, mine / floor);
	server_stop(&s);
	free(amsh);
	free(small);
}

/* The ages, in µs, of the lines that come from fd until its end; returns how many. */
static size_t
measure_ages(int fd, double *age)
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

/* Run either program on a stream of stamped events. The first hundred warm up. */
static size_t
take_ages(const struct bench *b, const struct server *s, size_t events, double *age, bool amsh)
{
	char count[32];
	const char *const args[] = {"-j", "tail", "-n", count, "UserEvent", NULL};
	int out[2];

	snprintf(count, sizeof(count), "%zu", events);
	if (pipe(out) == -1)
		exit(EXIT_FAILURE);
	struct floor_job job = {.server = s, .out = out[1]};
	struct child c = amsh ? start_amsh(b, s, false, out[1], args) : child_call(floor_print, &job);
	close(out[1]);
	size_t n = measure_ages(out[0], age);
	close(out[0]);
	struct usage u = child_wait(&c);
	child_expect(&u, amsh ? "amsh" : "printer");
	if (n < events)
		printf("%zu of %zu lines came\n", n, events);
	if (n <= 100)
		exit(EXIT_FAILURE);
	memmove(age, age + 100, (n - 100) * sizeof(*age));
	return n - 100;
}

static void
age_row(const struct bench *b)
{
	static double age[2][AGES_MAX], p50[2][RUNS_MAX], p99[2][RUNS_MAX];
	size_t events = (size_t)figures_setting("BENCH_AGES", 2000);
	struct server_plan plan = {.after = "Login", .stamped = true, .rate = 1000, .bytes = events};
	struct server s = server_start(&plan);

	for (size_t i = 0; i < b->runs; i++)
		for (int amsh = 0; amsh < 2; amsh++) {
			size_t n = take_ages(b, &s, events, age[amsh], amsh);
			p50[amsh][i] = figures_quantile(age[amsh], n, 0.5);
			p99[amsh][i] = figures_quantile(age[amsh], n, 0.99);
		}
	for (int part = 0; part < 2; part++) {
		double floor = figures_quantile(part ? p99[0] : p50[0], b->runs, 0.5);
		double mine = figures_quantile(part ? p99[1] : p50[1], b->runs, 0.5);
		printf("%-32s %-20s %6.1f us  %6.1f us  x %4.2f\n",
		    part ? "age of a line, 99 % within" : "age of a line, median", "plain printer",
		    floor, mine, mine / floor);
	}
	server_stop(&s);
}

static void
reply_row(const struct bench *b)
{
	static struct sample amsh;
	size_t bytes = (size_t)figures_setting("BENCH_REPLY", (64 << 20) - 8192);
	struct server s = server_start(&(struct server_plan){.reply = bytes});
	static const char *const args[] = {"cli", "core show everything", NULL};

	for (size_t i = 0; i < b->runs; i++)
		keep(&amsh, i, start_amsh(b, &s, false, -1, args), "amsh cli");
	double peak = figures_quantile(amsh.peak, b->runs, 0.5), size = (double)bytes / (1 << 20);
	printf("%-32s %-20s %5.0f MiB  %5.0f MiB  x %4.2f\n", "memory for a reply", "its size", size,
	    peak, peak / size);
	server_stop(&s);
}

static const struct {
	const char *name;
	void (*run)(const struct bench *b);
} rows[] = {
    {"match", match_row},
    {"tls", tls_row},
    {"json", json_row},
    {"ping", ping_row},
    {"age", age_row},
    {"reply", reply_row},
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

	b.runs = b.runs < RUNS_MAX ? b.runs : RUNS_MAX;
	make_certificate(&b);
	setvbuf(stdout, NULL, _IOLBF, 0);
	printf("%-32s %-20s %9s  %9s\n", "work", "floor", "floor", "amsh");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (is_wanted(rows[i].name, argc, argv))
			rows[i].run(&b);
	remove_certificate(&b);
	return EXIT_SUCCESS;
}
