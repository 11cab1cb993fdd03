/* SPDX-License-Identifier: ISC */
/*
 * Runs the program with ten times as much of something and prints the power of its input by which
 * its work grows. With --blocks the work is the number of basic blocks that a program built for it
 * has run through, the same on every machine, and a power above the limit is a failure; without, it
 * is seconds of CPU for 10^3, 10^4 and 10^5. With --blocks the memory that a long reply takes is
 * compared with its size as well: it must not be held twice. The environment variable GROWTH_SHOW lets the
 * program's standard error through.
 */
#include <fcntl.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "supply.h"

#define LIMIT     1.2 /* n log n is 1.14 between these sizes */
#define LINES     250000 /* of a long reply, */
#define LINE      39      /* of so many bytes, nearly all of them */
#define SIZES     2       /* the memory that it may take: so many times its bytes */
#define WORDS_MAX 8
#define PATIENCE  600 /* seconds for one run */

/* What is run: the words after the server's URL; %FORMAT is replaced. */
struct growth {
	const char *name;
	const char *user; /* KIND of the server; NULL: no server is asked */
	const char *words[WORDS_MAX];
	const char *head;  /* of the file that is made: once */
	const char *lines; /* n times, # being the number */
	bool formats;      /* text, json and tsv */
};

#define ACCOUNT "[general]\nenabled = yes\n[hello]\nsecret = x\nwrite = all\n"

static const struct growth all[] = {
    {"headers", "new", {"GetConfig", "Filename=x"}, .formats = true},
    {"fields of headers", "new", {"-F", "Line-000000-000001,x", "GetConfig", "Filename=x"},
        .formats = true},
    {"console lines", "new", {"cli", "core", "show", "x"}, .formats = true},
    {"items", "new", {"PJSIPShowEndpoints"}, .formats = true},
    {"items of distinct headers", "new", {"Agents"}, .formats = true},
    {"kinds of items", "new", {"DeviceStateList"}, .formats = true},
    {"channels", "new", {"channels"}, .formats = true},
    {"calls", "new", {"calls"}, .formats = true},
    {"calls of an old server", "old", {"calls"}, .formats = true},
    {"legs of a call", "legs", {"calls"}, .formats = true},
    {"escapes", "new", {"Getvar", "Variable=X"}, .formats = true},
    {"events", "new", {"tail", "-n", "%COUNT"}, .formats = true},
    {"names of actions", "new", {"Actx"}, .formats = false},
    {"parameters of an action", "old", {"Act1", "a", "b"}, .formats = false},
    {"lines of pings", "new", {"-f", "%FILE"}, .lines = "ping\n"},
    {"lines in a pipeline", "new", {"--pipeline=10000", "-f", "%FILE"}, .lines = "ping\n"},
    {"variables", NULL, {"--dry-run", "-f", "%FILE"}, .lines = "set V# #\nping ActionID=${V#}\n"},
    {"aliases typed", NULL, {"--dry-run", "-f", "%FILE"}, .lines = "alias a# ping\na#\n"},
    {"words of a line", NULL, {"--dry-run", "-f", "%FILE"}, .head = "UserEvent x ", .lines = " #"},
    {"aliases in amsh.conf", NULL, {"--config", "%FILE", "--dry-run", "a1"},
        .head = "[general]\n[aliases]\n", .lines = "a# = ping\n"},
    {"servers in amsh.conf", NULL, {"--config", "%FILE", "-s", "s1", "--show-config"},
        .lines = "[s#]\nserver = ami://h#\n"},
    {"templates in amsh.conf", NULL, {"--config", "%FILE", "-s", "s1", "--show-config"},
        .lines = "[t#](!)\nuser = u#\n[s#](t#)\nserver = ami://h#\n"},
    {"appended sections", NULL, {"--config", "%FILE", "-s", "s1", "--show-config"},
        .lines = "[s#]\nserver = ami://h#\n[s#](+)\nuser = u#\n"},
    {"values in manager.conf", NULL, {"--no-config", "--manager-conf", "%FILE", "--show-config"},
        .head = ACCOUNT, .lines = "v# = #\n"},
    {"appended values", NULL, {"--no-config", "--manager-conf", "%FILE", "--show-config"},
        .head = ACCOUNT, .lines = "v# = a\nv# += b\n"},
    {"accounts in manager.conf", NULL,
        {"--no-config", "--manager-conf", "%FILE", "-u", "u1", "--show-config"},
        .head = "[general]\nenabled = yes\n", .lines = "[u#]\nsecret = x\nwrite = all\n"},
};

