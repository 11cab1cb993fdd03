/* SPDX-License-Identifier: ISC */
/*
 * From a client's bytes to its messages, with the limits and the oddities of a real server
 * (main/manager.c, get_input and do_message): a line has 1024 bytes with its end, a message 128
 * lines, and the last byte of a full buffer is kept in case it is the CR of a CRLF.
 */
#ifndef PBXSIM_FRAMING_H
#define PBXSIM_FRAMING_H

#include <stdbool.h>
#include <stddef.h>

#define FRAMING_LINE  1024
#define FRAMING_LINES 128

struct message {
	char *line[FRAMING_LINES];
	size_t n;
	bool too_many; /* lines */
	bool too_long; /* a line */
};

struct framing {
	char in[FRAMING_LINE];
	size_t n;
	struct message message;
};

/* Where the next bytes go, and how many fit: never none after sim_framing_next returned false. */
char *sim_framing_room(struct framing *f, size_t *room);

/* Is f->message complete now? If so, use it, then call sim_message_clear before asking again. */
bool sim_framing_next(struct framing *f);

void sim_message_clear(struct message *m);

/* The value of the first header of that name, "" if there is none. */
const char *sim_header(const struct message *m, const char *name);
bool sim_has_header(const struct message *m, const char *name);

/* The value of the line if it is a header of that name, else NULL. */
const char *sim_line_value(const char *line, const char *name);

/* Does the value mean yes, as the server reads it: yes, true, y, t, 1, on? */
bool sim_true(const char *value);

#endif
