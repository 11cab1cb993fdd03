/* SPDX-License-Identifier: ISC */
/*
 * The pseudo-terminal and the hands at it: starts programs, sends keys, changes size and settings,
 * and carries output to the screen. The waiting is in wait.c.
 */
#define _XOPEN_SOURCE 700

#include "tty.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "../patience.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "tty_state.h"

enum { READ_SIZE = 65536 };

/* The home of the one terminal that a test has open; a test that fails removes it too. */
static char *folder;

static int
remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

void
tty_remove_home(void)
{
	if (folder != NULL)
		nftw(folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
	free(folder);
	folder = NULL;
}

/* Make the home of the programs. */
static void
make_folder(void)
{
	const char *tmp = getenv("TMPDIR");
	struct buf path = BUF_INIT(4096);

	buf_addf(&path, "%s/amsh-terminal-XXXXXX", tmp != NULL ? tmp : "/tmp");
	buf_addc(&path, '\0');
	folder = mkdtemp(path.p);
	ck_assert_msg(folder != NULL, "mkdtemp: %s", strerror(errno));
}

/* Hand a variable of ours on, if it is set. */
static void
inherit(struct tty *t, const char *name)
{
	if (getenv(name) != NULL)
		tty_setenv(t, name, getenv(name));
}

static void
set_environment(struct tty *t)
{
	static const char *const inherited[] = {
	    "PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS"};
	static const char *const folders[][2] = {{"HOME", ""}, {"XDG_CONFIG_HOME", "/config"},
	    {"XDG_STATE_HOME", "/state"}, {"XDG_CACHE_HOME", "/cache"}, {"XDG_DATA_HOME", "/data"}};

	for (size_t i = 0; i < sizeof(inherited) / sizeof(inherited[0]); i++)
		inherit(t, inherited[i]);
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		struct buf path = BUF_INIT(4096);

		buf_addf(&path, "%s%s", folder, folders[i][1]);
		tty_setenv(t, folders[i][0], buf_z(&path));
		buf_clear(&path);
	}
	tty_setenv(t, "TERM", "xterm");
	tty_setenv(t, "LANG", "C.UTF-8");
	tty_setenv(t, "TZ", "UTC");
	tty_setenv(t, "PAGER", "");
}

/* Type what the terminal answers to a query. */
static void
type_answer(void *arg, const char *bytes, size_t len)
{
	tty_send(arg, bytes, len);
}

static void
set_size(struct tty *t, int rows, int cols)
{
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};

	ck_assert_int_eq(ioctl(t->master, TIOCSWINSZ, &size), 0);
}

/* Tell the terminal that backspace takes a whole UTF-8 character, as xterm does. */
static void
set_utf8(struct tty *t)
{
	struct termios settings = tty_settings(t);

	settings.c_iflag |= IUTF8;
	ck_assert_int_eq(tcsetattr(t->master, TCSANOW, &settings), 0);
}

struct tty *
tty_open(int rows, int cols)
{
	struct tty *t = mem_alloc(sizeof(*t));

	t->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	ck_assert_msg(t->master != -1 && grantpt(t->master) == 0 && unlockpt(t->master) == 0,
	    "no pseudo-terminal: %s", strerror(errno));
	fcntl(t->master, F_SETFL, O_NONBLOCK);
	t->screen = screen_new(rows, cols);
	screen_on_answer(t->screen, type_answer, t);
	set_size(t, rows, cols);
	set_utf8(t);
	t->before = tty_settings(t);
	make_folder();
	set_environment(t);
	return t;
}

void
tty_close(struct tty *t)
{
	if (t->running)
		job_end(&t->job);
	close(t->master);
	screen_free(t->screen);
	for (size_t i = 0; i < t->nenv; i++)
		free(t->env[i]);
	free(t);
	tty_remove_home();
}

const char *
tty_home(const struct tty *t)
{
	(void)t;
	return folder;
}

void
tty_setenv(struct tty *t, const char *name, const char *value)
{
	struct buf entry = BUF_INIT(65536);
	size_t len = strlen(name) + 1, i;

	buf_addf(&entry, "%s=%s", name, value ? value : "");
	buf_addc(&entry, '\0');
	for (i = 0; i < t->nenv && strncmp(t->env[i], entry.p, len) != 0; i++)
		;
	ck_assert_uint_lt(i, TTY_ENV - 1);
	free(t->env[i]);
	t->env[i] = entry.p;
	t->nenv = i == t->nenv ? i + 1 : t->nenv;
	if (value)
		return;
	free(t->env[i]);
	t->env[i] = t->env[--t->nenv];
	t->env[t->nenv] = NULL;
}

void
tty_run(struct tty *t, const char *const argv[])
{
	char *args[TTY_ARGS] = {NULL};

	if (t->running)
		job_end(&t->job);
	for (size_t i = 0; argv[i] != NULL; i++) {
		ck_assert_uint_lt(i, TTY_ARGS - 1);
		args[i] = mem_strdup(argv[i]);
	}
	ck_assert_msg(
	    job_start(&t->job, ptsname(t->master), args, t->env) == 0, "cannot run %s", argv[0]);
	t->running = true;
	for (size_t i = 0; args[i] != NULL; i++)
		free(args[i]);
}

pid_t
tty_pid(const struct tty *t)
{
	return t->job.pid;
}

struct screen *
tty_screen(struct tty *t)
{
	return t->screen;
}

bool
tty_pump(struct tty *t, int ms)
{
	char bytes[READ_SIZE];
	struct pollfd p = {.fd = t->master, .events = POLLIN};
	ssize_t n;

	if (poll(&p, 1, ms) != 1 || !(p.revents & POLLIN))
		return false;
	n = read(t->master, bytes, sizeof(bytes));
	if (n > 0)
		screen_feed(t->screen, bytes, (size_t)n);
	return n > 0;
}

void
tty_send(struct tty *t, const void *bytes, size_t len)
{
	const char *p = bytes;
	msec deadline = clock_now() + PATIENCE;

	while (len > 0) {
		ssize_t n = write(t->master, p, len);

		if (n > 0) {
			p += n;
			len -= (size_t)n;
		} else if (clock_now() > deadline) {
			tty_fail(t, "the program reads no keys");
		} else {
			tty_pump(t, 10);
		}
	}
}

void
tty_type(struct tty *t, const char *keys)
{
	tty_send(t, keys, strlen(keys));
}

void
tty_paste(struct tty *t, const char *text)
{
	bool bracketed = screen_bracketed_paste(t->screen);

	tty_type(t, bracketed ? "\033[200~" : "");
	for (const char *p = text; *p != '\0'; p++)
		tty_send(t, *p == '\n' ? "\r" : p, 1);
	tty_type(t, bracketed ? "\033[201~" : "");
}

void
tty_resize(struct tty *t, int rows, int cols)
{
	screen_resize(t->screen, rows, cols);
	set_size(t, rows, cols);
}

void
tty_continue(struct tty *t)
{
	msec deadline = clock_now() + PATIENCE;

	job_continue(&t->job);
	/* A key typed before that would be the shell's. */
	while (tcgetpgrp(t->master) != t->job.pid) {
		if (clock_now() > deadline)
			tty_fail(t, "the program does not have the terminal");
		tty_pump(t, 1);
	}
}

struct termios
tty_settings(struct tty *t)
{
	struct termios settings;

	ck_assert_int_eq(tcgetattr(t->master, &settings), 0);
	return settings;
}
