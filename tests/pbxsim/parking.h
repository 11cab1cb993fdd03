/* SPDX-License-Identifier: ISC */
/* The parking lot "default", spaces 701 to 720. */
#ifndef PBXSIM_PARKING_H
#define PBXSIM_PARKING_H

#include "sim.h"

#define PARKING_FIRST   701
#define PARKING_LAST    720
#define PARKING_TIMEOUT 45 /* s */

/* Park a channel that is in nothing else; false if the lot is full. */
bool sim_park(struct sim *sim, struct channel *ch, const char *parker);

/* Take it out, if it is parked, and say so with the event of that name. */
void sim_unpark(struct sim *sim, struct channel *ch, const char *event);

/* Append the headers of a parked call. */
void sim_parked_fields(const struct sim *sim, struct buf *out, const struct channel *ch);

#endif
