/* SPDX-License-Identifier: ISC */
/* Raw blocks: collected line by line, sent like any other action. */
#include "client/block.h"

#include "client/call.h"
#include "client/danger.h"
#include "client/team.h"

static struct str
without_indent(struct str s)
{
	while (s.n && (s.p[0] == ' ' || s.p[0] == '\t'))
		s = str_from_at(s, 1);
	return s;
}

/* "Header: value" as the server reads it: the blanks in front of the value do not count. Those in
 * front of the header come from the book that the block was copied from. */
static bool
read_header(struct str line, struct header *h)
{
	line = without_indent(line);
	size_t colon = str_chr(line, ':');

	if (str_ends(line, STR("\r")))
		line.n--;
	if (colon == 0 || colon >= line.n)
		return false;
	h->name = str_head(line, colon);
	h->value = without_indent(str_from_at(line, colon + 1));
	return true;
}

bool
block_names_action(struct str line)
{
	return str_istarts(without_indent(line), STR("Action:"));
}

static bool
is_name_char(char c)
{
	return (str_lower(c) >= 'a' && str_lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
	       c == '_';
}

/* "ActionID: 12": no command and no action has a colon in its name. */
bool
block_opens(struct str line)
{
	struct header h;
	size_t n = 0;

	if (block_names_action(line))
		return true;
	if (!read_header(line, &h) || h.value.n == 0 || h.value.p == h.name.p + h.name.n + 1)
		return false;
	while (n < h.name.n && is_name_char(h.name.p[n]))
		n++;
	return n == h.name.n;
}

bool
block_ends(struct str line)
{
	return str_trim(line).n == 0 || str_eq(line, STR("\r"));
}

bool
block_keeps(const struct client *client, struct str line)
{
	struct header h;

	return client->in_block ? read_header(line, &h) : block_opens(line);
}

void
block_drop(struct client *client)
{
	if (client->team)
		client->team->elsewhere = false;
	buf_clear(&client->block);
	client->in_block = false;
}

/* The first value of a header of the block. */
static struct str
block_get(const struct client *client, struct str name)
{
	struct str rest = buf_str(&client->block), line;
	struct header h;

	while (str_cut(&rest, '\n', &line))
		if (read_header(line, &h) && str_ieq(h.name, name))
			return h.value;
	return STR("");
}

int
block_finish(struct client *client, struct err *err)
{
	struct action a;
	struct header h;
	struct str rest = buf_str(&client->block), line;
	struct str name = block_get(client, STR("Action")), id = block_get(client, STR("ActionID"));

	if (!client->in_block)
		return 0;
	client->place = client->block_place;
	if (name.n == 0) {
		block_drop(client);
		return err_set(err, ERR_USAGE,
		    "the block has no \"Action: NAME\" line, it is dropped");
	}
	int failed = call_begin_as(client, &a, name, id, err);
	while (!failed && str_cut(&rest, '\n', &line))
		if (read_header(line, &h) && h.value.p != name.p && h.value.p != id.p)
			failed = action_header(&a, h.name, h.value, err);
	block_drop(client);
	if (!failed)
		failed = danger_run(client, &a, err);
	action_clear(&a);
	return failed;
}

int
block_line(struct client *client, struct str line, struct err *err)
{
	struct header h;

	if (block_ends(line))
		return block_finish(client, err);
	if (!read_header(line, &h)) {
		block_drop(client);
		return err_set(err, ERR_USAGE,
		    "not a \"Header: value\" line, the block is dropped: %.*s", STR_ARG(line));
	}
	if (!client->in_block)
		client->block_place = client->place;
	client->in_block = true;
	if (buf_adds(&client->block, line) < 0 || buf_addc(&client->block, '\n') < 0) {
		block_drop(client);
		return err_set(err, ERR_USAGE, "the block is longer than %u bytes, it is dropped",
		    BUF_MAX_LINE);
	}
	return 0;
}
