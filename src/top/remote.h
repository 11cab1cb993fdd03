/* SPDX-License-Identifier: ISC */
/* The command top in a worker of a fleet: rows go to the front, which has the screen. */
#ifndef TOP_REMOTE_H
#define TOP_REMOTE_H

#include "top/row.h"

struct client;
struct err;

int remote_run(struct client *client, enum top_tab tab, struct err *err);

#endif
