/* SPDX-License-Identifier: ISC */
/* Puts the words of a command together; nothing in them is parsed again. */
#include "top/act.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/text.h"
#include "lang/split.h"
#include "script/items.h"
#include "top/wire.h"

#define WORDS_MAX 6

/* Run a command. The words are copied: what they are views of can change while it waits. */
static int
run(struct client *client, const struct str *v, size_t n, struct buf *said, struct err *err)
{
	struct word words[WORDS_MAX];
	char *copies[WORDS_MAX];
	const struct words line = {.v = words, .n = n};
	struct items items;

	for (size_t i = 0; i < n; i++) {
		copies[i] = mem_strndup(v[i]);
		words[i] = (struct word){.text = str_of(copies[i]), .quoted = true};
	}
	int failed = items_collect(&items, client, &line, err);
	if (!failed && items.n)
		buf_adds(said, str_trim(msg_get(items.v[items.n - 1], STR("Message"))));
	items_clear(&items);
	for (size_t i = 0; i < n; i++)
		free(copies[i]);
	return failed;
}

/* Is the channel the one that was shown? A fleet shows no more than so much of it. */
static bool
is_shown(struct str channel, struct str shown)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	text_escape(&text, channel);
	bool same = str_eq(str_head(buf_str(&text), WIRE_CELL), str_head(shown, WIRE_CELL));
	buf_clear(&text);
	return same;
}

/* A name in slashes would be an expression. */
static int
check_channel(struct str channel, struct str shown, struct err *err)
{
	struct str inside;

	if (channel.n == 0)
		return err_set(err, ERR_FAILED, "it is gone");
	if (!is_shown(channel, shown))
		return err_set(err, ERR_FAILED,
		    "it is another channel now, nothing was done: %.*s", STR_ARG(channel));
	if (str_in_slashes(channel, &inside))
		return err_set(err, ERR_USAGE, "a channel whose name is an expression is left "
		    "alone: %.*s", STR_ARG(channel));
	return 0;
}

static int
pause_member(struct client *client, const struct row_target *t, const struct order *order,
    struct buf *said, struct err *err)
{
	bool pause = order->what == DO_PAUSE;
	const struct str words[] = {STR("queuepause"), t->interface,
	    pause ? STR("true") : STR("false"), t->queue, order->text};

	if (t->interface.n == 0)
		return err_set(err, ERR_FAILED, "it is gone");
	return run(client, words, pause && order->text.n ? 5 : 4, said, err);
}

int
act_run(struct client *client, const struct row_target *target, const struct order *order,
    struct buf *said, struct err *err)
{
	bool hangup = order->what == DO_HANGUP;
	const struct str words[] = {hangup ? STR("hangup") : STR("redirect"),
	    target->channel, order->text};

	if (order->what == DO_PAUSE || order->what == DO_UNPAUSE)
		return pause_member(client, target, order, said, err);
	if (check_channel(target->channel, order->channel, err) < 0)
		return -1;
	return run(client, words, hangup ? 2 : 3, said, err);
}
