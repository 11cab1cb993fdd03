/* SPDX-License-Identifier: ISC */
/* A wait beside other lines, as a job. */
#ifndef AWAIT_WAIT_H
#define AWAIT_WAIT_H

struct args;
struct client;
struct err;

/* Wait for the event of the row wait, which jobs tell of: returns at once. -1: a bad term. */
int wait_async(struct client *client, const struct args *args, struct err *err);

#endif
