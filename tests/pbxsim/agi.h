/* SPDX-License-Identifier: ISC */
/* AsyncAGI: a channel that waits for commands sent by AMI. */
#ifndef PBXSIM_AGI_H
#define PBXSIM_AGI_H

#include "sim.h"

/* Start AGI on a channel; false if it is not agi:async. */
bool sim_agi_start(struct sim *sim, struct channel *ch, const char *data);

/* Carry out one command and tell its result. */
void sim_agi_command(
    struct sim *sim, struct channel *ch, const char *command, const char *command_id);

#endif
