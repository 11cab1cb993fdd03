/* SPDX-License-Identifier: ISC */
/* Sets one case up, lets server and program play, and judges what came of it. */
#include "play.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../patience.h"
#include "base/mem.h"
#include "script.h"
#include "verdict.h"

#define MAX_ENV 64

#define DEADLINE 60 /* seconds for a case that does not say its own deadline */

extern char **environ;

/* The program's environment. */
struct env {
	char *v[MAX_ENV + 1];
	size_t n;
};

/* Set NAME=VALUE; a NAME alone is removed. */
static void
env_put(struct env *e, struct str pair)
{
	size_t n = str_chr(pair, '='), i = 0;

	while (i < e->n && !(strncmp(e->v[i], pair.p, n) == 0 && e->v[i][n] == '='))
		i++;
	if (i < e->n) {
		free(e->v[i]);
		e->v[i] = e->v[--e->n];
		e->v[e->n] = NULL;
	}
	if (n < pair.n && e->n < MAX_ENV)
		e->v[e->n++] = mem_strndup(pair);
}

/* A clean environment, what the sanitizers want to know, and the case's own. */
static void
make_env(const struct play *p, struct env *e)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	struct str rest, line;
	const char *path = getenv("PATH");

	buf_addf(&text, "PATH=%s/bin:%s\n", p->stage->dir, path ? path : "/usr/bin:/bin");
	buf_addf(&text, "HOME=%s\nXDG_CONFIG_HOME=%s/config\nXDG_STATE_HOME=%s/state\n", p->dir, p->dir,
	    p->dir);
	buf_addz(&text, "TERM=xterm\nLC_ALL=C.UTF-8\nTZ=UTC\nAMSH_SECRET=" PLAY_SECRET "\n");
	if (p->columns) /* what a pager sends to the terminal is not ours */
		buf_addz(&text, "AMSH_PAGER=\n");
	play_expand(p, &text, casefile_text(p->file, "env"));
	for (char **v = environ; *v; v++)
		if (strstr(*v, "SAN_OPTIONS="))
			env_put(e, str_of(*v));
	rest = buf_str(&text);
	while (str_cut(&rest, '\n', &line))
		if (line.n)
			env_put(e, line);
	buf_clear(&text);
}

/* Write the files of the case; only their owner can read them. */
static void
write_files(const struct play *p)
{
	for (size_t i = 0; i < p->file->n; i++) {
		const struct section *s = &p->file->sections[i];
		struct buf path = BUF_INIT(BUF_MAX_LINE), text = BUF_INIT(BUF_MAX_TEXT);
		if (!str_eq(s->name, STR("file")))
			continue;
		buf_addf(&path, "%s/%.*s", p->dir, STR_ARG(s->words));
		play_expand(p, &text, s->text);
		FILE *f = fopen(buf_z(&path), "w");
		if (f) {
			fputs(buf_z(&text), f);
			fclose(f);
		}
		buf_clear(&path);
		buf_clear(&text);
	}
}

/* The standard input that the case gives. */
static int
make_input(const struct play *p, struct buf *input, struct err *err)
{
	struct buf text = BUF_INIT(BUF_MAX_TEXT);
	int failed = 0;

	play_expand(p, &text, casefile_text(p->file, "stdin"));
	if (section_has(casefile_find(p->file, "stdin"), "bytes"))
		failed = script_unescape(input, buf_str(&text), err);
	else
		buf_adds(input, buf_str(&text));
	buf_clear(&text);
	return failed;
}

static bool
types(const struct casefile *file)
{
	struct str text = casefile_text(file, "server");

	return str_find(text, STR("\ntype ")) < text.n;
}

/* How long the program may take, in ms. */
static int
time_for(const struct play *p)
{
	return patience((int)section_number(casefile_find(p->file, "deadline"), NULL, DEADLINE) * 1000);
}

