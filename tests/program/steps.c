/* SPDX-License-Identifier: ISC */
/* The lines of a server's script that are no message: a table of names and what each does. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "script.h"
#include "web.h"

#define FLOOD ((size_t)256 << 10) /* bytes a write */

struct row {
	const char *name;
	int (*run)(struct play *p, struct str words, struct err *err);
	bool client; /* one has to be connected */
};

/* What "login" stands for. The key is the MD5 of challenge and secret. */
static const char login_text[] =
    "banner\n"
    "> Action: Challenge\n"
    "> AuthType: MD5\n"
    "< Response: Success\n"
    "< ActionID: {id}\n"
    "< Challenge: 840415273\n"
    "> Action: Login\n"
    "> Username: hello\n"
    "> AuthType: MD5\n"
    "> Key: 46c91c0aa9490aa995b4cd738e4d25de\n"
    "> Events: {word}\n"
    "< Response: Success\n"
    "< ActionID: {id}\n"
    "< Message: Authentication accepted\n";

/* What "docs" stands for. */
static const char docs_text[] =
    "> Action: Command\n"
    "> Command: manager show command {word}\n"
    "< Response: Error\n"
    "< ActionID: {id}\n"
    "< Message: Permission denied\n";

static int
run_banner(struct play *p, struct str words, struct err *err)
{
	struct buf line = BUF_INIT(BUF_MAX_LINE);
	struct str version = words.n ? words : STR("11.0.0");

	buf_addf(&line, "Asterisk Call Manager/%.*s%s", STR_ARG(version), p->line_end);
	int failed = peer_write(&p->peer, buf_str(&line), err);
	buf_clear(&line);
	return failed;
}

static int
run_login(struct play *p, struct str words, struct err *err)
{
	p->word = words.n ? words : STR("on");
	int failed = script_run(p, STR(login_text), 0, err);
	play_forget_ids(p);
	return failed;
}

/* The client asks which parameters an action has; it is not told. */
static int
run_docs(struct play *p, struct str words, struct err *err)
{
	p->word = words;
	int failed = script_run(p, STR(docs_text), 0, err);
	if (p->ids_n)
		free(p->ids[--p->ids_n]);
	return failed;
}

/* Read a number of a script's line. */
static int
read_number(struct str words, long *number, struct err *err)
{
	if (!str_number(words, 0, 2000000000, number))
		return err_set(err, ERR_USAGE, "not a number: %.*s", STR_ARG(words));
	return 0;
}

/* Take so many actions, whatever they are, and answer each with Success as it comes. */
static int
run_answer(struct play *p, struct str words, struct err *err)
{
	struct buf action = BUF_INIT(BUF_MAX_TEXT);
	int failed = 0;
	long times;

	if (read_number(words, &times, err) < 0)
		return -1;
	for (long i = 0; i < times && !failed; i++) {
		buf_reset(&action);
		if (peer_message(&p->peer, &action, err) != 1)
			failed = err_prefix(err, "after %ld actions", i);
		else
			failed = script_answer(p, buf_str(&action), err);
	}
	buf_clear(&action);
	return failed;
}

static int
run_say(struct play *p, struct str words, struct err *err)
{
	struct buf text = BUF_INIT(BUF_MAX_TEXT), bytes = BUF_INIT(BUF_MAX_TEXT);

	play_expand(p, &text, words);
	int failed = script_unescape(&bytes, buf_str(&text), err);
	for (size_t n = p->repeat; n && !failed; n--)
		failed = peer_write(&p->peer, buf_str(&bytes), err);
	p->repeat = 1;
	buf_clear(&text);
	buf_clear(&bytes);
	return failed;
}

static int
run_type(struct play *p, struct str words, struct err *err)
{
	struct buf keys = BUF_INIT(BUF_MAX_LINE);
	int failed = script_unescape(&keys, words, err);

	program_type(&p->program, buf_str(&keys));
	buf_clear(&keys);
	return failed;
}

static int
run_see(struct play *p, struct str words, struct err *err)
{
	if (program_wait_text(&p->program, words, err) < 0)
		return err_prefix(err, "\"%.*s\" is not seen", STR_ARG(words));
	return 0;
}

static int
run_pause(struct play *p, struct str words, struct err *err)
{
	long ms;

	if (read_number(words, &ms, err) < 0)
		return -1;
	return program_wait_time(&p->program, ms, err);
}

