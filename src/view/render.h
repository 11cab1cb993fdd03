/* SPDX-License-Identifier: ISC */
/*
 * How messages look on stdout. A renderer is one file and one row in render.c, every member
 * required. It appends bytes to a buffer and writes nothing itself; text from the server is made
 * printable here and nowhere else.
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
	bool for_terminal;   /* raw: escape what would steer a terminal */
	bool interactive;    /* text: a row count below a table, a mark before events */
	size_t columns;      /* of the terminal; tables are fitted to it. 0: no limit */
	struct str fields;   /* "A,B": which headers, in which order; empty: all that matter */
	struct str server;   /* json: "_server", when there are several; else empty */
};

struct render;

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

/* An event of the outside world. suspect: it may be forged; text marks it. */
void render_event(struct render *r, const struct msg *m, bool suspect, struct buf *out);

/* Read a format's name ("json"); false if there is none such. */
bool render_format(struct str name, enum format *format);

/* "text, json, raw or tsv", for messages. */
const char *render_format_names(void);

#endif
