/* SPDX-License-Identifier: ISC */
/* What a scripted server of ARI does: steps of a script, as those of steps.c. */
#ifndef TESTS_PROGRAM_WEB_H
#define TESTS_PROGRAM_WEB_H

#include "play.h"

/* Expect a request: METHOD TARGET [BODY], by the account that all cases have. */
int web_asks(struct play *p, struct str words, struct err *err);

/* Answer: STATUS [JSON], and STATUS TYPE BYTES, which may have C escapes. */
int web_json(struct play *p, struct str words, struct err *err);
int web_body(struct play *p, struct str words, struct err *err);

/* Expect the request for a WebSocket at the target, a glob, and accept it; or with a wrong answer. */
int web_socket(struct play *p, struct str words, struct err *err);
int web_wrong_socket(struct play *p, struct str words, struct err *err);

/* Send an event as a message of text; in frames of at most N bytes. */
int web_event(struct play *p, struct str words, struct err *err);
int web_pieces(struct play *p, struct str words, struct err *err);

/* Send a frame: FIRST-BYTE (in hex) [BYTES], which may have C escapes; the same masked. */
int web_frame(struct play *p, struct str words, struct err *err);
int web_masked(struct play *p, struct str words, struct err *err);

/* Expect a frame of the client: pong [TEXT], ping, or close CODE. */
int web_hears(struct play *p, struct str words, struct err *err);

#endif
