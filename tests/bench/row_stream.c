/* SPDX-License-Identifier: ISC */
/*
 * A stream of events, BENCH_BYTES of it, from the first to the last: received and matched with
 * nothing printed, over TCP and TLS, and printed as JSON.
 */
#include <stdio.h>
#include <unistd.h>

#include "figures.h"
#include "floor.h"
#include "table.h"

/* A row: amsh with these arguments beside a floor; a second floor for the processor's time. */
struct stream {
	const char *work, *floor_name;
	const char *const *args;
	void (*floor)(void *job);
	void (*cheap)(void *job);
	bool tls;
};

static const char *const match[] = {"-j", "tail", "-n", "1", "UserEvent", NULL};

static struct child
start_amsh(const struct bench *b, const struct server *s, const struct stream *row)
{
	char url[64], ca[64];
	const char *argv[16] = {b->amsh, "-s", url};
	size_t n = 3;

	snprintf(url, sizeof(url), "%s://bench@127.0.0.1:%d", row->tls ? "amis" : "ami", s->port);
	snprintf(ca, sizeof(ca), "%s/cert.pem", b->dir);
	if (row->tls) {
		argv[n++] = "--tls-ca";
		argv[n++] = ca;
	}
	for (const char *const *arg = row->args; *arg; arg++)
		argv[n++] = *arg;
	return child_start(argv, -1, -1, STDERR_FILENO, 0);
}

static void
print(const struct bench *b, const struct server *s, const struct stream *row, struct sample amsh,
    struct sample floor, struct sample cheap)
{
	double events = (double)s->events / 1e6;

	table_add(&(struct line){
	    .work = row->work, .floor_name = row->floor_name, .unit = "s", .places = 3,
	    .floor = figures_quantile(floor.wall, b->runs, 0.5),
	    .amsh = figures_quantile(amsh.wall, b->runs, 0.5),
	    .cpu = figures_quantile(amsh.cpu, b->runs, 0.5) / events,
	    .floor_cpu = row->cheap ? figures_quantile(cheap.cpu, b->runs, 0.5) / events : 0,
	});
}

static void
measure(const struct bench *b, const struct stream *row)
{
	static struct sample amsh, floor, cheap;
	char cert[64], key[64];
	struct server_plan plan = {.after = "Login", .bytes = b->bytes, .last = true};

	snprintf(cert, sizeof(cert), "%s/cert.pem", b->dir);
	snprintf(key, sizeof(key), "%s/key.pem", b->dir);
	if (row->tls) {
		plan.cert = cert;
		plan.key = key;
	}
	struct server s = server_start(&plan);
	struct floor_job job = {.server = &s, .tls = row->tls};
	for (size_t i = 0; i < b->runs; i++) {
		sample_take(&floor, i, child_call(row->floor, &job), row->floor_name);
		sample_take(&amsh, i, start_amsh(b, &s, row), "amsh");
		if (row->cheap)
			sample_take(&cheap, i, child_call(row->cheap, &job), "splitter");
	}
	print(b, &s, row, amsh, floor, cheap);
	server_stop(&s);
}

void
row_match(const struct bench *b)
{
	measure(b, &(struct stream){"receive, parse, match: TCP", "reader", match, floor_read,
	    floor_split, false});
}

void
row_tls(const struct bench *b)
{
	measure(b, &(struct stream){"receive, parse, match: TLS", "reader with OpenSSL", match,
	    floor_read, NULL, true});
}

void
row_json(const struct bench *b)
{
	struct server s = server_start(&(struct server_plan){.bytes = b->bytes});
	char count[32];
	const char *const all[] = {"-j", "tail", "-n", count, NULL};

	snprintf(count, sizeof(count), "%zu", s.events);
	server_stop(&s);
	measure(b, &(struct stream){"each event as a line of JSON", "newline counter", all,
	    floor_count, NULL, false});
}
