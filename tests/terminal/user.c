/* SPDX-License-Identifier: ISC */
/*
 * The common part of the tests of the interactive shell. What a line should look like is not
 * computed here: a second screen of the same width is given prompt and line, and shows it.
 */
#include "user.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"

enum { ARGUMENTS = 30, SETTLED = 200 };

struct tty *user_tty;
struct server *user_server;
static char *prompt;
static int events;

void
user_open(int rows, int cols)
{
	user_server = server_start();
	user_tty = tty_open(rows, cols);
	prompt = NULL;
	events = 0;
	user_rc("set events short\n");
}

static void
make_folder(const struct buf *path)
{
	char *name = mem_strndup(buf_str(path));

	ck_assert_msg(mkdir(name, 0700) == 0 || errno == EEXIST, "%s: %s", name, strerror(errno));
	free(name);
}

void
user_rc(const char *text)
{
	struct buf path = BUF_INIT(4096);

	buf_addf(&path, "%s/config", tty_home(user_tty));
	make_folder(&path);
	buf_addz(&path, "/amsh");
	make_folder(&path);
	buf_addz(&path, "/rc");
	int fd = open(buf_z(&path), O_WRONLY | O_CREAT | O_TRUNC, 0600);
	ck_assert_msg(fd >= 0, "%s: %s", buf_z(&path), strerror(errno));
	ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
	buf_clear(&path);
}

void
user_close(void)
{
	tty_close(user_tty);
	server_stop(user_server);
	free(prompt);
}

void
user_run(const char *const extra[])
{
	const char *amsh = getenv("AMSH");
	const char *argv[ARGUMENTS] = {
	    amsh != NULL ? amsh : "build/amsh", "-H", "127.0.0.1", "-u", "hello", "-p"};
	char port[16];
	size_t n = 6;

	ck_assert_msg(access(argv[0], X_OK) == 0, "no program %s", argv[0]);
	snprintf(port, sizeof(port), "%d", server_port(user_server));
	argv[n++] = port;
	for (size_t i = 0; extra != NULL && extra[i] != NULL; i++)
		argv[n++] = extra[i];
	tty_run(user_tty, argv);
}

static bool
logged_in(struct tty *t, void *arg)
{
	(void)arg;
	return server_logins(user_server) > 0 && tty_has_row(t, "^hello@127\\.0\\.0\\.1[^ ]*> *$");
}

/* Keep what stands before the cursor, the blanks included. */
static void
keep_prompt(void)
{
	const struct screen *s = tty_screen(user_tty);
	char *row = screen_row(s, screen_cursor_y(s));
	struct buf b = BUF_INIT(1000);

	buf_addf(&b, "%-*s", screen_cursor_x(s), row);
	buf_addc(&b, '\0');
	free(row);
	free(prompt);
	prompt = b.p;
}

void
user_start(const char *const extra[])
{
	tty_setenv(user_tty, "AMSH_SECRET", "world");
	user_run(extra);
	tty_wait(user_tty, logged_in, NULL, "the prompt of a logged-in shell", USER_SOON);
	tty_wait_quiet(user_tty, SETTLED, USER_SOON);
	keep_prompt();
}

void
user_open_and_start(int rows, int cols)
{
	user_open(rows, cols);
	user_start(NULL);
}

const char *
user_prompt(void)
{
	return prompt;
}

/* Make a screen as wide as the shell's that shows the prompt and len bytes of the line. */
static struct screen *
drawn(const char *line, size_t len)
{
	const struct screen *s = tty_screen(user_tty);
	struct screen *d = screen_new(screen_rows(s) + 1, screen_cols(s));

	screen_feed(d, prompt, strlen(prompt));
	screen_feed(d, line, len);
	return d;
}

/* Return the length of the character at the start of the text, 0 at its end. */
static size_t
character(const char *text)
{
	size_t n = text[0] != '\0';

	while (((unsigned char)text[n] & 0xc0) == 0x80)
		n++;
	return n;
}

/* Find where an editor puts the cursor: where the next character goes, or would go. */
static void
cursor_of(const char *line, size_t at, int *y, int *x)
{
	struct screen *before = drawn(line, at);
	struct screen *after = drawn(line, at + character(line + at));

	if (line[at] == '\0')
		screen_feed(after, "x", 1);
	*y = screen_cursor_y(before);
	*x = screen_cursor_x(before);
	if (screen_cursor_y(after) > *y) {
		*y = screen_cursor_y(after);
		*x = 0;
	}
	screen_free(before);
	screen_free(after);
}

/* Compare row a of one screen and row b of another without their trailing blanks. */
static bool
same_row(const struct screen *a, int ya, const struct screen *b, int yb)
{
	char *ra = screen_row(a, ya), *rb = screen_row(b, yb);
	bool same = ra != NULL && rb != NULL &&
	            strncmp(ra, rb, strlen(ra) < strlen(rb) ? strlen(ra) : strlen(rb)) == 0;

	if (same) {
		const char *rest = strlen(ra) > strlen(rb) ? ra + strlen(rb) : rb + strlen(ra);

		same = strspn(rest, " ") == strlen(rest);
	}
	free(ra);
	free(rb);
	return same;
}

