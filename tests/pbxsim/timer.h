/* SPDX-License-Identifier: ISC */
/* Things to be done later. A timer belongs to an owner, and ends with it. */
#ifndef PBXSIM_TIMER_H
#define PBXSIM_TIMER_H

#include "sim.h"

typedef void timer_fn(struct sim *sim, void *owner);

/* Call fn once, delay milliseconds from now. Timers that are due at the same time run in the order
 * they were set. */
void sim_after(struct sim *sim, msec delay, timer_fn *fn, void *owner);

/* Forget the owner's timers: those that would call fn, or all when fn is NULL. */
void sim_cancel(struct sim *sim, const void *owner, timer_fn *fn);

void sim_run_due(struct sim *sim);

/* Run what is due, and what comes due by that; forget the rest. */
void sim_timers_clear(struct sim *sim);
msec sim_next_due(const struct sim *sim); /* CLOCK_NEVER without timers */

#endif