static int
run_fragment(struct play *p, struct str words, struct err *err)
{
	long bytes;

	if (read_number(words, &bytes, err) < 0)
		return -1;
	p->peer.fragment = (size_t)bytes;
	return 0;
}

static int
run_repeat(struct play *p, struct str words, struct err *err)
{
	long times;

	if (read_number(words, &times, err) < 0)
		return -1;
	p->repeat = (size_t)times;
	return 0;
}

/* Send that many bytes without a line end; a client that has enough may leave. */
static int
run_flood(struct play *p, struct str words, struct err *err)
{
	struct buf piece = BUF_INIT(FLOOD);
	int failed = 0;
	long left;

	if (read_number(words, &left, err) < 0)
		return -1;
	p->peer.may_leave = true;
	buf_pad(&piece, 'x', FLOOD);
	for (; left > 0 && !failed; left -= (long)FLOOD)
		failed = peer_write(&p->peer, buf_str(&piece), err);
	buf_clear(&piece);
	return failed;
}

static int
run_lf(struct play *p, struct str words, struct err *err)
{
	(void)words;
	(void)err;
	p->line_end = "\n";
	return 0;
}

static int
run_leaves(struct play *p, struct str words, struct err *err)
{
	(void)words;
	(void)err;
	p->peer.may_leave = true;
	return 0;
}

static int
run_ignore(struct play *p, struct str words, struct err *err)
{
	(void)words;
	return peer_ignore(&p->peer, err);
}

static int
run_close(struct play *p, struct str words, struct err *err)
{
	(void)err;
	peer_finish(&p->peer, !str_eq(words, STR("abruptly")));
	return 0;
}

static int
run_reset(struct play *p, struct str words, struct err *err)
{
	(void)words;
	(void)err;
	peer_reset(&p->peer);
	return 0;
}

static int
run_signal(struct play *p, struct str words, struct err *err)
{
	int number = str_eq(words, STR("INT")) ? SIGINT : str_eq(words, STR("TERM")) ? SIGTERM :
	    str_eq(words, STR("HUP")) ? SIGHUP : 0;

	if (!number)
		return err_set(err, ERR_USAGE, "no such signal: %.*s", STR_ARG(words));
	kill(p->program.pid, number);
	return 0;
}

/* Run a shell command in the case's folder; $PID is the program. */
static int
run_check(struct play *p, struct str words, struct err *err)
{
	struct buf command = BUF_INIT(BUF_MAX_LINE);

	buf_addf(&command, "PID=%ld; cd %s && {\n%.*s\n}", (long)p->program.pid, p->dir, STR_ARG(words));
	int status = system(buf_z(&command));
	buf_clear(&command);
	return status == 0 ? 0 : err_set(err, ERR_FAILED, "the check fails: %.*s", STR_ARG(words));
}

static int
run_accept(struct play *p, struct str words, struct err *err)
{
	(void)words;
	return script_part(p, err) < 0 ? -1 : script_meet(p, err);
}

static const struct row rows[] = {
    {"accept", run_accept, false},
    {"answer", run_answer, true},
    {"asks", web_asks, true},
    {"banner", run_banner, true},
    {"body", web_body, true},
    {"check", run_check, false},
    {"close", run_close, true},
    {"docs", run_docs, true},
    {"event", web_event, true},
    {"flood", run_flood, true},
    {"fragment", run_fragment, false},
    {"frame", web_frame, true},
    {"hears", web_hears, true},
    {"ignore", run_ignore, true},
    {"json", web_json, true},
    {"leaves", run_leaves, false},
    {"lf", run_lf, false},
    {"login", run_login, true},
    {"masked", web_masked, true},
    {"pause", run_pause, false},
    {"pieces", web_pieces, true},
    {"repeat", run_repeat, true},
    {"reset", run_reset, true},
    {"say", run_say, true},
    {"see", run_see, false},
    {"signal", run_signal, false},
    {"type", run_type, false},
    {"websocket", web_socket, true},
    {"websocket-wrong", web_wrong_socket, true},
};

int
script_step(struct play *p, struct str line, struct err *err)
{
	struct str words = line, name;

	str_cut(&words, ' ', &name);
	words = words.p ? str_trim(words) : STR("");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (str_eq(name, str_of(rows[i].name)))
			return rows[i].client && script_first(p, err) < 0 ? -1 : rows[i].run(p, words, err);
	return err_set(err, ERR_USAGE, "the server does not know: %.*s", STR_ARG(line));
}

