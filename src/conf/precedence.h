/* SPDX-License-Identifier: ISC */
/*
 * Which value counts when several places have one: the one function that decides. First that is
 * set: what connect was told, option, environment, the server's section of amsh.conf, [general] of
 * it. What comes after these, the local manager.conf and the built-in default, is conf/target.h's,
 * since it only tells of a server.
 */
#ifndef CONF_PRECEDENCE_H
#define CONF_PRECEDENCE_H

#include "conf/profile.h"

/*
 * Complete o from its profiles and the environment. It may be called again: whatever did not come
 * from the command line is forgotten first. server: what connect was told, a URL or the name of a
 * section, or NULL for the server that the options mean; what the command line says of its own
 * server is forgotten then too. ERR_USAGE when there is no such section.
 */
int precedence_apply(struct options *o, const char *server, struct err *err);

#endif
