/* SPDX-License-Identifier: ISC */
/*
 * run [-v] [-j JOBS] [-w COLUMNS]... PROGRAM [CASE...]: plays cases, several at once, each in a process
 * of its own. Without a CASE all of tests/program/cases. With -w each case that can be is played on a
 * terminal of each of these widths instead. The last line is "N passed, N failed".
 */
#include <errno.h>
#include <glob.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "play.h"

#define CASES    "tests/program/cases/*"
#define MAX_JOBS 16
#define WIDTHS   8 /* at most */

/* One case over one transport. */
struct job {
	const struct casefile *file;
	const struct transport *transport;
	long columns; /* 0: as the case says */
	pid_t pid;
	FILE *report;
};

struct run {
	struct stage stage;
	struct casefile *files;
	size_t files_n;
	struct job *jobs;
	size_t jobs_n;
	bool verbose;
	size_t at_once;
	long widths[WIDTHS];
	size_t widths_n;
	size_t passed, failed;
};

static void
usage(void)
{
	fputs("usage: run [-v] [-j JOBS] [-w COLUMNS]... PROGRAM [CASE...]\n", stderr);
	exit(2);
}

/* End, saying why. */
static void
die(const char *what, const char *why)
{
	fprintf(stderr, "run: %s: %s\n", what, why);
	exit(2);
}

/* Make the folder that holds everything, the program under its name and the authority. */
static void
build_stage(struct run *r, const char *program)
{
	static char dir[] = "/tmp/amsh-program-XXXXXX";
	static char path[PATH_MAX], ca[64];
	char name[64];

	if (!realpath(program, path) || access(path, X_OK) < 0)
		die(program, strerror(errno));
	if (!mkdtemp(dir))
		die(dir, strerror(errno));
	snprintf(name, sizeof(name), "%s/bin", dir);
	mkdir(name, 0700);
	snprintf(name, sizeof(name), "%s/bin/amsh", dir);
	if (symlink(path, name) < 0)
		die(name, strerror(errno));
	snprintf(ca, sizeof(ca), "%s/ca.pem", dir);
	transport_init(ca);
	r->stage = (struct stage){.program = path, .dir = dir, .ca = ca};
}

static void
strike_stage(const struct run *r)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -rf %s", r->stage.dir);
	if (system(command) != 0)
		die(r->stage.dir, "cannot be removed");
	transport_clear();
}

static void
add_job(struct run *r, const struct casefile *file, const struct transport *transport, long columns)
{
	r->jobs = mem_grow(r->jobs, r->jobs_n + 1, sizeof(*r->jobs));
	r->jobs[r->jobs_n++] =
	    (struct job){.file = file, .transport = transport, .columns = columns};
}

/* The transport that a case names first. */
static const struct transport *
first_transport(const struct casefile *file)
{
	const struct section *server = casefile_find(file, "server");
	struct str rest = server ? server->words : STR(""), word;

	while (str_cut(&rest, ' ', &word))
		if (transport_find(word))
			return transport_find(word);
	return transport_find(STR("tcp"));
}

/* A job for each width. */
static void
add_widths(struct run *r, const struct casefile *file)
{
	for (size_t i = 0; i < r->widths_n && play_has_widths(file); i++)
		add_job(r, file, first_transport(file), r->widths[i]);
}

/* A job for each transport that the case names, one over TCP if it names none. */
static void
add_jobs(struct run *r, const struct casefile *file)
{
	const struct section *server = casefile_find(file, "server");
	struct str rest = server ? server->words : STR(""), word;
	size_t before = r->jobs_n;

	while (str_cut(&rest, ' ', &word)) {
		if (transport_find(word))
			add_job(r, file, transport_find(word), 0);
		else if (word.n && !str_eq(word, STR("no-handshake")))
			die(file->name, "no such transport");
	}
	if (r->jobs_n == before)
		add_job(r, file, transport_find(STR("tcp")), 0);
}

