/* SPDX-License-Identifier: ISC */
/*
 * The messages that ${Header} and ${NAME.Header} look into: the last reply (of a list its last
 * item), the last event that matched, and those that `as` gave a name.
 */
#ifndef CLIENT_MESSAGES_H
#define CLIENT_MESSAGES_H

#include "ami/msg.h"

struct msg;

struct named_message {
	char *name;
	struct msg *msg;
};

/* The message that a line ended with, for whoever looks at it after the line: what comes meanwhile
 * for other lines under way is not its own. */
struct keeper {
	struct msg *last;     /* the owner's to free; NULL: none came */
	struct keeper *outer; /* of the line that this one is a part of; NULL: none */
};

struct messages {
	struct msg *last[2];         /* the newer one first; NULL: there was none */
	bool is_event[2];            /* one of them is, if there are two */
	struct keeper *keeper;       /* of the line that runs now; NULL: nobody looks after it */
	bool unread; /* nothing will look for them, so none is kept: it may be as large as any */
	const struct msg **rows;     /* that lines run for, borrowed; the innermost is the last */
	size_t rows_n;
	struct named_message *named;
	size_t named_n;
};

void messages_clear(struct messages *m);

/* From now on this is the last message: a reply, an item of its list, or an event that was waited
 * for. A copy, unless nothing will look for it; or one from msg_take, which is taken over. */
void messages_take(struct messages *m, const struct msg *msg, bool is_event);
void messages_put(struct messages *m, struct msg *msg, bool is_event);

/* Keep a copy with this keeper, which may be NULL, and those around it. */
void messages_keep(struct keeper *keeper, const struct msg *msg);

/* A line that is a part of the one that runs now begins, and ends. Its keeper, borrowed, has to be
 * there for as long as anything that the line has begun. */
void messages_begin(struct messages *m, struct keeper *keeper);
void messages_end(struct messages *m);

/* Lines run for this row until messages_leave. Only the columns of rows and named messages are
 * found then, since the last message may be of another row. */
void messages_enter(struct messages *m, const struct msg *row);
void messages_leave(struct messages *m);

/* Look up a column. False: no row has it. */
bool messages_find_column(const struct messages *m, struct str name, struct str *value);

/* Give a message a name; forget whatever has it. The message is taken over. */
void messages_name(struct messages *m, struct str name, struct msg *msg);
void messages_forget(struct messages *m, struct str name);

/* The message of that name (case ignored), or NULL. */
const struct msg *messages_named(const struct messages *m, struct str name);

/* Look up a header, "Channel" or "leg.Channel". What the newer of the last two messages has counts
 * first. False: there is none. */
bool messages_find(const struct messages *m, struct str name, struct str *value);

#endif
