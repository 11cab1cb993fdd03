/* SPDX-License-Identifier: ISC */
/*
 * Words for the numbers that Asterisk sends. Every function returns a constant string in lower
 * case, or NULL for an unknown number.
 */
#ifndef VIEW_WORDS_H
#define VIEW_WORDS_H

#include "base/str.h"

/* A hangup cause (Cause, ITU-T Q.850): 17 is "user busy". */
const char *words_hangup_cause(long number);

/* The state of a channel (ChannelState; main/channel_state.c): 5 is "ringing". */
const char *words_channel_state(long number);

/* The state of a device (Status of a queue's member; devicestate.h): 1 is "not in use". */
const char *words_device_state(long number);

/* The state of an extension (Status of ExtensionStatus; pbx.h), bits taken together. */
const char *words_extension_state(long number);

/* How a call made by Originate ended (Reason of OriginateResponse; main/pbx.c): 5 is "busy". */
const char *words_originate_reason(long number);

/* The result of dialling (DialStatus of DialEnd; main/dial.c, app_dial.c): BUSY is "busy". *verb,
 * unless verb is NULL, makes a sentence of it: "is". */
const char *words_dial_status(struct str status, const char **verb);

#endif
