/* SPDX-License-Identifier: ISC */
/* Events to everybody: begun, filled, sent. There is one at a time. */
#ifndef PBXSIM_EVENT_H
#define PBXSIM_EVENT_H

#include "sim.h"
#include "users.h"

void sim_event_begin(struct sim *sim, const char *name, unsigned classes);
void sim_event_field(struct sim *sim, const char *name, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void sim_event_send(struct sim *sim);

#endif