/* Ways to ask for a reply that is long. */
static const struct growth long_replies[] = {
    {"memory for a reply", "console", {"cli", "core", "show", "x"}, .formats = true},
    {"memory for a picked reply", "console", {"-F", "Output", "cli", "core", "show", "x"},
        .formats = true},
    {"memory for a reply in a script", "console", {"-f", "%FILE"}, .head = "cli core show x\nping\n",
        .formats = true},
};

static const char *const formats[] = {"text", "json", "tsv"};

static struct {
	const char *program;
	bool blocks;
	int port;
	char folder[64];
	size_t failed, passed;
} run;

static void
die(const char *what)
{
	perror(what);
	exit(EXIT_FAILURE);
}

static void
path_of(char path[128], const char *name)
{
	snprintf(path, 128, "%s/%s", run.folder, name);
}

/* Write the file that the program is to read: amsh.conf, a script. */
static void
write_file(const struct growth *g, size_t n)
{
	char path[128];

	path_of(path, "file");
	FILE *f = fopen(path, "w");
	if (!f)
		die(path);
	fputs(g->head ? g->head : "", f);
	for (size_t i = 0; g->lines && i < n; i++)
		for (const char *p = g->lines; *p; p++) {
			if (*p == '#')
				fprintf(f, "%zu", i);
			else
				putc(*p, f);
		}
	fclose(f);
}

