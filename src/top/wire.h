/* SPDX-License-Identifier: ISC */
/*
 * The messages between the worker of a server, which has a model, and the front of a fleet, which
 * has the screen: texts of CONTROL_TOP (client/fleet_control.h), the first byte being the kind.
 */
#ifndef TOP_WIRE_H
#define TOP_WIRE_H

#include "base/buf.h"
#include "top/keys.h"

#define WIRE_CELL 2048 /* bytes of a cell that are sent */

enum wire {
	/* From a worker. */
	WIRE_BEGIN = 'b',   /* it has the lists; the text is the one to begin with */
	WIRE_ROW = 'r',
	WIRE_DROP = 'd',    /* the row of this id */
	WIRE_SAID = 's',    /* for ui_said: how something went */
	WIRE_FAILED = 'x',
	WIRE_TROUBLE = 't', /* for ui_trouble */
	WIRE_LINES = 'l',   /* a wire_lines, for ui_lines */
	WIRE_WHOLE = 'w',   /* the lists of the beginning are complete */
	/* From the front. */
	WIRE_ASK = 'a',     /* a wire_ask */
	WIRE_SHOW = 'v',    /* this list is looked at */
	WIRE_REFRESH = 'f',
	WIRE_QUIT = 'q',
	WIRE_REFUSED = 'n', /* there is no screen for it, and that is said */
};

/* Send a message over the end of a fleet's control. */
void wire_send(int end, enum wire kind, struct str text);

/* What the front asks for: an order; DO_TRACE, DO_EVENTS with the columns; DO_NOTHING: no more of
 * these. */
struct wire_ask {
	struct order order;
	uint64_t id;
	size_t columns;
	uint64_t number; /* of what is followed from now on: its lines have it */
};

/* Lines of what is followed. */
struct wire_lines {
	uint64_t number;
	struct str text;
};

/* Append a row; read one, whose server is the reader's to set. False: it is none. Clear it. */
void wire_write_row(struct buf *out, const struct row *row);
bool wire_read_row(struct str text, struct row *row);

/* The same for what is asked. Views into the text. */
void wire_write_ask(struct buf *out, const struct wire_ask *ask);
bool wire_read_ask(struct str text, struct wire_ask *ask);

/* The same for lines. */
void wire_write_lines(struct buf *out, const struct wire_lines *lines);
bool wire_read_lines(struct str text, struct wire_lines *lines);

/* A decimal number. */
bool wire_number(struct str text, long long *value);

#endif
