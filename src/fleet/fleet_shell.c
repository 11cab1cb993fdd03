/* SPDX-License-Identifier: ISC */
/* One shell for many servers: lines go to all of them, or to those of @NAMES, and what only
 * concerns the shell is done here. */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/out.h"
#include "base/sig.h"
#include "client/block.h"
#include "client/client.h"
#include "client/fleet_member.h"
#include "client/loop.h"
#include "conf/precedence.h"
#include "conf/prompt.h"
#include "fleet/fleet.h"
#include "lang/cmd.h"
#include "lang/raw_block.h"
#include "lang/settings.h"
#include "lang/split.h"
#include "script/divert.h"
#include "script/held.h"
#include "script/line.h"
#include "script/member_move.h"
#include "script/script_lines.h"
#include "shell/shell.h"

#define GREETED 10   /* servers that are named at the start */
#define SLICE   5    /* ms of what the client's timers do */
#define SETTLE  1000 /* ms of silence that a slow server is waited for at the start */

/* Of the prompt; see struct options. */
struct look {
	const char *prompt;
	const char *prompt_color;
};

struct front {
	struct look look;
	const char *group; /* of amsh.conf that these servers are; or NULL */
	struct client *client;
	struct fleet *fleet;
	struct members *members;
	struct buf names; /* that the raw block which is open is for; empty: all */
};

static size_t
fill_fds(void *arg, struct pollfd *v)
{
	const struct front *f = arg;

	return fleet_fds(f->fleet, v);
}

static bool
take(void *arg)
{
	struct front *f = arg;

	if (fleet_wait(f->fleet, NULL, 0, 0) >= 0)
		fleet_take(f->fleet);
	return loop_take(f->client->loop, SLICE);
}

static msec
deadline(void *arg)
{
	const struct front *f = arg;
	msec ours = loop_deadline(f->client->loop), theirs = fleet_deadline(f->fleet);

	return ours < theirs ? ours : theirs;
}

static bool
take_signals(void *arg, unsigned got)
{
	struct front *f = arg;

	if (got & GOT_INT) {
		fleet_drop_lines(f->fleet);
		fleet_signal(f->fleet, SIGINT);
		fleet_refuse_plans(f->fleet);
	}
	fleet_top_signals(f->fleet, got);
	return loop_signals(f->client->loop, got);
}

/* "3 servers (1 down)>" or "all-sites>", or the mark of a block's next line. */
static const char *
write_prompt(void *arg, struct buf *text)
{
	const struct front *f = arg;
	size_t n = f->members->n, missing = n - fleet_state(f->fleet).up;
	struct buf name = BUF_INIT(BUF_MAX_LINE), down = BUF_INIT(64);

	if (f->group)
		buf_addz(&name, f->group);
	else
		buf_addf(&name, n == 1 ? "%zu server" : "%zu servers", n);
	if (missing)
		buf_addf(&down, "%zu down", missing);
	if (f->client->block->open)
		buf_addz(text, "...>");
	else
		prompt_write(text, f->look.prompt, &(struct prompt_values){
		    .server = buf_str(&name), .down = buf_str(&down)});
	buf_clear(&name);
	buf_clear(&down);
	return f->client->settings->color ? prompt_style(f->look.prompt_color) : "";
}

/* What amsh.conf says of that server's prompt. */
static struct look
look_of(const struct options *o, const struct member *m)
{
	struct origin from = {.source = SOURCE_COMMAND};
	struct options own = *o;
	struct err ignored;

	if (options_set(&own, STR("server"), m->server, from, &ignored) < 0 ||
	    precedence_apply(&own, NULL, &ignored) < 0)
		return (struct look){NULL, NULL};
	return (struct look){own.prompt, own.prompt_color};
}

static const char *
if_same(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0 ? a : NULL;
}

/* The prompt looks as all servers have it. */
static void
dress(struct front *f)
{
	const struct options *o = f->client->options;

	f->group = members_group(o);
	f->look = look_of(o, &f->members->v[0]);
	for (size_t i = 1; i < f->members->n; i++) {
		struct look other = look_of(o, &f->members->v[i]);
		f->look.prompt = if_same(f->look.prompt, other.prompt);
		f->look.prompt_color = if_same(f->look.prompt_color, other.prompt_color);
	}
}

/* Wait until every server has answered. ^C stops what they are doing, another ^C stops the wait.
 * diverted: when the results cannot be written, what is done only to be read ends. */
