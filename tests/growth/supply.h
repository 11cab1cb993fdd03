/* SPDX-License-Identifier: ISC */
/* A manager whose answers have the length given in the user's name: n of something. */
#ifndef TESTS_GROWTH_SUPPLY_H
#define TESTS_GROWTH_SUPPLY_H

/* Serve on a port of the loopback in a process of its own, which ends with us. The user KIND-N gets
 * N of everything; KIND "old" is a server from before Asterisk 12, "console" has only lines of
 * the console. Returns the port. */
int supply_start(void);

#endif