bool
user_shows_line(const char *line, size_t at, bool more_below)
{
	const struct screen *s = tty_screen(user_tty);
	struct screen *expected = drawn(line, strlen(line));
	int y, x, first, last;
	bool same;

	cursor_of(line, at, &y, &x);
	first = screen_cursor_y(s) - y;
	last = more_below ? screen_cursor_y(expected) : screen_rows(s) - 1 - first;
	same = first >= 0 && screen_cursor_x(s) == x;
	for (int row = 0; same && row <= last; row++)
		same = same_row(expected, row, s, first + row);
	screen_free(expected);
	return same;
}

struct line {
	const char *text;
	size_t at;
};

static bool
shows(struct tty *t, void *arg)
{
	const struct line *line = arg;

	(void)t;
	return user_shows_line(line->text, line->at, false);
}

void
user_expect_line_at(const char *file, int line_number, const char *text, size_t at)
{
	struct line line = {text, at};
	char what[1000];

	snprintf(what, sizeof(what), "%s%s (cursor before byte %zu)", prompt, text, at);
	tty_wait_at(file, line_number, user_tty, shows, &line, what, USER_SOON);
}

int
user_push_event(void)
{
	int i = events++;

	server_pushf(user_server,
	    "Event: Hangup\r\nPrivilege: call,all\r\n"
	    "Channel: PJSIP/e%04d\r\nChannelState: 6\r\nChannelStateDesc: Up\r\n"
	    "CallerIDNum: 100\r\nCallerIDName: Anna\r\nConnectedLineNum: <unknown>\r\n"
	    "ConnectedLineName: <unknown>\r\nLanguage: en\r\nAccountCode: \r\nContext: sets\r\n"
	    "Exten: 103\r\nPriority: 2\r\nUniqueid: 1795322938.%d\r\nLinkedid: 1795322938.%d\r\n"
	    "Cause: 16\r\nCause-txt: Normal Clearing\r\n\r\n",
	    i, i, i);
	return i;
}

/* Count the events that were shown; on a narrow terminal their names are all there is. */
static int
events_shown(void)
{
	char *text = screen_text(tty_screen(user_tty));
	int n = 0;

	/* On a narrow screen an event goes on in the next row. */
	for (const char *p = text; (p = strstr(p, " Hangup")) != NULL; p++)
		n += p[strlen(" Hangup")] == ' ' || p[strlen(" Hangup")] == '\n';
	free(text);
	return n;
}

static bool
event_shown(struct tty *t, void *arg)
{
	const int *number = arg;

	(void)t;
	return events_shown() > *number;
}

void
user_wait_event(int number)
{
	tty_wait(user_tty, event_shown, &number, "an event of that number", USER_SOON);
}

void
user_see_event(void)
{
	user_wait_event(user_push_event());
}

struct seen {
	int number;
	tty_test_fn *holds;
	void *arg;
};

/* Is the event shown and does the test hold? */
static bool
seen(struct tty *t, void *arg)
{
	struct seen *s = arg;

	return s->holds(t, s->arg) && event_shown(t, &s->number);
}

void
user_push_events(int count, int ms, tty_test_fn *holds, void *arg, const char *what)
{
	msec start = clock_now();
	struct seen s = {0, holds, arg};

	for (int i = 0; i < count; i++) {
		msec due = start + (msec)(i + 1) * ms / count;

		s.number = user_push_event();
		tty_wait(user_tty, seen, &s, what, USER_SOON);
		while (clock_now() < due)
			tty_pump(user_tty, clock_poll_timeout(due));
	}
}

void
user_expect_events(void)
{
	char *text = screen_text(tty_screen(user_tty));
	int last = -1, number;

	for (const char *p = text; (p = strstr(p, "PJSIP/e")) != NULL; p++) {
		if (sscanf(p, "PJSIP/e%d", &number) != 1)
			continue;
		if (number <= last)
			tty_fail(user_tty, "event %d is shown after event %d", number, last);
		last = number;
	}
	if (events_shown() != events)
		tty_fail(user_tty, "expected %d events, got %d", events, events_shown());
	free(text);
}

struct sent {
	const char *action;
	char *message;
};

static bool
sent(struct tty *t, void *arg)
{
	struct sent *s = arg;

	(void)t;
	s->message = server_take(user_server, s->action);
	return s->message != NULL;
}

void
user_expect_sent_at(const char *file, int line, const char *action, const char *message)
{
	struct sent s = {action, NULL};

	tty_wait_at(file, line, user_tty, sent, &s, message, USER_SOON);
	if (strcmp(s.message, message) != 0)
		tty_fail_at(
		    file, line, user_tty, "expected message\n%sgot\n%s", message, s.message);
	free(s.message);
}

char *
user_last_sent(const char *action)
{
	struct buf mark = BUF_INIT(BUF_MAX_LINE);
	char *received = server_received(user_server), *message = NULL;

	buf_addf(&mark, "Action: %s\r\n", action);
	for (char *at = received; (at = strstr(at, buf_z(&mark))) != NULL; at++)
		message = at;
	if (message != NULL) {
		memmove(received, message, strlen(message) + 1);
		*(strstr(received, "\r\n\r\n") + 4) = '\0';
	} else {
		free(received);
		received = NULL;
	}
	buf_clear(&mark);
	return received;
}