static int
await_answers(struct front *f, bool diverted, struct err *err)
{
	bool stopped = false, unread = !diverted;

	while (!fleet_answered(f->fleet)) {
		struct pollfd v[] = {
		    {.fd = sig_fd(), .events = POLLIN},
		    {.fd = unread ? -1 : out_fd()},
		};
		if (fleet_wait(f->fleet, v, 2, fleet_deadline(f->fleet)) < 0)
			continue;
		if (v[0].revents && take_signals(f, sig_take())) {
			if (stopped || f->client->loop->quit)
				break;
			stopped = true;
		}
		if (v[1].revents & POLLERR)
			out_reader_left();
		fleet_take(f->fleet);
		if (!unread && out_failed()) {
			fleet_expect_unread(f->fleet);
			unread = true;
		}
	}
	/* The servers may have seen the ^C first and have ended by it. */
	if (!stopped && sig_stops())
		stopped = take_signals(f, sig_take());
	return stopped ? err_set(err, ERR_INTERRUPTED, "interrupted") : 0;
}

/* Send a line to every server: each knows whether it is meant. ^C also ends a block: a server that
 * took the line after the ^C begins one by it, so it is told again. */
static int
run_there(struct front *f, struct str line, bool muted, struct err *err)
{
	fleet_expect(f->fleet, muted);
	fleet_feed(f->fleet, line);
	fleet_feed(f->fleet, STR("\n"));
	int failed = await_answers(f, false, err);
	fleet_expect_no_more(f->fleet);
	if (failed) {
		block_mark(f->client->block, false, STR(""));
		fleet_signal(f->fleet, SIGINT);
	}
	return failed;
}

/* The same for one whose results may go to a local command or a file, of the front's. Its name may
 * have no ${Header}, since these are of the servers. */
static int
run_diverted(struct front *f, struct str line, bool muted, struct err *err)
{
	const struct split_source source = held_source(f->client);
	struct redirect to;
	struct divert divert;

	if (muted)
		return run_there(f, line, true, err);
	if (redirect_cut(&to, line, err) < 0 ||
	    divert_begin(&divert, f->client, &to, &source, err) < 0)
		return -1;
	if (divert.begun)
		fleet_expect_apart(f->fleet, to.kind == REDIRECT_PIPE);
	fleet_expect(f->fleet, false);
	fleet_feed(f->fleet, line);
	fleet_feed(f->fleet, STR("\n"));
	int failed = await_answers(f, divert.begun, err);
	failed = divert_end(&divert, f->client, failed, err);
	fleet_expect_no_more(f->fleet);
	return failed;
}

/* Let one server explain what is not a command. */
static int
run_on_first(struct front *f, struct str line, struct err *err)
{
	struct buf one = BUF_INIT(BUF_MAX_LINE);

	buf_addf(&one, "@%s %.*s", fleet_first_up(f->fleet), STR_ARG(line));
	int failed = run_diverted(f, buf_str(&one), false, err);
	buf_clear(&one);
	return failed;
}

/* The command if the front runs it. NULL: it is for the servers, like everything with a ${Header}
 * of theirs. */
static const struct cmd *
own_command(const struct front *f, const struct words *words, struct str line)
{
	const struct cmd *cmd = words->n ? line_command(f->client, words->v[0].text) : NULL;
	bool theirs = str_find(line, STR("${")) < line.n;

	return cmd && (cmd->flags & CMD_HERE) && !theirs ? cmd : NULL;
}

/* Run a line that is not for certain servers. */
static int
run_line(struct front *f, struct str line, struct err *err)
{
	struct redirect to;
	struct words words;
	int failed = 0;

	if (line.p[0] == '!')
		return line_run(f->client, line, err);
	if (redirect_cut(&to, line, err) < 0)
		return -1;
	split_partly(&words, to.line);
	const struct cmd *cmd = own_command(f, &words, line);
	bool server_knows = cmd && (cmd->flags & CMD_EXPLAINS) && words.n > 1 &&
	                    (words.n > 2 || !line_command(f->client, words.v[1].text)) &&
	                    fleet_first_up(f->fleet);
	words_clear(&words);
	if (server_knows)
		return run_on_first(f, line, err);
	if (cmd)
		failed = line_run(f->client, line, err);
	if (!failed && (!cmd || (cmd->flags & CMD_SETS)))
		failed = run_diverted(f, line, cmd != NULL, err);
	return failed;
}

/* Is every name after @ one of ours? */
static int
check_names(const struct front *f, struct str names, struct err *err)
{
	bool *picked = mem_array(f->members->n, sizeof(*picked));
	int failed = members_pick(f->members, names, picked, err);

	free(picked);
	return failed;
}

static int
run(void *arg, struct str line, struct err *err)
{
	struct front *f = arg;
	struct str rest = str_trim(line), names;

	err_clear(err);
	if (f->client->block->open) {
		/* A line without a colon ends a block too: it is refused. */
		block_mark(f->client->block, !raw_block_ends(line) && str_chr(line, ':') < line.n,
		    line);
		return run_there(f, line, false, err);
	}
	bool named = member_names(&rest, &names);
	if (named && check_names(f, names, err) < 0)
		return -1;
	if (rest.n == 0)
		return 0;
	member_follow(f->client, f->members, f->members->n, line);
	buf_reset(&f->names);
	if (named)
		buf_adds(&f->names, names);
	block_mark(f->client->block, raw_block_opens(rest), rest);
	if (f->client->block->open)
		return run_there(f, line, false, err);
	if (named)
		return run_diverted(f, line, false, err);
	return run_line(f, rest, err);
}

