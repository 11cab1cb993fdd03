/* SPDX-License-Identifier: ISC */
/* Which servers a line moves, and their new names. */
#include "script/member_move.h"

#include <stdlib.h>

#include "base/mem.h"
#include "client/client.h"
#include "client/display.h"
#include "client/fleet_control.h"
#include "client/fleet_member.h"
#include "conf/members.h"
#include "lang/cmd.h"
#include "lang/settings.h"
#include "lang/split.h"
#include "script/line.h"

/* The servers of the line's @NAMES, or all. Returns how many. */
static size_t
pick(const struct members *m, struct str *line, bool *picked)
{
	struct str names = STR("*");
	struct err ignored;
	size_t n = 0;

	member_names(line, &names);
	if (members_pick(m, names, picked, &ignored) < 0)
		return 0;
	for (size_t i = 0; i < m->n; i++)
		n += picked[i];
	return n;
}

bool
member_follow(const struct client *client, struct members *m, size_t self, struct str line)
{
	bool *picked = mem_array(m->n, sizeof(*picked)), follows = false;
	struct err ignored;
	struct words words;
	size_t n = pick(m, &line, picked);

	split_partly(&words, line);
	struct str server = words.n > 1 ? words.v[1].text : STR("");
	const struct cmd *cmd = words.n ? line_command(client, words.v[0].text) : NULL;
	bool connects = words.n <= 2 && n && cmd && (cmd->flags & CMD_MOVES);
	if (connects && (server.n == 0 || (n == 1 && str_find(line, STR("${")) == line.n)))
		for (size_t i = 0; i < m->n; i++)
			if (picked[i])
				follows |= i == self || members_move(m, i, server,
				                            client->options->profiles, &ignored)
				    == 0;
	words_clear(&words);
	free(picked);
	return follows;
}

/* Names have changed: so do labels. */
static void
relabel(struct client *client)
{
	member_dress(client->member, client->settings->color);
	display_restyle(client);
}

void
member_see_line(struct client *client, struct str line)
{
	struct fleet_member *t = client->member;

	if (t->elsewhere)
		return;
	t->moves = member_follow(client, t->members, t->self, line);
	if (t->moves)
		relabel(client);
}

int
member_move(struct client *client, struct str server, bool *moves, struct err *err)
{
	struct fleet_member *t = client->member;
	const struct member *self = &t->members->v[t->self];

	if (server.n && (!t->named || !t->moves))
		return err_set(err, ERR_USAGE,
		    "connect %.*s: choose the server that is to connect there, on a line of its "
		    "own: @%s connect %.*s",
		    STR_ARG(server), member_name(t), STR_ARG(server));
	if (!server.n && (!self->home || str_eq(str_of(self->home), str_of(self->name))))
		return 0;
	if (members_move(t->members, t->self, server, client->options->profiles, err) < 0)
		return -1;
	*moves = true;
	relabel(client);
	fleet_control_send(t->control, CONTROL_NAME, str_of(member_name(t)));
	return 0;
}
