/* SPDX-License-Identifier: ISC */
/* From a block's end to its action. */
#include "danger/block_run.h"

#include "ami/action.h"
#include "client/block.h"
#include "client/client.h"
#include "danger/danger.h"
#include "lang/raw_block.h"

int
block_finish(struct client *client, struct err *err)
{
	struct action a;

	if (!client->block->open)
		return 0;
	int failed = block_take(client, &a, err);
	if (!failed)
		failed = danger_run(client, &a, err);
	action_clear(&a);
	return failed;
}

int
block_line(struct client *client, struct str line, struct err *err)
{
	return raw_block_ends(line) ? block_finish(client, err) : block_add(client, line, err);
}
