/* SPDX-License-Identifier: ISC */
/*
 * How long until a typed key is on the screen of the interactive shell, while events come faster
 * than anyone can read them? And is each of them shown, or counted as dropped and said to be?
 */
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "base/buf.h"
#include "child.h"
#include "figures.h"
#include "server.h"

#define KEY_EVERY 0.037 /* seconds; no multiple of anything */
#define PATIENCE  10.0  /* seconds until something counts as lost */
#define QUIET     0.5   /* seconds without output after which no more comes */
#define KEYS_MAX  100000

/* The keys: letters that no event has, so that one on the screen can only be its echo. */
static const char letters[] = "αβγδεζηθικλμνξοπρστυφχψω";
#define LETTERS ((sizeof(letters) - 1) / 2)

/* What has come to the screen. */
struct seen {
	int master;
	struct buf line; /* the unfinished one */
	size_t shown;
	size_t dropped;
	const char *wanted; /* a letter that was typed and is not there yet */
	size_t old;         /* bytes of line that came before it was typed */
};

static void
fail(const struct seen *s, const char *what)
{
	printf("  %s; the last line is: %.*s\n", what, STR_ARG(buf_str(&s->line)));
	exit(EXIT_FAILURE);
}

/* Count a finished line of the screen. */
static void
take_line(struct seen *s, struct str line)
{
	struct str mark = STR(" events were dropped"), rest = line;
	size_t at = str_find(line, STR("-- "));

	if (str_find(line, STR("PJSIP/alice-")) < line.n)
		s->shown++;
	if (str_find(line, mark) < line.n && at < line.n) {
		rest = str_from_at(line, at + 3);
		s->dropped += (size_t)strtoul(rest.p, NULL, 10);
	}
}

/* Take what the terminal has, waiting at most so long. False: nothing came. */
static bool
look(struct seen *s, double wait)
{
	struct pollfd ready = {.fd = s->master, .events = POLLIN};
	char *at = buf_room(&s->line, 4096);

	if (poll(&ready, 1, wait > 0 ? (int)(wait * 1000) + 1 : 0) <= 0)
		return false;
	ssize_t n = read(s->master, at, 4096);
	if (n <= 0)
		fail(s, "the terminal was closed");
	s->line.n += (size_t)n;
	struct str text = buf_str(&s->line), line, fresh = str_from_at(text, s->old);
	if (s->wanted && str_find(fresh, str_from(s->wanted, 2)) < fresh.n)
		s->wanted = NULL;
	size_t used = 0;
	while (str_chr(text, '\n') < text.n && str_cut(&text, '\n', &line)) {
		take_line(s, line);
		used += line.n + 1;
	}
	buf_drop(&s->line, used);
	s->old -= used < s->old ? used : s->old;
	return true;
}

static void
type(const struct seen *s, const char *keys, size_t n)
{
	if (write(s->master, keys, n) != (ssize_t)n)
		fail(s, "cannot type");
}

static void
wait_prompt(struct seen *s)
{
	double end = figures_now() + PATIENCE;

	while (!str_ends(buf_str(&s->line), STR("> ")))
		if (!look(s, 0.1) && figures_now() > end)
			fail(s, "no prompt");
}

/* Type a letter and wait for its echo, then until the next is due. Returns the latency in ms. */
static double
type_letter(struct seen *s, size_t i)
{
	double begin = figures_now(), echo = 0;
	const char *letter = letters + i % LETTERS * 2;

	if (i % LETTERS == 0)
		type(s, "\025", 1);
	s->wanted = letter;
	s->old = s->line.n;
	type(s, letter, 2);
	for (double now = begin; now < begin + KEY_EVERY || s->wanted; now = figures_now()) {
		look(s, begin + KEY_EVERY - now);
		if (!s->wanted && echo == 0)
			echo = figures_now() - begin;
		if (now > begin + PATIENCE)
			fail(s, "a key was not echoed");
	}
	return echo * 1000;
}

static bool
is_sent(const struct server *s)
{
	struct pollfd done = {.fd = s->done, .events = POLLIN};

	return poll(&done, 1, 0) == 1;
}

static int
open_terminal(int *slave)
{
	struct winsize size = {.ws_row = 40, .ws_col = 132};
	int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);

	if (master == -1 || grantpt(master) == -1 || unlockpt(master) == -1) {
		perror("posix_openpt");
		exit(EXIT_FAILURE);
	}
	*slave = open(ptsname(master), O_RDWR | O_NOCTTY | O_CLOEXEC);
	ioctl(*slave, TIOCSWINSZ, &size);
	return master;
}

static struct child
start_amsh(const char *amsh, const struct server *s, struct seen *seen)
{
	char url[64];
	const char *const argv[] = {amsh, "-s", url, "--color", "never", NULL};
	int slave;

	snprintf(url, sizeof(url), "ami://bench@127.0.0.1:%d", s->port);
	seen->master = open_terminal(&slave);
	struct child c = child_start(argv, slave, slave, slave, 1);
	close(slave);
	return c;
}

static void
print(const struct seen *seen, const struct server *s, double took, double *ms, size_t keys)
{
	double median = figures_quantile(ms, keys, 0.5), most = figures_quantile(ms, keys, 0.99);

	printf("  %zu keys: echo median %.2f ms, 99 %% within %.2f ms, longest %.2f ms\n", keys,
	    median, most, ms[keys - 1]);
	printf("  %zu events sent, %.0f a second: %zu shown, %zu dropped and said so\n", s->events,
	    (double)s->events / took, seen->shown, seen->dropped);
}

int
main(int argc, char **argv)
{
	static double ms[KEYS_MAX];
	double rate = figures_setting("BENCH_RATE", 100000);
	struct server_plan plan = {.after = "Ping", .rate = rate};
	struct seen seen = {.line = BUF_INIT(BUF_MAX_TEXT)};
	size_t keys = 0;
	double took = 0;

	plan.bytes = (size_t)(figures_setting("BENCH_SECONDS", 10) * rate * 403);
	struct server s = server_start(&plan);
	printf("typing: while %.0f events/s come\n", rate);
	struct child c = start_amsh(argc > 1 ? argv[1] : "build/amsh", &s, &seen);
	wait_prompt(&seen);
	static const char lines[] = "set events short\rshow *\rping\r"; /* a story leaves some out */
	type(&seen, lines, sizeof(lines) - 1);
	while (!is_sent(&s) && keys < KEYS_MAX) {
		ms[keys] = type_letter(&seen, keys);
		keys++;
	}
	while (look(&seen, QUIET))
		;
	type(&seen, "\025quit\r", 6);
	struct usage u = child_wait(&c);
	child_expect(&u, "amsh");
	if (read(s.done, &took, sizeof(took)) != sizeof(took) || keys == 0)
		fail(&seen, "nothing was sent");
	print(&seen, &s, took, ms, keys);
	printf("  %.1f MiB, %.2f s CPU\n", u.peak, u.cpu);
	server_stop(&s);
	buf_clear(&seen.line);
	return seen.shown + seen.dropped == s.events ? EXIT_SUCCESS : EXIT_FAILURE;
}
