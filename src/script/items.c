/* SPDX-License-Identifier: ISC */
/* Runs a line while answers are taken instead of printed. */
#include "script/items.h"

#include <stdlib.h>

#include "base/mem.h"
#include "client/client.h"
#include "client/display.h"
#include "client/jobs.h"
#include "script/line.h"

static void
take(void *arg, const struct msg *m)
{
	struct items *items = arg;

	items->v = mem_more(items->v, items->n, sizeof(struct msg *));
	items->v[items->n++] = msg_keep(m);
}

int
items_collect(struct items *items, struct client *client, const struct words *words,
    struct err *err)
{
	const struct render_taker taker = {.take = take, .arg = items};
	const struct render_taker *outer = display_give(client->display, &taker);
	size_t limit = client->jobs->limit;

	*items = (struct items){0};
	jobs_limit(client->jobs, 0);
	int failed = line_run_words(client, words, err);
	jobs_limit(client->jobs, limit);
	display_give(client->display, outer);
	return failed;
}

void
items_clear(struct items *items)
{
	for (size_t i = 0; i < items->n; i++)
		free(items->v[i]);
	free(items->v);
	*items = (struct items){0};
}
