/* SPDX-License-Identifier: ISC */
/*
 * How long does `amsh ping` take from its start to its end, beside shell scripts for the same
 * exchange: connect, log in, ping, log off, read to the end? They send the secret as it is, which
 * amsh does not.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "child.h"
#include "figures.h"
#include "server.h"

#define RUNS_MAX 10000

static double
time_run(const char *const argv[])
{
	struct child c = child_start(argv, -1, -1, STDERR_FILENO, 0);
	struct usage u = child_wait(&c);

	child_expect(&u, argv[0]);
	return u.wall * 1000;
}

static void
print(const char *name, double *ms, size_t n)
{
	printf("  %-13s median %.2f ms, 99 %% within %.2f ms\n", name, figures_quantile(ms, n, 0.5),
	    figures_quantile(ms, n, 0.99));
}

/* The script: what reads and prints the answers is given. */
static void
write_script(char *script, size_t size, int port, const char *reader)
{
	snprintf(script, size,
	    "exec 3<>/dev/tcp/127.0.0.1/%d; printf 'Action: Login\\r\\nUsername: bench\\r\\n"
	    "Secret: bench\\r\\n\\r\\nAction: Ping\\r\\n\\r\\nAction: Logoff\\r\\n\\r\\n' >&3; "
	    "%s <&3",
	    port, reader);
}

int
main(int argc, char **argv)
{
	static double amsh_ms[RUNS_MAX], cat_ms[RUNS_MAX], bash_ms[RUNS_MAX];
	size_t runs = (size_t)figures_setting("BENCH_PINGS", 200);
	struct server s = server_start(&(struct server_plan){0});
	char url[64], with_cat[512], alone[512];
	const char *const amsh[] = {argc > 1 ? argv[1] : "build/amsh", "-s", url, "ping", NULL};
	const char *const cat[] = {"/bin/bash", "-c", with_cat, NULL};
	const char *const bash[] = {"/bin/bash", "-c", alone, NULL};

	runs = runs < RUNS_MAX ? runs : RUNS_MAX;
	snprintf(url, sizeof(url), "ami://bench@127.0.0.1:%d", s.port);
	write_script(with_cat, sizeof(with_cat), s.port, "cat");
	write_script(alone, sizeof(alone), s.port, "while read -r line; do echo \"$line\"; done");
	printf("ping: from start to end, %zu runs each, in turn\n", runs);
	for (size_t i = 0; i < runs; i++) {
		bash_ms[i] = time_run(bash);
		cat_ms[i] = time_run(cat);
		amsh_ms[i] = time_run(amsh);
	}
	print("bash alone", bash_ms, runs);
	print("bash and cat", cat_ms, runs);
	print("amsh ping", amsh_ms, runs);
	server_stop(&s);
	return EXIT_SUCCESS;
}
