/* SPDX-License-Identifier: ISC */
/*
 * A manager that a test holds in its hand: it takes any login on a loopback port, gives plain
 * answers, sends what the test pushes, and tells exactly which bytes came from the client. Serves
 * one client at a time, in a thread; any function may be called at any time.
 */
#ifndef TESTS_TERMINAL_SERVER_H
#define TESTS_TERMINAL_SERVER_H

#include <stdbool.h>
#include <stddef.h>

struct server;

struct server *server_start(void);
void server_stop(struct server *s);
int server_port(const struct server *s);

/* Send these bytes to the client, between messages of the server's own. */
void server_push(struct server *s, const void *bytes, size_t len);
void server_pushf(struct server *s, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Send that many made-up events a second until the next call; 0 ends it. */
void server_flood(struct server *s, unsigned long per_second);
unsigned long server_flooded(struct server *s);

/* How many logins were accepted. */
int server_logins(struct server *s);

/*
 * Take the oldest message of that action (any case) not yet taken: the client's bytes without the
 * line of its ActionID, the empty line included. NULL if there is none. Free it.
 */
char *server_take(struct server *s, const char *action);

/* Everything that came since the start or the last server_forget, NUL-terminated. Free it. */
char *server_received(struct server *s);
void server_forget(struct server *s);

/* While held, messages are taken and none is answered; nor later. */
void server_hold(struct server *s, bool held);

/* Close the client's connection; refuse new ones, or take them again on the same port. */
void server_cut(struct server *s);
void server_refuse(struct server *s, bool refused);

#endif
