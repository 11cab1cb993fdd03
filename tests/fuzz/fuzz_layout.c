/* SPDX-License-Identifier: ISC */
/*
 * Whatever a server says, everything made of it for a terminal is valid UTF-8 without controls, and
 * fits: events in their short form, with fields, and long; lists as tables and as records; replies;
 * what a terminal gets of json, raw and tsv. The last three bytes say at which widths, in which shape,
 * and whose name the stream begins with, so that every row is reached: a transcript is good input
 * as it is. The number of layouts made is told at the end.
 */
#include <stdint.h>

#include "../ami/transcript.h"
#include "../laid_out.h"
#include "view/event_phrases.h"
#include "view/list_columns.h"
#include "view/list_items.h"
#include "view/render.h"
#include "view/render_table.h"

#define WIDEST 300
#define WIDTHS 8 /* of them in a run, spread over all */
#define ITEMS  20 /* of a list: the rest is dropped */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum shape { EVENTS, FIELDS, LISTS, LIST_FIELDS, LONG, JSON, RAW, TSV, SHAPES };

static unsigned long long layouts;

static void
tell(void)
{
	fprintf(stderr, "%llu layouts\n", layouts);
}

static void
keep(void *arg, const struct msg *m)
{
	struct list_items *kept = arg;

	if (kept->n < ITEMS)
		list_items_add(kept, m);
}

static const struct event_phrases event_rows[] = {
#include "view/event_phrases.inc"
};

static const struct list_columns list_rows[] = {
#include "view/list_columns.inc"
};

/* The messages of the stream, the first of which is an event of a name that is known. */
static void
read_stream(struct list_items *kept, struct str text, size_t name)
{
	struct buf stream = BUF_INIT(BUF_MAX_MESSAGE);
	struct parse *p = parse_new(BUF_MAX_MESSAGE, false);
	const size_t events = sizeof(event_rows) / sizeof(*event_rows);
	const size_t lists = sizeof(list_rows) / sizeof(*list_rows);
	struct err err;

	name %= events + lists + 1;
	if (name < events + lists)
		buf_addf(&stream, "Event: %s\n",
		    name < events ? event_rows[name].name : list_rows[name - events].name);
	buf_adds(&stream, text);
	buf_addz(&stream, "\n\n");
	transcript_feed(p, buf_str(&stream), stream.n, keep, kept, &err);
	parse_free(p);
	buf_clear(&stream);
}

static struct render_options
options_of(enum shape shape, size_t columns, bool color)
{
	static const enum format formats[SHAPES] = {
	    [JSON] = FORMAT_JSON, [RAW] = FORMAT_RAW, [TSV] = FORMAT_TSV};
	bool fields = shape == FIELDS || shape == LIST_FIELDS;

	return (struct render_options){
	    .format = formats[shape],
	    .color = color,
	    .header = true,
	    .long_events = shape == LONG,
	    .for_terminal = true,
	    .interactive = true,
	    .columns = columns,
	    .fields = fields ? STR("Channel,Uniqueid,X,Exten,Channel") : STR(""),
	};
}

/* A list of the messages. Records are as wide as what they hold. */
static void
check_list(const struct list_items *kept, enum shape shape, size_t columns, bool color)
{
	struct render_options options = options_of(shape, columns, color);
	struct render *r = render_new(&options);
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	struct msg none = {.kind = MSG_RESPONSE};

	render_list_open(r, &none, &out);
	for (size_t i = 0; i < kept->n; i++)
		render_list_item(r, kept->p[i], &out);
	render_list_close(r, NULL, &out);
	bool known = kept->n && list_columns(msg_title(kept->p[0]));
	for (size_t i = 1; known && i < kept->n; i++)
		known = str_ieq(msg_title(kept->p[i]), msg_title(kept->p[0]));
	laid_out_must(buf_str(&out), known && shape == LISTS ? columns : 0, color);
	layouts++;
	render_free(r);
	buf_clear(&out);
}

/* Each message alone, as an event or a reply. */
static void
check_each(const struct list_items *kept, enum shape shape, size_t columns, bool color)
{
	struct render_options options = options_of(shape, columns, color);
	struct render *r = render_new(&options);
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	for (size_t i = 0; i < kept->n; i++) {
		const struct msg *m = kept->p[i];
		bool event = m->kind == MSG_EVENT;
		buf_reset(&out);
		if (event)
			render_event(r, m, i % 2, &out);
		else
			render_reply(r, m, &out);
		for (size_t at = 0; shape == TSV && at < out.n; at++)
			if (out.p[at] == '\t')
				out.p[at] = ' ';
		laid_out_must(buf_str(&out), event && shape <= FIELDS ? columns : 0, color);
		layouts++;
	}
	render_free(r);
	buf_clear(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static bool begun;
	struct list_items kept = {0};

	if (!begun && atexit(tell))
		abort();
	begun = true;
	if (n < 3)
		return 0;
	const uint8_t *last = data + n - 3;
	enum shape shape = last[1] % SHAPES;
	read_stream(&kept, str_from((const char *)data, n - 3), last[2]);
	for (size_t i = 0; i < WIDTHS; i++) {
		size_t columns = 1 + (last[0] + i * (1 + last[1] / SHAPES)) % WIDEST;
		bool color = i % 2 && shape < JSON;
		if (shape == LISTS || shape == LIST_FIELDS)
			check_list(&kept, shape, columns, color);
		else
			check_each(&kept, shape, columns, color);
	}
	list_items_clear(&kept);
	return 0;
}
