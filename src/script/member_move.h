/* SPDX-License-Identifier: ISC */
/*
 * One of several servers moves: `@alpha connect gamma`. Every process sees every line, so each
 * renames that server in its own list, by the same rule, and @gamma means the same to all.
 */
#ifndef SCRIPT_MEMBER_MOVE_H
#define SCRIPT_MEMBER_MOVE_H

#include "base/str.h"

struct client;
struct err;
struct members;

/* A line is about to be run, maybe by others: rename those that it moves, but not member self
 * (their number: none is). True: some were, or self may move. */
bool member_follow(const struct client *client, struct members *m, size_t self, struct str line);

/* The same for a member itself, which labels its lines anew then, and notes whether it may move. */
void member_see_line(struct client *client, struct str line);

/* We connect to this server (empty: the one we began with): take its name. *moves: it is another.
 * ERR_USAGE when the line does not name us alone, or there is no such server. */
int member_move(struct client *client, struct str server, bool *moves, struct err *err);

#endif
