/* SPDX-License-Identifier: ISC */
/* The accounts, the classes of actions and events, and the masks made of them. */
#ifndef PBXSIM_USERS_H
#define PBXSIM_USERS_H

#include <stdbool.h>

#include "base/buf.h"

enum {
	CLASS_SYSTEM = 1 << 0,
	CLASS_CALL = 1 << 1,
	CLASS_LOG = 1 << 2,
	CLASS_VERBOSE = 1 << 3,
	CLASS_COMMAND = 1 << 4,
	CLASS_AGENT = 1 << 5,
	CLASS_USER = 1 << 6,
	CLASS_CONFIG = 1 << 7,
	CLASS_DTMF = 1 << 8,
	CLASS_REPORTING = 1 << 9,
	CLASS_CDR = 1 << 10,
	CLASS_DIALPLAN = 1 << 11,
	CLASS_ORIGINATE = 1 << 12,
	CLASS_AGI = 1 << 13,
	CLASS_CC = 1 << 14,
	CLASS_AOC = 1 << 15,
	CLASS_TEST = 1 << 16,
	CLASS_SECURITY = 1 << 17,
	CLASS_MESSAGE = 1 << 30,
	CLASS_ALL = 0x4003ffff,
};

struct user {
	const char *name;
	unsigned read;  /* classes of events */
	unsigned write; /* classes of actions */
	bool single;    /* one session at a time */
};

/* The account of that name, in any case, or NULL. */
const struct user *sim_user_find(const char *name);

/* Append the names of the classes, as Privilege shows them: "call,all". */
void sim_classes(struct buf *out, unsigned classes, const char *none);

/* What an EventMask means; false when it is missing or empty. Unknown names count as nothing. */
bool sim_mask(const char *text, unsigned *mask);

#endif
