/* SPDX-License-Identifier: ISC */
/* Puts the words of a command together; nothing in them is parsed again. */
#include "top/act.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "lang/split.h"
#include "script/items.h"

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

/* A name in slashes would be an expression. */
static int
check_channel(struct str channel, struct err *err)
{
	struct str inside;

	if (channel.n == 0)
		return err_set(err, ERR_FAILED, "it is gone");
	if (str_in_slashes(channel, &inside))
		return err_set(err, ERR_USAGE, "a channel whose name is an expression is left "
		    "alone: %.*s", STR_ARG(channel));
	return 0;
}

static int
pause_member(struct client *client, const struct model_target *t, struct str reason,
    struct buf *said, struct err *err)
{
	const struct str words[] = {STR("queuepause"), t->interface,
	    t->paused ? STR("false") : STR("true"), t->queue, reason};

	if (t->interface.n == 0)
		return err_set(err, ERR_FAILED, "it is gone");
	return run(client, words, t->paused || reason.n == 0 ? 4 : 5, said, err);
}

int
act_run(struct client *client, const struct model_target *target, enum command what,
    struct str text, struct buf *said, struct err *err)
{
	const struct str words[] = {what == DO_HANGUP ? STR("hangup") : STR("redirect"),
	    target->channel, text};

	if (what == DO_PAUSE)
		return pause_member(client, target, text, said, err);
	if (check_channel(target->channel, err) < 0)
		return -1;
	return run(client, words, what == DO_HANGUP ? 2 : 3, said, err);
}
