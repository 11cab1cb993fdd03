/* SPDX-License-Identifier: ISC */
/* Calls that a program of ARI begins. */
#ifndef PBXSIM_ARI_CALLS_H
#define PBXSIM_ARI_CALLS_H

#include "ari.h"

void sim_ari_originate(struct ari_request *q);
void sim_ari_create(struct ari_request *q);
void sim_ari_dial(struct ari_request *q);

#endif
