/* SPDX-License-Identifier: ISC */
/*
 * How messages look on stdout. A format is a row of FORMATS and a file with its renderer,
 * render_NAME (render_impl.h). It appends bytes to a buffer and writes nothing itself; text from
 * the server is made printable only here.
 *
 * text: a reply is its message, a CLI command's output, the value of Getvar, or aligned lines; an
 * Error reply is nothing but its output, if it has any: its message belongs on stderr. A list is a
 * table for each kind of item. An event is one line, or a title and aligned lines. json: an object
 * a message and line. A repeated header is an array in the place of its first; Output, Variable,
 * …ChanVariable and ChanVariable(…) always are arrays, and so is the key "" for the lines without a
 * colon, which is all that a message without headers has. An event begins with _time, when it
 * came. tsv: with fields, these are the columns.
 * Without, a reply or the items of a list have a column for each of their headers but ActionID, in
 * the order in which they came; events have four: Timestamp, Event, Channel, and Headers with all
 * the rest as lines. These lines, and the values of a repeated header, have an escaped newline (\n)
 * between them. A header row comes before the first row and wherever the columns change. An Error
 * reply is as in text. raw: what came.
 */
#ifndef VIEW_RENDER_H
#define VIEW_RENDER_H

#include "ami/msg.h"
#include "base/buf.h"

/* Every format; the first is meant when nothing is said. */
#define FORMATS(FIRST, NEXT, LAST)                                                                 \
	FIRST(TEXT, text)                                                                          \
	NEXT(JSON, json)                                                                           \
	NEXT(RAW, raw)                                                                             \
	LAST(TSV, tsv)

#define FORMAT_ENUM(NAME, name)  FORMAT_##NAME,
#define FORMAT_NAME(NAME, name)  #name
#define FORMAT_BAR(NAME, name)   "|" #name
#define FORMAT_COMMA(NAME, name) ", " #name
#define FORMAT_OR(NAME, name)    " or " #name

/* FORMAT_TEMPLATE is none of these, since it is more than a name: see view/template.h. */
enum format {
	FORMATS(FORMAT_ENUM, FORMAT_ENUM, FORMAT_ENUM) FORMATS_N,
	FORMAT_TEMPLATE = FORMATS_N,
};

/* "text|json", "text, json", and "text, json or tsv" of all of them. */
#define FORMAT_CHOICES FORMATS(FORMAT_NAME, FORMAT_BAR, FORMAT_BAR)
#define FORMAT_NAMES   FORMATS(FORMAT_NAME, FORMAT_COMMA, FORMAT_COMMA)
#define FORMAT_ONE_OF  FORMATS(FORMAT_NAME, FORMAT_COMMA, FORMAT_OR)

/* What a format is like. */
enum format_flags {
	FORMAT_FOR_PEOPLE = 1 << 0, /* in words where there are some, not by headers */
	FORMAT_LABELED = 1 << 1,    /* of several servers, a label before each line says which */
	FORMAT_WHOLE = 1 << 2,      /* nothing is left out: Error replies, what opens a list */
	FORMAT_VERBATIM = 1 << 3,   /* what the server sent and nothing else, --fields or not */
};

bool format_has(enum format format, enum format_flags flag);

/* Which items of a list are shown; keeps NULL: all. */
struct render_pick {
	bool (*keeps)(void *arg, const struct msg *item);
	void *arg;
};

/* Who gets messages themselves, instead of their text. */
struct render_taker {
	void (*take)(void *arg, const struct msg *m);
	void *arg;
};

struct render_options {
	enum format format;
	bool color;
	bool header;         /* tsv and tables: a header row */
	bool long_events;    /* text: events as aligned header lines */
	bool for_terminal;   /* raw, tsv: escape what would steer a terminal */
	bool interactive;    /* text: a row count below a table */
	bool envelope;       /* json, tsv: what opens and closes a list, too */
	size_t columns;      /* of the terminal; tables and events are fitted to it. 0: no limit */
	const struct render_taker *taker; /* gets items, events, and replies that open no list;
	                                   * nothing is laid out. Borrowed. NULL: nobody */
	struct str fields;   /* "A,B": which headers, in which order; empty: all that matter. An
			      * event or item that has none of them is left out; what this program
			      * adds does not count, unless nothing else is asked for */
	struct str server;   /* json: "_server", tsv: the first column, when there are several; else
			      * empty. See view/own.h */
	struct str template; /* of FORMAT_TEMPLATE, which template_check has passed */
	struct str place;    /* template: what %s is */
	struct render_pick pick;
};

struct render;

/* A signal of GOT_STOPS ends the laying out of a long message: then nothing of it is appended, but
 * for what was drained, and the caller finds the signal with sig_stops. */

/* The options are copied, the views in them borrowed for the renderer's life. */
struct render *render_new(const struct render_options *options);
void render_free(struct render *r);

/* Call drain(arg) whenever the output of a long reply has grown by RENDER_PIECE bytes while it is
 * laid out: it may print them and empty the buffer. Else a text as long as the reply would stand
 * beside it. */
#define RENDER_PIECE ((size_t)64 << 10)
void render_drain(struct render *r, void (*drain)(void *arg), void *arg);

/* A Response that opens no list. One that has none of the fields is {} in json, or whole if it says
 * that the action failed. */
void render_reply(struct render *r, const struct msg *m, struct buf *out);

/* Is this item of the list to be shown? To be asked of each before it is. */
bool render_keeps(const struct render *r, const struct msg *item);

/* In a format that shows failures (FORMAT_WHOLE, not FORMAT_VERBATIM): why a line got no reply. The
 * id is that of its action, or empty. */
void render_failure(struct render *r, struct str id, struct str why, struct buf *out);

/* A list: its Response, each item, its completing event (NULL for what there is none of). A table
 * comes out at the end, everything else as it comes. */
void render_list_open(struct render *r, const struct msg *reply, struct buf *out);
void render_list_item(struct render *r, const struct msg *item, struct buf *out);
void render_list_close(struct render *r, const struct msg *last, struct buf *out);

/* The fields that no item of the list had so far, as "A, B": probably misspelt. False: there are
 * none, or no items, or the format has no fields. */
bool render_unseen_fields(const struct render *r, struct buf *names);

/* An event that was not an answer. suspect: it may be forged; text marks it. */
void render_event(struct render *r, const struct msg *m, bool suspect, struct buf *out);

/* The same for the one event that is the result of a line: never left out. */
void render_result(struct render *r, const struct msg *m, bool suspect, struct buf *out);

/* A mark of this program's own among events: shown whole in json, whatever the fields. */
void render_mark(struct render *r, const struct msg *m, struct buf *out);

/* The next messages have this number, _seq in json; 0: none. */
void render_number(struct render *r, uint64_t number);

/* Read a format's name ("json"); false if there is none. */
bool format_read(struct str name, enum format *format);

/* The name of a format: "template" for FORMAT_TEMPLATE. */
const char *format_name(enum format format);

#endif
