/* SPDX-License-Identifier: ISC */
/* From options to an exit status, for one server. */
#ifndef SHELL_MODE_H
#define SHELL_MODE_H

#include <stdbool.h>

struct client;
struct options;
struct fleet_member;

/* Is someone there to type, and to read what a person reads? */
bool mode_is_interactive(const struct options *o);

/* Let the options preset a client. */
void mode_preset(struct client *client, const struct options *o);

/* Connect, run what the options ask for, and leave. member: the others, when the server is one of
 * several; else NULL. Returns the exit status. */
int mode_run(const struct options *o, struct fleet_member *member);

#endif
