/* SPDX-License-Identifier: ISC */
/*
 * Finds the end of an event for all clients without looking at its lines: its first two tell what
 * it is, whatever follows.
 */
#ifndef AMI_FRAMING_H
#define AMI_FRAMING_H

#include "ami/msg.h"

#define FRAMING_HEAD 2 /* fields: Event and Privilege */

/*
 * How many bytes has the event that begins here, with the empty line at its end? head becomes its
 * first two fields. 0: it is not complete, or it does not begin as all but rare ones do (`Event:
 * Hangup`, `Privilege: call,all`; main/manager.c, __manager_event_sessions()), and only its lines
 * can tell.
 */
size_t framing_event(struct str bytes, struct field head[FRAMING_HEAD]);

#endif