/* The answers of the servers take a while: the editor does not keep the terminal meanwhile. */
static bool
is_only_kept(void *arg, struct str line)
{
	(void)arg;
	(void)line;
	return false;
}

/* The first that is up of those that the line names says what it can be. */
static void
complete(void *arg, struct str line, struct completion *c)
{
	struct front *f = arg;
	struct str after = member_after_names(line), rest = line, names = buf_str(&f->names);
	bool *picked = mem_array(f->members->n, sizeof(*picked)), said = false;
	bool block = f->client->block->open;
	struct err ignored;

	if (block)
		after = line;
	if ((block ? names.n > 0 : after.n < line.n && member_names(&rest, &names)) &&
	    members_pick(f->members, names, picked, &ignored) == 0)
		for (size_t i = 0; i < f->members->n && !said; i++)
			said = picked[i] && fleet_complete(f->fleet, i, after, c);
	free(picked);
}

/* The workers drop a block, or send it at the end, themselves. */
static void
drop(void *arg)
{
	struct front *f = arg;

	block_mark(f->client->block, false, STR(""));
}

static bool
is_asked(const struct front *f)
{
	return fleet_lends_terminal(f->fleet) || fleet_may_lend_terminal(f->fleet);
}

/* Wait a moment for every server to be up, and longer while something happens, or an ssh asks or
 * may still ask. ^C ends that. */
static void
settle(struct front *f)
{
	msec until = clock_now() + SETTLE;

	while (fleet_state(f->fleet).settled < f->members->n &&
	       (clock_now() < until || is_asked(f))) {
		msec wake = is_asked(f) ? CLOCK_NEVER : until;
		struct pollfd signals = {.fd = sig_fd(), .events = POLLIN};
		if (fleet_wait(f->fleet, &signals, 1, wake) <= 0)
			continue;
		if (signals.revents && take_signals(f, sig_take()))
			return;
		fleet_take(f->fleet);
		until = clock_now() + SETTLE;
	}
}

static void
greet(const struct front *f)
{
	struct buf names = BUF_INIT(BUF_MAX_LINE);

	for (size_t i = 0; i < f->members->n && i < GREETED; i++)
		buf_addf(&names, "%s%s", i ? ", " : "", f->members->v[i].name);
	if (f->members->n > GREETED)
		buf_addf(&names, " and %zu more", f->members->n - GREETED);
	out_remark("amsh %s, %zu servers: %s.", AMSH_VERSION, f->members->n, buf_z(&names));
	out_remark("@NAME before a line picks one. Type help for help.");
	out_remark(SHELL_EVENTS);
	buf_clear(&names);
}

/* Run the user's own lines, as if they were typed. */
static void
run_rc(struct front *f)
{
	struct buf path = BUF_INIT(BUF_MAX_LINE);
	int fd = shell_rc(f->client, &path) ? file_open(buf_z(&path), O_RDONLY, 0) : -1;
	struct script_lines lines;
	struct str line;
	struct err err = {0};

	script_lines_init(&lines, fd);
	while (fd >= 0 && !f->client->loop->quit &&
	    script_lines_next(&lines, f->client, &line, &err) == 1)
		if (run(f, line, &err) < 0 && err.text[0])
			scope_error(f->client->scope, &err);
	script_lines_clear(&lines);
	if (fd >= 0)
		close(fd);
	buf_clear(&path);
}

int
fleet_shell(struct fleet *fleet, struct members *members, struct client *client)
{
	struct front f = {.client = client,
	    .fleet = fleet,
	    .members = members,
	    .names = BUF_INIT(BUF_MAX_LINE)};
	const struct shell_backend backend = {
	    .host = {
		.arg = &f,
		.fds_n = fleet_fds_n(fleet),
		.fds = fill_fds,
		.take = take,
		.deadline = deadline,
		.signals = take_signals,
		.prompt = write_prompt,
		.only_kept = is_only_kept,
	    },
	    .run = run,
	    .drop = drop,
	    .finish = drop,
	    .complete = complete,
	    .members = members,
	};

	sig_int_ends(false);
	dress(&f);
	settle(&f);
	if (fleet_state(fleet).settled == members->n && fleet_state(fleet).up == 0)
		return fleet_status(fleet);
	greet(&f);
	fleet_announce(fleet);
	run_rc(&f);
	int status = shell_loop(client, &backend);
	buf_clear(&f.names);
	return status;
}