static int
start_program(struct play *p, struct err *err)
{
	const struct section *run = casefile_find(p->file, "run");
	struct buf command = BUF_INIT(BUF_MAX_LINE), input = BUF_INIT(BUF_MAX_TEXT);
	bool terminal = section_has(run, "terminal");
	struct env env = {.n = 0};
	int failed = make_input(p, &input, err);

	make_env(p, &env);
	play_expand(p, &command, run->text);
	buf_z(&command);
	if (!failed)
		failed = program_start(&p->program, &(struct program_setup){
		    .command = command.p,
		    .env = env.v,
		    .dir = p->dir,
		    .input = buf_str(&input),
		    .hold_input = types(p->file),
		    .columns = terminal ? section_number(run, "terminal", 80) : p->columns,
		    .controls = terminal,
		    .deadline = clock_now() + time_for(p),
		}, err);
	while (env.n)
		free(env.v[--env.n]);
	buf_clear(&command);
	buf_clear(&input);
	return failed;
}

/* Is there a client that no one expected? */
static bool
was_called(const struct play *p)
{
	struct pollfd fd = {.fd = p->listener, .events = POLLIN};

	return poll(&fd, 1, 0) > 0 && (fd.revents & POLLIN);
}

/* Let server and program play. */
static void
play(struct play *p)
{
	const struct section *server = casefile_find(p->file, "server");
	struct err err = {0};

	if (server && !p->transport->closed && script_play(p, server, &err) < 0) {
		buf_addf(&p->report, "  server script, line %zu: %s\n", p->line, err.text);
		peer_clear(&p->peer);
		p->program.deadline = clock_now() + 2000;
	}
	int status = program_end(&p->program, &err);
	if (status < 0)
		buf_addf(&p->report, "  the program does not end: %s\n", err.text);
	if (!p->transport->closed && was_called(p))
		buf_addz(&p->report, "  the program made a connection that was not expected\n");
	if (p->columns)
		verdict_width(p, status);
	else
		verdict_program(p, status);
}

/* Make the case's folder. */
static int
make_dir(struct play *p, struct err *err)
{
	struct buf path = BUF_INIT(BUF_MAX_LINE);

	buf_addf(&path, "%s/%s.%s.%ld", p->stage->dir, p->file->name, p->transport->name, p->columns);
	p->dir = mem_strndup(buf_str(&path));
	buf_clear(&path);
	if (mkdir(p->dir, 0700) < 0)
		return err_set(err, ERR_USAGE, "cannot make %s: %s", p->dir, strerror(errno));
	return 0;
}

/* A case of the runner itself has to fail, with these words: then it has passed. */
static void
judge_runner(struct play *p)
{
	struct str rest = casefile_text(p->file, "fails"), line;

	if (!casefile_find(p->file, "fails"))
		return;
	while (str_cut(&rest, '\n', &line)) {
		struct str report = buf_str(&p->report);
		if (line.n && str_find(report, line) == report.n) {
			buf_addf(&p->report, "  the runner did not say: %.*s\n", STR_ARG(line));
			return;
		}
	}
	buf_reset(&p->report);
}

bool
play_has_widths(const struct casefile *file)
{
	struct str server = casefile_text(file, "server");

	return !section_has(casefile_find(file, "run"), "terminal") &&
	    !casefile_find(file, "fails") && !casefile_find(file, "memory") &&
	    str_find(server, STR("\nsee ")) == server.n;
}

bool
play_case(struct buf *report, const struct stage *stage, const struct casefile *file,
    const struct transport *transport, long columns)
{
	struct play p = {
	    .stage = stage,
	    .file = file,
	    .transport = transport,
	    .columns = columns,
	    .listener = -1,
	    .program = {.in = -1, .out = -1, .errors = -1},
	    .report = BUF_INIT(BUF_MAX_TEXT),
	};
	struct err err = {0};

	p.ctx = transport_context(transport);
	peer_init(&p.peer, &p.program);
	int failed = make_dir(&p, &err);
	if (!failed)
		p.listener = transport_listen(transport, p.port, &err);
	if (!failed && p.listener >= 0) {
		write_files(&p);
		failed = start_program(&p, &err);
	}
	if (failed || p.listener < 0)
		buf_addf(&p.report, "  %s\n", err.text);
	else
		play(&p);
	judge_runner(&p);
	bool good = p.report.n == 0;
	buf_adds(report, buf_str(&p.report));
	program_clear(&p.program);
	peer_clear(&p.peer);
	play_forget_ids(&p);
	SSL_CTX_free(p.ctx);
	if (p.listener >= 0)
		close(p.listener);
	free(p.dir);
	buf_clear(&p.report);
	return good;
}
