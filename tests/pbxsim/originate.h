/* SPDX-License-Identifier: ISC */
/* One Originate, from its action to its answer. */
#ifndef PBXSIM_ORIGINATE_H
#define PBXSIM_ORIGINATE_H

#include "client.h"

/* Start what the message asks for. The headers have been checked. Without a client nobody is told
 * how it ends: so it is for a program of ARI, which may be its Application, Stasis. Returns the
 * channel, or NULL if nothing can be called. */
struct channel *sim_originate(
    struct sim *sim, struct client *c, const struct message *m, msec timeout);

#endif
