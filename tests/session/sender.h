/* SPDX-License-Identifier: ISC */
/* Sends actions for the tests of sessions, whatever they run over. */
#ifndef TESTS_AMI_SENDER_H
#define TESTS_AMI_SENDER_H

#include "session/session.h"

/* Send an action with one header more, or none if that is NULL; returns its call. timeout: ms. */
uint32_t sender_send(
    struct session *s, const char *name, const char *header, const char *value, msec timeout);

#endif