/* Become the program. */
static void
execute(const struct growth *g, const char *format, size_t n)
{
	char url[64], count[32], file[128], counted[160];
	const char *argv[WORDS_MAX + 10] = {run.program};
	size_t argc = 1;

	path_of(file, "file");
	path_of(counted + 13, "count");
	memcpy(counted, "GROWTH_COUNT=", 13);
	snprintf(count, sizeof(count), "%zu", n);
	snprintf(url, sizeof(url), "ami://%s-%zu@127.0.0.1:%d", g->user ? g->user : "", n, run.port);
	if (g->user) {
		argv[argc++] = "-s";
		argv[argc++] = url;
	}
	argv[argc++] = "-o";
	argv[argc++] = format;
	for (size_t i = 0; g->words[i]; i++) {
		const char *word = g->words[i];
		argv[argc++] = strcmp(word, "%FILE") == 0 ? file
		               : strcmp(word, "%COUNT") == 0 ? count : word;
	}
	const char *environment[] = {"PATH=/usr/bin:/bin", "HOME=/dev/null", "LC_ALL=C.UTF-8",
	    "TZ=UTC", "AMSH_SECRET=x", counted, NULL};
	int out = open("/dev/null", O_RDWR);
	alarm(PATIENCE); /* stays set in the program */
	dup2(out, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	if (!getenv("GROWTH_SHOW"))
		dup2(out, STDERR_FILENO);
	execve(run.program, (char *const *)(uintptr_t)argv, (char *const *)(uintptr_t)environment);
	_exit(127);
}

static double
count_blocks(void)
{
	char path[128], text[32] = "";

	path_of(path, "count");
	FILE *f = fopen(path, "r");
	if (!f || !fgets(text, sizeof(text), f))
		die(path);
	fclose(f);
	unlink(path);
	return strtod(text, NULL);
}

/* Run it. */
static struct rusage
usage_of(const struct growth *g, const char *format, size_t n)
{
	struct rusage used;
	int status;

	write_file(g, n);
	fflush(stdout);
	pid_t pid = fork();
	if (pid < 0)
		die("fork");
	if (pid == 0)
		execute(g, format, n);
	wait4(pid, &status, 0, &used);
	if (!WIFEXITED(status) || WEXITSTATUS(status) > 5) {
		printf("%s (%s, %zu): ended with status %d\n", g->name, format, n, status);
		exit(EXIT_FAILURE);
	}
	return used;
}

/* What it costs: blocks, or seconds. */
static double
cost_of(const struct growth *g, const char *format, size_t n)
{
	struct rusage used = usage_of(g, format, n);

	if (run.blocks)
		return count_blocks();
	return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
	       (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) * 1e-6;
}

/* The power by which the cost grows, without the program's fixed cost. */
static double
power(double none, double less, double more, double times)
{
	less -= none;
	more -= none;
	return less > 0 && more > 0 ? log(more / less) / log(times) : 0;
}

static void
check_blocks(const struct growth *g, const char *format)
{
	double none = cost_of(g, format, 1), less = cost_of(g, format, 400);
	double more = cost_of(g, format, 4000), p = power(none, less, more, 10);
	bool good = p > 0 && p <= LIMIT;

	printf("%s  %s, %s: power %.2f (%.0f, %.0f, %.0f blocks)\n", good ? "ok  " : "FAIL", g->name,
	    format, p, none, less, more);
	*(good ? &run.passed : &run.failed) += 1;
}

static void
check_memory(const struct growth *g, const char *format)
{
	double none = (double)usage_of(g, format, 1).ru_maxrss * 1024;
	double times = ((double)usage_of(g, format, LINES).ru_maxrss * 1024 - none) / (LINES * LINE);
	bool good = times <= SIZES;

	printf("%s  %s, %s: %.2f times its size\n", good ? "ok  " : "FAIL", g->name, format, times);
	*(good ? &run.passed : &run.failed) += 1;
}

static void
print_seconds(const struct growth *g, const char *format)
{
	double none = cost_of(g, format, 1), cost[3];
	size_t n = 1000;

	for (int i = 0; i < 3; i++, n *= 10)
		cost[i] = cost_of(g, format, n);
	printf("  %-26s %-4s %7.3f s %7.3f s %7.3f s   powers %5.2f %5.2f\n", g->name, format,
	    cost[0], cost[1], cost[2], power(none, cost[0], cost[1], 10),
	    power(none, cost[1], cost[2], 10));
}

static void
remove_all(void)
{
	char path[128];

	path_of(path, "file");
	unlink(path);
	path_of(path, "count");
	unlink(path);
	rmdir(run.folder);
}

/* Call check for each format of each case, or of the only one of that name. */
static void
check_all(const struct growth *g, size_t n, const char *only,
    void (*check)(const struct growth *g, const char *format))
{
	for (size_t i = 0; i < n; i++)
		for (size_t f = 0; f < (g[i].formats ? 3 : 1); f++)
			if (!only || strcmp(only, g[i].name) == 0)
				check(&g[i], formats[f]);
}

int
main(int argc, char **argv)
{
	run.blocks = argc > 1 && strcmp(argv[1], "--blocks") == 0;
	if (argc < 2 + run.blocks) {
		fprintf(stderr, "usage: run [--blocks] PROGRAM [CASE]\n");
		return 2;
	}
	run.program = argv[1 + run.blocks];
	const char *only = argv[2 + run.blocks];
	const char *tmp = getenv("TMPDIR");
	snprintf(run.folder, sizeof(run.folder), "%s/amsh-growth-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(run.folder))
		die(run.folder);
	atexit(remove_all);
	run.port = supply_start();
	if (!run.blocks)
		printf("growth: seconds of CPU for 10^3, 10^4 and 10^5 of each\n");
	check_all(all, sizeof(all) / sizeof(*all), only, run.blocks ? check_blocks : print_seconds);
	if (run.blocks)
		check_all(long_replies, sizeof(long_replies) / sizeof(*long_replies), only, check_memory);
	if (run.blocks)
		printf("%zu passed, %zu failed\n", run.passed, run.failed);
	return run.failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
