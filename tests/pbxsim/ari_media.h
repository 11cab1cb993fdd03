/* SPDX-License-Identifier: ISC */
/* What is played and recorded. */
#ifndef PBXSIM_ARI_MEDIA_H
#define PBXSIM_ARI_MEDIA_H

#include "ari.h"

void sim_ari_play(struct ari_request *q);
void sim_ari_record(struct ari_request *q);

#endif
