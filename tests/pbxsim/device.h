/* SPDX-License-Identifier: ISC */
/* Phones, how they answer, and what state they are in: that of their channels. */
#ifndef PBXSIM_DEVICE_H
#define PBXSIM_DEVICE_H

#include "sim.h"

enum manners { ANSWERS, IS_BUSY, NEVER_ANSWERS, DECLINES };

enum device_state { DEVICE_NOT_INUSE, DEVICE_INUSE, DEVICE_RINGING, DEVICE_RINGINUSE };

struct phone {
	char name[32];
	char number[16];
	char display[32];
	enum manners manners;
	enum device_state told; /* the state that was announced last */
};

void sim_phones_make(struct sim *sim);
void sim_phones_free(struct sim *sim);

/* The phone of an endpoint's name, or of an interface ("PJSIP/alice"), or NULL. */
struct phone *sim_phone_find(const struct sim *sim, const char *name);
struct phone *sim_phone_of_interface(const struct sim *sim, const char *interface);

enum device_state sim_device_state(const struct sim *sim, const struct phone *phone);

/* How many channels it has. */
size_t sim_phone_calls(const struct sim *sim, const struct phone *phone);

/* Tell everybody if the state has changed: the device, its hints, the queues. NULL is no phone. */
void sim_device_refresh(struct sim *sim, struct phone *phone);

const char *sim_device_state_name(enum device_state state);  /* "NOT_INUSE" */
const char *sim_device_state_words(enum device_state state); /* "Not in use" */

/* The number and text of an extension with this hint: 0 "Idle", 1 "InUse", 8 "Ringing"... */
int sim_extension_state(enum device_state state, const char **text);

#endif
