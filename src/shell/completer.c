/* SPDX-License-Identifier: ISC */
/* Shows and inserts candidates, at once or when the server has answered. */
#include "shell/completer.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/out.h"
#include "base/text.h"
#include "client/block.h"
#include "client/cache.h"
#include "client/client.h"
#include "client/fleet_member.h"
#include "client/loop.h"
#include "complete/candidates.h"
#include "complete/insert.h"
#include "complete/live.h"
#include "complete/manual.h"
#include "lang/settings.h"
#include "lang/split.h"
#include "shell/listing.h"
#include "shell/shell.h"

#define PATIENCE 300 /* ms in which an answer still belongs to the key */

enum wish { WISH_NONE, WISH_COMPLETE, WISH_CANDIDATES };

struct completer {
	struct timer timer; /* ends the wish, with the answers or without */
	struct client *client;
	struct editor *editor;
	const struct shell_backend *backend;
	enum wish wish; /* of a key that waits for the server */
	bool late;      /* the wish is being granted: wait no more */
};

/* Is nothing typed, except the servers? */
static bool
is_blank(struct str line)
{
	return str_trim(member_after_names(line)).n == 0;
}

/* Answers are used from the timer, after their reader is done with them. */
static void
take_answers(void *arg)
{
	struct completer *t = arg;

	if (t->wish != WISH_NONE)
		loop_set_timer(t->client->loop, &t->timer, clock_now());
}

/* Find the candidates. True: more may come when the server answers. */
static bool
find(struct completer *t, struct completion *c, struct str line)
{
	const struct shell_backend *b = t->backend;
	bool more = complete_live(c, line, t->client, b->members);

	if (b->complete)
		b->complete(b->host.arg, line, c);
	return more && !t->late;
}

static void
wait_for_answers(struct completer *t, enum wish wish)
{
	t->wish = wish;
	loop_set_timer(t->client->loop, &t->timer, clock_now() + PATIENCE);
}

/* The current line, above its candidates, so that the answer keeps its question. */
static void
print_question(const struct completer *t, struct str before, struct str after)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	t->backend->host.prompt(t->backend->host.arg, &out);
	buf_addc(&out, ' ');
	text_escape(&out, before);
	text_escape(&out, after);
	buf_addc(&out, '\n');
	out_write(buf_str(&out));
	buf_clear(&out);
}

/* The commands, by group: for an empty line, all candidates would be too many. */
static void
print_overview(const struct completer *t)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	size_t columns, rows;

	out_size(&columns, &rows);
	manual_overview(&out, &t->client->scope->aliases, columns);
	out_write(buf_str(&out));
	buf_clear(&out);
}

/* Print how the command is used, or the action that the first word names. */
static void
print_usage(const struct completer *t, const struct completion *c, struct str first)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	size_t columns, rows;

	out_size(&columns, &rows);
	if (c->cmd)
		manual_usage(&out, c->cmd, columns);
	else
		manual_action(&out, first, cache_docs(t->client->cache, first), columns);
	out_write(buf_str(&out));
	buf_clear(&out);
}

/* Print what can come next after a line that is not blank, and how the command is used. */
static void
explain(const struct completer *t, const struct completion *c, struct str line)
{
	struct str after = member_after_names(line);
	struct words words;

	split_partly(&words, after);
	bool named = words.n && words.v[0].end < after.n;
	print_question(t, line, STR(""));
	if (named)
		print_usage(t, c, words.v[0].text);
	if (c->n)
		listing_print(c, true);
	else if (!named)
		out_write(STR("  no command or action begins with this\n"));
	else if (!c->cmd)
		out_write(STR("  any words\n"));
	words_clear(&words);
}

static void
show_candidates(void *arg, struct str line)
{
	struct completer *t = arg;
	struct completion c;

	if (is_blank(line)) {
		print_question(t, line, STR(""));
		print_overview(t);
		return;
	}
	if (find(t, &c, line))
		wait_for_answers(t, WISH_CANDIDATES);
	else
		explain(t, &c, line);
	completion_clear(&c);
}

/* The server has answered ?, or it takes too long. */
static void
candidates_now(struct completer *t)
{
	struct buf line = BUF_INIT(BUF_MAX_LINE);

	editor_typed(t->editor, &line);
	show_candidates(t, buf_str(&line));
	buf_clear(&line);
}

static void
complete(void *arg, struct str line, struct str after, struct insertion *change)
{
	struct completer *t = arg;
	struct completion c;

	if (!t->client->block->open && is_blank(line)) {
		show_candidates(t, line);
		return;
	}
	if (find(t, &c, line)) {
		wait_for_answers(t, WISH_COMPLETE);
	} else if (!insertion_make(change, &c, line, after) && c.n) {
		print_question(t, line, after);
		listing_print(&c, false);
	}
	completion_clear(&c);
}

static void
take_key(void *arg)
{
	struct completer *t = arg;

	t->wish = WISH_NONE;
	loop_clear_timer(t->client->loop, &t->timer);
}

/* The answers are there, or it has taken too long: use what is known. */
static void
grant(struct timer *timer)
{
	struct completer *t = timer->owner;
	enum wish wish = t->wish;

	t->wish = WISH_NONE;
	t->late = true;
	if (wish == WISH_COMPLETE)
		editor_complete_now(t->editor);
	else if (wish == WISH_CANDIDATES)
		candidates_now(t);
	t->late = false;
}

/* Inside quotes and values ? is an ordinary character. */
static bool
is_plain_question(void *arg, struct str line)
{
	const struct completer *t = arg;
	struct words words;

	split_typed(&words, line);
	struct str last = words.v[words.n - 1].text;
	bool plain = t->client->block->open || words.open || words.comment ||
	             str_chr(last, '=') < last.n || str_chr(last, '~') < last.n ||
	             (line.n && line.p[0] == '!');
	words_clear(&words);
	return plain;
}

/* Not without colour, where it could not be told from what is typed. */
static void
hint(void *arg, struct str line, size_t columns, struct buf *out)
{
	const struct completer *t = arg;
	const struct settings *s = t->client->settings;

	if (s->hints && s->color && !t->client->block->open && line.n && line.p[0] != '!')
		complete_live_hint(out, line, columns, t->client, t->backend->members);
}

struct editor_keys
completer_keys(struct completer *t)
{
	return (struct editor_keys){
	    t, show_candidates, complete, is_plain_question, take_key, hint};
}

struct completer *
completer_new(struct client *client, const struct shell_backend *backend)
{
	struct completer *t = mem_alloc(sizeof(*t));

	*t = (struct completer){.client = client, .backend = backend};
	t->timer = (struct timer){.fire = grant, .owner = t};
	cache_on_answers(client->cache, take_answers, t);
	return t;
}

void
completer_free(struct completer *t)
{
	take_key(t);
	cache_on_answers(t->client->cache, NULL, NULL);
	free(t);
}

void
completer_set_editor(struct completer *t, struct editor *e)
{
	t->editor = e;
}
