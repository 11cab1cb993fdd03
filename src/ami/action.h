/* SPDX-License-Identifier: ISC */
/*
 * Serializes an action, and refuses what the server would misread. Limits of main/manager.c: a line
 * of at most 1,022 bytes before its CRLF and 128 header lines (captures line-length, header-count);
 * an ActionID of at most 67 bytes (actionid-too-long).
 */
#ifndef AMI_ACTION_H
#define AMI_ACTION_H

#include "base/buf.h"
#include "base/err.h"

#define ACTION_MAX_LINE    1022
#define ACTION_MAX_HEADERS 128
#define ACTION_MAX_ID      67

struct action {
	struct buf wire; /* secret: it may hold one */
	struct buf id;   /* the ActionID */
	struct buf name;
	size_t headers;
};

/* Start an action: "Action: NAME" and, unless id is empty, "ActionID: ID". ERR_USAGE when the name
 * is empty or one of them breaks a rule of action_header; nothing needs clearing then. */
int action_init(struct action *a, struct str name, struct str id, struct err *err);
void action_clear(struct action *a);

/*
 * Add one header. ERR_USAGE when the name is empty or holds a colon, a blank at an end or a control
 * character; the value holds CR, LF or NUL or begins with a byte that the server drops (below 33);
 * the line is too long, there are too many, or it is a second Action or ActionID. The text names
 * the header.
 */
int action_header(struct action *a, struct str name, struct str value, struct err *err);

/* End the block with its empty line. Nothing may be added after it. */
void action_end(struct action *a);

/* The value of the first header of this name in a block; empty when there is none. Case of the name
 * is ignored. */
struct str action_value(struct str block, struct str name);

#endif
