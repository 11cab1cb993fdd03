/* SPDX-License-Identifier: ISC */
/* Waits for the items of a session as the main loop does, so that the owner may read himself. */
#ifndef TESTS_SESSION_RESTING_H
#define TESTS_SESSION_RESTING_H

#include "session/session.h"

/* Wait as often as makes the owner want the duty, without any time. */
void resting_want_duty(struct session *s);

/* Sleep until session_next may have an item. False: the deadline has passed. */
bool resting_sleep(struct session *s, msec deadline);

/* The same, but session_next does not learn from it what poll has found. */
void resting_sleep_through(struct session *s, msec deadline);

/* Does the owner read now? inbox_fd is what session_fd said. */
bool resting_has_duty(struct session *s, int inbox_fd);

#endif
