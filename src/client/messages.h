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

struct messages {
	struct msg *last[2];         /* the newer one first; NULL: there was none */
	bool is_event[2];            /* one of them is, if there are two */
	unsigned long n;             /* how many there were */
	bool unread; /* nothing will look for them, so none is kept: it may be as large as any */
	const struct msg **rows;     /* that lines run for, borrowed; the innermost is the last */
	size_t rows_n;
	struct named_message *named;
	size_t named_n;
};

void messages_clear(struct messages *m);

/* Keep a copy of a reply or an item of its list, or of an event that was waited for. */
void messages_reply(struct messages *m, const struct msg *msg);
void messages_event(struct messages *m, const struct msg *msg);

/* Lines run for this row until messages_leave. Only the columns of rows and named messages are
 * found then, since the last message may be of another row. */
void messages_enter(struct messages *m, const struct msg *row);
void messages_leave(struct messages *m);

/* Look up a column. False: no row has it. */
bool messages_find_column(const struct messages *m, struct str name, struct str *value);

/* Give the last message a name; forget whatever has it. */
void messages_name(struct messages *m, struct str name);
void messages_forget(struct messages *m, struct str name);

/* The message of that name (case ignored), or NULL. */
const struct msg *messages_named(const struct messages *m, struct str name);

/* Look up a header, "Channel" or "leg.Channel". What the newer of the last two messages has counts
 * first. False: there is none. */
bool messages_find(const struct messages *m, struct str name, struct str *value);

#endif
