/* SPDX-License-Identifier: ISC */
/*
 * The steps to a logged-in connection, told to whoever wants to see them while they are taken.
 * A step that has begun and was not done when the connection fails is the one that failed.
 */
#ifndef NET_STAGES_H
#define NET_STAGES_H

#include "base/str.h"

enum stage_kind {
	STAGE_NAME,    /* the host's name, and its addresses */
	STAGE_TCP,     /* one of these: there may be several */
	STAGE_COMMAND, /* that leads there instead of both */
	STAGE_PROXY,   /* the same of the environment, for a server over HTTP */
	STAGE_TLS,
	STAGE_HTTP,    /* the first answer of a web server */
	STAGE_BANNER,
	STAGE_LOGIN,
	STAGES
};

enum stage_state {
	STAGE_BEGINS,  /* the text says what it is about, for an error; mostly nothing */
	STAGE_DONE,
	STAGE_DOUBTED, /* it was done, but what it found needs attention; or one address failed */
};

struct stages {
	void (*take)(void *arg, enum stage_kind stage, enum stage_state state, struct str text);
	void *arg;
};

/* Tell of a step; s is NULL where nobody wants to know. The text is printable. */
void stages_tell(const struct stages *s, enum stage_kind stage, enum stage_state state,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
