/* SPDX-License-Identifier: ISC */
/* The loop of the interactive shell, and the hooks of its editor. */
#include "shell/shell.h"

#include <unistd.h>

#include "base/out.h"
#include "base/sig.h"
#include "base/text.h"
#include "client/block.h"
#include "client/cache.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/live_channels.h"
#include "client/loop.h"
#include "conf/profile.h"
#include "conf/prompt.h"
#include "lang/secret.h"
#include "lang/settings.h"
#include "script/line.h"
#include "script/script.h"
#include "session/session.h"
#include "shell/completer.h"
#include "shell/history.h"

#define SLICE 5 /* ms of messages taken before the keys are checked again */

struct shell {
	struct client *client;
	const struct shell_backend *backend;
	struct editor *editor;
	struct history *history;
};

/* The history's callbacks have no argument, and there is one shell. */
static struct shell *the_shell;

static size_t
session_fds(void *arg, struct pollfd *v)
{
	const struct client *client = arg;
	struct loop_source *const *sources = client->loop->sources;
	size_t n = 0;

	for (size_t i = 0; i < LOOP_SOURCES; i++)
		if (sources[i])
			v[n++] = (struct pollfd){
			    .fd = session_fd(sources[i]->session), .events = POLLIN};
	return n;
}

static bool
take_messages(void *arg)
{
	const struct client *client = arg;

	return loop_take(client->loop, SLICE);
}

static msec
next_deadline(void *arg)
{
	const struct client *client = arg;

	return loop_deadline(client->loop);
}

static bool
take_signals(void *arg, unsigned got)
{
	const struct client *client = arg;

	return loop_signals(client->loop, got);
}

static int
run_here(void *arg, struct str line, struct err *err)
{
	return line_run(arg, line, err);
}

static bool
is_only_kept(void *arg, struct str line)
{
	const struct client *client = arg;

	return block_keeps(client, line);
}

static void
drop_block(void *arg)
{
	block_drop(arg);
}

static void
finish(void *arg)
{
	script_finish(arg);
}

/* "office>", "hello@pbx (down)>", or the mark of a block's next line. */
static const char *
write_prompt(void *arg, struct buf *text)
{
	const struct client *client = arg;

	if (client->block->open)
		buf_addz(text, "...>");
	else
		connection_prompt(client->connection, text);
	return client->settings->color ? prompt_style(client->connection->prompt_color) : "";
}

static void
recall(struct str line)
{
	editor_add_history(the_shell->editor, line);
}

static void
print_numbered(int number, struct str line)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	buf_addf(&out, "%5d  ", number);
	text_escape(&out, line);
	buf_addc(&out, '\n');
	out_write(buf_str(&out));
	buf_clear(&out);
}

static void
print_history(long last)
{
	editor_list_history(the_shell->editor, last, print_numbered);
}

static void
remember(struct shell *s, struct str line)
{
	if (str_trim(line).n == 0 || secret_in_line(line))
		return;
	editor_add_history(s->editor, line);
	history_add(s->history, line);
}

static void
greet(const struct client *client)
{
	struct buf who = BUF_INIT(BUF_MAX_LINE);
	struct str version = buf_str(&client->connection->version);

	connection_who(client->connection, &who);
	out_remark("amsh %s, %s%s%.*s.", AMSH_VERSION, buf_z(&who),
	    version.n ? ", Asterisk Call Manager " : "", STR_ARG(version)); /* none over HTTP */
	out_remark("Type help for help. " SHELL_EVENTS);
	buf_clear(&who);
}

/* Printed after the ^C that the terminal echoed; the user knows what it does, but not what
 * continues. */
static void
say_interrupted(const struct err *err)
{
	out_write(STR("\n"));
	if (!str_eq(str_of(err->text), STR("interrupted")))
		out_remark("-- %s", err->text);
}

/* Run a line. True: ^C has ended it. */
static bool
run_line(struct shell *s, struct str line)
{
	struct err err = {0};

	remember(s, line);
	if (s->backend->run(s->backend->host.arg, line, &err) == 0)
		return false;
	if (err.kind == ERR_INTERRUPTED)
		say_interrupted(&err);
	else if (err.text[0])
		scope_error(s->client->scope, &err);
	return err.kind == ERR_INTERRUPTED;
}

/* A ^C that nobody took was for a command that had the terminal; it has no line to drop, least of
 * all one that is typed already. */
static void
forget_interrupt(const struct client *client)
{
	if (!client->block->open)
		sig_take_only(GOT_INT);
}

/* Run what was typed: a line, or several that were pasted. */
static void
run_lines(struct shell *s, struct str text)
{
	struct str line;

	while (str_cut(&text, '\n', &line) && !s->client->loop->quit)
		if (run_line(s, line))
			break;
	forget_interrupt(s->client);
}

/* Read a line, or a paste of several, and run it. */
static void
take_line(struct shell *s)
{
	struct buf line = BUF_INIT(BUF_MAX_LINE);

	switch (editor_read(s->editor, &line)) {
	case EDITOR_DROPPED:
		s->backend->drop(s->backend->host.arg);
		break;
	case EDITOR_END:
		out_write(STR("\n"));
		s->backend->finish(s->backend->host.arg);
		loop_quit(s->client->loop);
		break;
	case EDITOR_LINE:
		run_lines(s, buf_str(&line));
		break;
	}
	out_flush();
	buf_clear(&line);
}

int
shell_loop(struct client *client, const struct shell_backend *backend)
{
	struct shell s = {.client = client, .backend = backend};
	struct err err = {0};

	if (editor_open(&err) < 0) {
		out_error("%s", err.text);
		return err_exit_status(err.kind);
	}
	the_shell = &s;
	struct completer *completer = completer_new(client, backend);
	const struct editor_keys keys = completer_keys(completer);
	s.editor = editor_new(&backend->host, &keys);
	completer_set_editor(completer, s.editor);
	s.history = history_open(recall, &err);
	if (err.kind != ERR_NONE)
		out_remark("-- %s", err.text);
	scope_history(client->scope, print_history);
	while (!client->loop->quit)
		take_line(&s);
	scope_history(client->scope, NULL);
	history_close(s.history);
	completer_free(completer);
	editor_free(s.editor);
	the_shell = NULL;
	return 0;
}

bool
shell_rc(const struct client *client, struct buf *path)
{
	return !client->options->no_rc && profiles_path(path, "rc") && access(buf_z(path), F_OK) ==
	    0;
}

/* Run the user's own lines, if there are any. */
static void
run_rc(struct client *client)
{
	struct buf path = BUF_INIT(BUF_MAX_LINE);

	if (shell_rc(client, &path))
		script_run_file(client, buf_z(&path));
	out_flush();
	buf_clear(&path);
}

int
shell_run(struct client *client)
{
	const struct shell_backend backend = {
	    .host = {
		.arg = client,
		.fds_n = LOOP_SOURCES,
		.fds = session_fds,
		.take = take_messages,
		.deadline = next_deadline,
		.signals = take_signals,
		.prompt = write_prompt,
		.only_kept = is_only_kept,
	    },
	    .run = run_here,
	    .drop = drop_block,
	    .finish = finish,
	};
	struct err err = {0};

	sig_int_ends(false);
	greet(client);
	cache_learn_actions(client->cache, &err);
	live_channels_follow(client->live_channels);
	run_rc(client);
	return shell_loop(client, &backend);
}
