/* SPDX-License-Identifier: ISC */
/*
 * How messages look on stdout. A renderer is one file and one row in render.c, every member
 * required. It appends bytes to a buffer and writes nothing itself; text from the server is made
 * printable here and nowhere else.
 *
 * text: a reply is its message, a CLI command's output, the value of Getvar, or aligned lines; an
 *	Error reply is nothing but its output, if it has any: its message belongs on stderr. A list
 *	is a table for each kind of item. An event is one line, or a title and aligned lines.
 * json: an object a message and line. A repeated header is an array in the place of its first;
 *	Output, Variable, …ChanVariable and ChanVariable(…) always are arrays, and so is the key ""
 *	for the lines without a colon, which is all that a message without headers has.
 * tsv: with fields these columns. Without, a reply or the items of a list have a column for each of
 *	their headers but ActionID, in the order in which they came; events have four: Timestamp,
 *	Event, Channel, and Headers with all the rest as lines. These lines, and the values of a
 *	repeated header, have an escaped newline (\n) between them. A header row comes before the
 *	first row and wherever the columns change. An Error reply is as in text.
 * raw: what came.
 */
#ifndef VIEW_RENDER_H
#define VIEW_RENDER_H

#include "ami/msg.h"
#include "base/buf.h"

enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_RAW, FORMAT_TSV };

struct render_options {
	enum format format;
	bool color;
	bool header;         /* tsv and tables: a header row */
	bool long_events;    /* text: events as aligned header lines */
	bool for_terminal;   /* raw, tsv: escape what would steer a terminal */
	bool interactive;    /* text: a row count below a table */
	size_t columns;      /* of the terminal; tables and events are fitted to it. 0: no limit */
	struct str fields;   /* "A,B": which headers, in which order; empty: all that matter */
	struct str server;   /* json: "_server", tsv: the first column, when there are several; else
			      * empty. json leaves out a header of that name, so that nobody can
			      * pass for another */
};

struct render;

/* A signal of GOT_STOPS ends the laying out of a long message: then nothing of it is appended, and
 * the caller finds the signal with sig_stops. */

/* The options are copied, the views in them borrowed for the renderer's life. */
struct render *render_new(const struct render_options *options);
void render_free(struct render *r);

/* A Response that opens no list. */
void render_reply(struct render *r, const struct msg *m, struct buf *out);

/* A list: its Response, each item, its completing event (NULL if there is none). A table comes out
 * at the end, everything else as it comes. */
void render_list_open(struct render *r, const struct msg *reply, struct buf *out);
void render_list_item(struct render *r, const struct msg *item, struct buf *out);
void render_list_close(struct render *r, const struct msg *last, struct buf *out);

/* The fields that no item of the list had so far, as "A, B": probably written wrong. False: there
 * are none, or no items, or the format has no fields. */
bool render_unseen_fields(const struct render *r, struct buf *names);

/* An event of the outside world. suspect: it may be forged; text marks it. */
void render_event(struct render *r, const struct msg *m, bool suspect, struct buf *out);

/* Read a format's name ("json"); false if there is none such. */
bool render_format(struct str name, enum format *format);

/* "text, json, raw or tsv", for messages. */
const char *render_format_names(void);

#endif
