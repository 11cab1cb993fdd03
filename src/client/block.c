/* SPDX-License-Identifier: ISC */
/* Raw blocks: collected line by line, made into an action. */
#include "client/block.h"

#include <stdlib.h>

#include "ami/action.h"
#include "base/mem.h"
#include "client/client.h"
#include "client/fleet_member.h"
#include "client/send.h"
#include "lang/args.h"
#include "lang/raw_block.h"

struct block *
block_new(void)
{
	struct block *b = mem_alloc(sizeof(*b));

	buf_init_secret(&b->text, BUF_MAX_LINE);
	return b;
}

void
block_free(struct block *b)
{
	buf_clear(&b->text);
	free(b);
}

bool
block_keeps(const struct client *client, struct str line)
{
	struct header h;

	return client->block->open ? raw_block_header(line, &h) : raw_block_opens(line);
}

void
block_drop(struct client *client)
{
	if (client->member)
		member_stay(client->member);
	buf_clear(&client->block->text);
	client->block->open = false;
}

void
block_mark(struct block *b, bool open, struct str line)
{
	b->open = open;
	if (!open) {
		buf_clear(&b->text);
		return;
	}
	buf_adds(&b->text, line);
	buf_addc(&b->text, '\n');
}

int
block_take(struct client *client, struct action *a, struct err *err)
{
	struct header h;
	struct str rest = buf_str(&client->block->text), line, name, id;

	*a = (struct action){0};
	raw_block_find(rest, STR("Action"), &name);
	raw_block_find(rest, STR("ActionID"), &id);
	scope_stand(client->scope, client->block->place);
	if (name.n == 0) {
		block_drop(client);
		return err_set(err, ERR_USAGE,
		    "the block has no \"Action: NAME\" line, it is dropped");
	}
	int failed = send_begin_as(client, a, name, id, err);
	while (!failed && str_cut(&rest, '\n', &line))
		if (raw_block_header(line, &h) && h.value.p != name.p && h.value.p != id.p)
			failed = action_header(a, h.name, h.value, err);
	block_drop(client);
	return failed;
}

int
block_add(struct client *client, struct str line, struct err *err)
{
	struct header h;

	if (!raw_block_header(line, &h)) {
		block_drop(client);
		return err_set(err, ERR_USAGE,
		    "not a \"Header: value\" line, the block is dropped: %.*s", STR_ARG(line));
	}
	if (!client->block->open)
		client->block->place = client->scope->place;
	client->block->open = true;
	if (buf_adds(&client->block->text, line) < 0 || buf_addc(&client->block->text, '\n') < 0) {
		block_drop(client);
		return err_set(err, ERR_USAGE, "the block is longer than %u bytes, it is dropped",
		    BUF_MAX_LINE);
	}
	return 0;
}