/* Read the cases; one that cannot be read ends the run. */
static void
read_cases(struct run *r, char *const *paths, size_t n)
{
	struct err err;

	r->files = mem_array(n, sizeof(*r->files));
	r->files_n = n;
	for (size_t i = 0; i < n; i++) {
		if (casefile_read(&r->files[i], paths[i], &err) < 0)
			die("case", err.text);
		r->widths_n ? add_widths(r, &r->files[i]) : add_jobs(r, &r->files[i]);
	}
}

/* Play a job in a process of its own, which writes its report to a file. */
static void
start_job(const struct run *r, struct job *job)
{
	struct buf report = BUF_INIT(BUF_MAX_TEXT);

	job->report = tmpfile();
	if (!job->report)
		die("tmpfile", strerror(errno));
	fflush(stdout);
	job->pid = fork();
	if (job->pid != 0)
		return;
	signal(SIGPIPE, SIG_IGN); /* a client that leaves is for the case's report to tell */
	bool good = play_case(&report, &r->stage, job->file, job->transport, job->columns);
	fwrite(report.p, 1, report.n, job->report);
	fflush(job->report);
	_exit(good ? 0 : 1);
}

/* Count and tell how a job went. */
static void
finish_job(struct run *r, struct job *job, int status)
{
	bool good = WIFEXITED(status) && WEXITSTATUS(status) == 0;
	char line[4096];

	good ? r->passed++ : r->failed++;
	if (!good || r->verbose) {
		printf("%s  %s (%s", good ? "ok  " : "FAIL", job->file->name, job->transport->name);
		if (job->columns)
			printf(", %ld columns", job->columns);
		printf(")\n");
	}
	if (WIFSIGNALED(status))
		printf("  the runner died of signal %d\n", WTERMSIG(status));
	rewind(job->report);
	while (fgets(line, sizeof(line), job->report))
		fputs(line, stdout);
	fclose(job->report);
	job->pid = 0;
}

/* Wait for any job. */
static void
wait_job(struct run *r)
{
	int status;
	pid_t pid = wait(&status);

	if (pid < 0)
		die("wait", strerror(errno));
	for (size_t i = 0; i < r->jobs_n; i++)
		if (r->jobs[i].pid == pid)
			finish_job(r, &r->jobs[i], status);
}

static void
play_all(struct run *r)
{
	size_t running = 0;

	for (size_t i = 0; i < r->jobs_n; i++) {
		if (running == r->at_once) {
			wait_job(r);
			running--;
		}
		start_job(r, &r->jobs[i]);
		running++;
	}
	while (running--)
		wait_job(r);
}

int
main(int argc, char **argv)
{
	struct run r = {.at_once = 4};
	glob_t all = {0};
	int option;
	long jobs;

	while ((option = getopt(argc, argv, "vj:w:")) != -1) {
		if (option == 'v')
			r.verbose = true;
		else if (option == 'j' && str_number(str_of(optarg), 1, MAX_JOBS, &jobs))
			r.at_once = (size_t)jobs;
		else if (option == 'w' && r.widths_n < WIDTHS &&
		    str_number(str_of(optarg), 1, 999, &r.widths[r.widths_n]))
			r.widths_n++;
		else
			usage();
	}
	if (optind == argc)
		usage();
	build_stage(&r, argv[optind++]);
	if (optind < argc)
		read_cases(&r, argv + optind, (size_t)(argc - optind));
	else if (glob(CASES, 0, NULL, &all) == 0)
		read_cases(&r, all.gl_pathv, all.gl_pathc);
	play_all(&r);
	printf("%zu passed, %zu failed\n", r.passed, r.failed);
	for (size_t i = 0; i < r.files_n; i++)
		casefile_clear(&r.files[i]);
	free(r.files);
	free(r.jobs);
	globfree(&all);
	strike_stage(&r);
	return r.failed || !r.passed ? EXIT_FAILURE : EXIT_SUCCESS;
}
