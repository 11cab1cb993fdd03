/* SPDX-License-Identifier: ISC */
/* The listening sockets and the poll loop. */
#ifndef PBXSIM_SERVER_H
#define PBXSIM_SERVER_H

#include "base/err.h"
#include "sim.h"

/* Listen on loopback; sets sim->port. */
int sim_server_open(struct sim *sim, struct err *err);

/* Serve until sim->stopping. */
void sim_server_run(struct sim *sim);

/* `core restart now`: tell everybody, end all connections, be away for a while. */
void sim_server_restart(struct sim *sim, bool again);

/* A timer: leave the loop. */
void sim_server_stop(struct sim *sim, void *owner);

void sim_server_close(struct sim *sim);

#endif
