/* SPDX-License-Identifier: ISC */
/* What a server of AMI 1 (Asterisk 1.8 to 11) says instead: other headers, other events. Source: the
 * captures of Asterisk 11. */
#ifndef PBXSIM_DRESS_H
#define PBXSIM_DRESS_H

#include "sim.h"

/* Make of an event what that version sends; false: nothing. It begins with Event, Privilege and
 * Timestamp, and has no empty line at its end. */
bool sim_dress_event(struct buf *event);

/* Make of lines of headers what that version has in a list's item of that name. */
void sim_dress_lines(struct buf *lines, const char *item);

#endif
