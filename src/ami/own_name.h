/* SPDX-License-Identifier: ISC */
/*
 * The names of what this program adds to messages. No header of a server is taken under one of
 * them: a dialplan's UserEvent, with whatever a caller sent, could say how a call ended.
 */
#ifndef AMI_OWN_NAME_H
#define AMI_OWN_NAME_H

#include <stdbool.h>

#include "base/str.h"

/* Is it one of them (case ignored)? */
bool own_name_is(struct str name);

#endif
