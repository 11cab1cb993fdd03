/* SPDX-License-Identifier: ISC */
/*
 * Whatever a server says, everything made of it for a terminal is valid UTF-8 without controls, and
 * fits: events in their short form, with fields, and long; lists as tables and as records; replies;
 * what a terminal gets of json, raw and tsv. Events and rows that look equal are equal. The last
 * three bytes say at which widths, in which shape,
 * and whose name the stream begins with, so that every row is reached: a transcript is good input
 * as it is. The number of layouts made is told at the end.
 */
#include <stdint.h>

#include "../ami/transcript.h"
#include "../laid_out.h"
#include "layout/layout.h"
#include "layout/render_table.h"
#include "view/event_line.h"
#include "view/event_phrases.h"
#include "view/list_columns.h"
#include "view/list_items.h"
#include "view/list_table.h"
#include "view/render.h"

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

/* Do two texts say the same? How many blanks there are is not told. */
static bool
same(struct str a, struct str b)
{
	for (;;) {
		while (a.n && *a.p == ' ')
			a = str_from_at(a, 1);
		while (b.n && *b.p == ' ')
			b = str_from_at(b, 1);
		if (!a.n || !b.n || *a.p != *b.p)
			return a.n == b.n;
		a = str_from_at(a, 1);
		b = str_from_at(b, 1);
	}
}

/* What looks like one of those before it is equal to that. */
static void
must_differ(const struct str *looks, const struct str *truths, size_t n, size_t columns)
{
	for (size_t i = 1; i < n; i++)
		for (size_t j = 0; j < i; j++)
			if (str_eq(looks[i], looks[j]) && !same(truths[i], truths[j])) {
				fprintf(stderr, "%zu columns: both\n%.*s\nand\n%.*s\nlook like\n%.*s",
				    columns, STR_ARG(truths[j]), STR_ARG(truths[i]),
				    STR_ARG(looks[i]));
				abort();
			}
}

/* The rows of a list of one known kind differ as its items do. */
static void
check_rows(const struct list_items *kept, size_t columns)
{
	struct render_options options = {.color = true, .columns = columns};
	struct buf text = BUF_INIT(BUF_MAX_TEXT), truth = BUF_INIT(BUF_MAX_TEXT);
	struct str looks[ITEMS], truths[ITEMS];

	list_table_print(&text, kept, &options);
	options.columns = 0;
	list_table_print(&truth, kept, &options);
	struct str rest = buf_str(&text), real = buf_str(&truth);
	for (size_t i = 0; i < kept->n; i++) {
		looks[i] = laid_out_row(&rest);
		truths[i] = laid_out_row(&real);
	}
	must_differ(looks, truths, kept->n, columns);
	buf_clear(&text);
	buf_clear(&truth);
}

/* So do the lines of events. */
static void
check_lines(const struct list_items *kept, size_t columns)
{
	struct recent recent = {0};
	struct event_style narrow = {.columns = columns, .recent = &recent}, unlimited = {0};
	struct buf text = BUF_INIT(BUF_MAX_TEXT), truth = BUF_INIT(BUF_MAX_TEXT);
	size_t ends[ITEMS + 1] = {0}, real_ends[ITEMS + 1] = {0};
	struct str looks[ITEMS], truths[ITEMS];

	for (size_t i = 0; i < kept->n; i++) {
		event_line(&text, kept->p[i], &narrow);
		event_line(&truth, kept->p[i], &unlimited);
		ends[i + 1] = text.n;
		real_ends[i + 1] = truth.n;
	}
	for (size_t i = 0; i < kept->n; i++) {
		looks[i] = str_from(text.p + ends[i], ends[i + 1] - ends[i]);
		truths[i] = str_from(truth.p + real_ends[i], real_ends[i + 1] - real_ends[i]);
	}
	must_differ(looks, truths, kept->n, columns);
	buf_clear(&text);
	buf_clear(&truth);
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
	if (known && columns >= LAYOUT_LINES)
		check_rows(kept, columns);
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

	if (shape == EVENTS && columns >= LAYOUT_LINES)
		check_lines(kept, columns);
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
