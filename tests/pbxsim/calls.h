/* SPDX-License-Identifier: ISC */
/* Made-up traffic: phones that call other phones and services, talk, and hang up. */
#ifndef PBXSIM_CALLS_H
#define PBXSIM_CALLS_H

#include "sim.h"

void sim_calls_start(struct sim *sim);

#endif
