/* SPDX-License-Identifier: ISC */
/* Variables of channels and of the whole PBX, and what stands for them in text. */
#ifndef PBXSIM_VARIABLE_H
#define PBXSIM_VARIABLE_H

#include "sim.h"

struct variable {
	struct variable *next;
	char *name;
	char *value;
};

/* Set a channel's variable, or a global one when ch is NULL, and tell everybody. */
void sim_variable_set(struct sim *sim, struct channel *ch, const char *name, const char *value);

/* The value, NULL if there is none. Functions of the channel are known too: CHANNEL(name),
 * CALLERID(num) and the like; their value is written to scratch. */
const char *sim_variable_get(
    const struct sim *sim, const struct channel *ch, const char *name, struct buf *scratch);

/* Append text with ${NAME} replaced. */
void sim_substitute(
    const struct sim *sim, const struct channel *ch, const char *text, struct buf *out);

/* Append text as the server escapes some values: \n, \t and the like, and a backslash before
 * \ ' " and ?. */
void sim_escape(struct buf *out, const char *text);

/* Append "FOO=value" and a line end: what the option channelvars shows of every channel. */
void sim_chan_variable(struct buf *out, const struct channel *ch);

void sim_variables_free(struct variable **list);

/* The globals at start. */
void sim_globals_make(struct sim *sim);
void sim_globals_free(struct sim *sim);

#endif
