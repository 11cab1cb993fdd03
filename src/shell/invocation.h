/* SPDX-License-Identifier: ISC */
/* From options to an exit status, for one server. */
#ifndef SHELL_INVOCATION_H
#define SHELL_INVOCATION_H

#include <stdbool.h>

struct client;
struct cmd;
struct err;
struct options;
struct fleet_member;

/* Are stdin and stdout terminals? */
bool invocation_is_interactive(const struct options *o);

/* The row of the only command, or NULL: then there is none, or it is an alias or an action. */
const struct cmd *invocation_command(const struct options *o);

/* Does it make one answer of those of all servers? */
bool invocation_gathers(const struct options *o);

/* Tell an error as the only command does; client may be NULL. Returns the exit status. */
int invocation_fail(const struct options *o, const struct client *client, const struct err *err);

/* Set a client from the options. */
void invocation_preset(struct client *client, const struct options *o);

/* Connect, run what the options say, and leave. member: the others, when the server is one of
 * several; else NULL. Returns the exit status. */
int invocation_run(const struct options *o, struct fleet_member *member);

#endif
