/* SPDX-License-Identifier: ISC */
/* Messages as text: replies as a sentence, lines or console output; lists as tables. */
#include "base/text.h"
#include "layout/stop.h"
#include "view/event_line.h"
#include "view/header_lines.h"
#include "view/list_table.h"
#include "view/render_impl.h"

/* What a list's completing event says beside its own headers is worth a line. */
static const char *const list_end[] = {"Event", "Privilege", "Timestamp", "SequenceNumber", "File",
    "Line", "Func", "SystemName", "ActionID", "EventList", "ListItems", "Items", "Total", NULL};

struct render_text {
	struct render base;
	bool listed; /* some items of the list are printed */
	struct recent recent; /* lines of events */
};

/* Print a line as it came, escaped as its destination requires. */
static void
add_line(const struct render *r, struct buf *out, struct str line)
{
	if (r->options.for_terminal)
		text_escape_lines(out, line);
	else
		text_escape_file(out, line);
	buf_addc(out, '\n');
}

/* Print the lines of a message that is not made of headers. */
static void
raw_lines(struct render *r, const struct msg *m, struct buf *out)
{
	struct str rest = m->raw, line;
	size_t empty = 0;

	for (bool first = true; render_next_line(&rest, &line);) {
		if (line.n == 0) {
			empty += !first;
			continue;
		}
		first = false;
		buf_pad(out, '\n', empty);
		empty = 0;
		add_line(r, out, line);
		render_piece(r, out);
	}
}

/* Print what a CLI command printed. Coloured output ends in an empty line that is not its own
 * (main/manager.c, action_command()). False when the message is not such an answer. */
static bool
output(struct render *r, const struct msg *m, struct buf *out)
{
	struct str line, next;
	size_t at = 0;

	if (!msg_each(m, STR("Output"), &at, &line))
		return msg_is_output(m);
	while (msg_each(m, STR("Output"), &at, &next) && !stop_asked(at)) {
		add_line(r, out, line);
		render_piece(r, out);
		line = next;
	}
	if (line.n)
		add_line(r, out, line);
	return true;
}

/* What a reply says: its Message, the Value of Getvar, or that it is a Success. */
static bool
single_value(const struct msg *m, struct str *value)
{
	size_t others = 0, values = 0;

	*value = msg_title(m);
	for (size_t i = 1; i < m->n; i++) {
		struct str name = msg_name(m, i);
		if (str_ieq(name, STR("ActionID")))
			continue;
		if (m->json && !str_eq(name, STR("value")))
			return false;
		if (str_ieq(name, STR("Variable")))
			others++;
		else if (str_ieq(name, STR("Value")) || str_ieq(name, STR("Message")))
			values++;
		else
			return false;
		*value = msg_value(m, i);
	}
	return values <= 1 && (others == 0 || msg_find(m, STR("Value"), value));
}

/* Print what the status of an answer without anything else says. False: it has more. */
static bool
empty_reply(const struct msg *m, struct buf *out)
{
	static const struct {
		const char *status, *words;
	} known[] = {{"200", "OK"}, {"201", "Created"}, {"202", "Accepted"}, {"204", "No Content"}};
	struct str status = msg_title(m);

	if (m->n > 1 || m->hidden)
		return false;
	text_escape(out, status);
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (str_eq(status, str_of(known[i].status)))
			buf_addf(out, " %s", known[i].words);
	buf_addc(out, '\n');
	return true;
}

static void
reply(struct render *r, const struct msg *m, struct buf *out)
{
	static const char *const skip[] = {"Response", "ActionID", "_status", NULL};
	struct header_style style = {0, r->options.color, r->options.fields, skip};
	struct str value;

	if (m->kind == MSG_OTHER) {
		raw_lines(r, m, out);
	} else if (m->json && (msg_is_error(m) || empty_reply(m, out))) {
		return;
	} else if (output(r, m, out) || msg_is(m, MSG_RESPONSE, STR("Error"))) {
		return;
	} else if (style.fields.n == 0 && single_value(m, &value)) {
		text_escape(out, value);
		buf_addc(out, '\n');
	} else {
		header_lines_print(out, m, &style);
	}
}

static void
list_open(struct render *base, const struct msg *m, struct buf *out)
{
	struct render_text *r = (struct render_text *)base;

	(void)m;
	(void)out;
	r->listed = false;
}

/* Print the items that are kept. */
static void
print_items(struct render_text *r, struct buf *out)
{
	if (r->base.items.n == 0)
		return;
	if (r->listed)
		buf_addc(out, '\n');
	list_table_print(out, &r->base.items, &r->base.options);
	list_items_clear(&r->base.items);
	r->listed = true;
}

static void
list_item(struct render *base, const struct msg *item, struct buf *out)
{
	struct render_text *r = (struct render_text *)base;

	if (list_items_add(&base->items, item))
		return;
	print_items(r, out);
	list_items_add(&base->items, item);
}

static void
list_close(struct render *base, const struct msg *last, struct buf *out)
{
	struct render_text *r = (struct render_text *)base;
	struct header_style style = {.color = base->options.color, .skip = list_end};
	bool told = false;

	print_items(r, out);
	if (!r->listed && base->options.interactive)
		buf_addz(out, "(none)\n");
	for (size_t i = 0; last && base->options.fields.n == 0 && i < last->n; i++)
		told |= !str_in(msg_name(last, i), list_end);
	if (told) {
		buf_addz(out, r->listed ? "\n" : "");
		header_lines_print(out, last, &style);
	}
}

static void
event(struct render *base, const struct msg *m, bool suspect, struct buf *out)
{
	struct render_text *text = (struct render_text *)base;
	const struct render *r = base;
	struct event_style style = {
	    .suspect = suspect,
	    .color = r->options.color,
	    .columns = r->options.columns,
	    .fields = r->options.fields,
	    .recent = &text->recent,
	};

	clock_gettime(CLOCK_REALTIME, &style.now);
	if (r->options.long_events)
		event_long(out, m, &style);
	else
		event_line(out, m, &style);
}

const struct render_ops render_text = {
    .flags = FORMAT_FOR_PEOPLE | FORMAT_LABELED,
    .size = sizeof(struct render_text),
    .reply = reply,
    .list_open = list_open,
    .list_item = list_item,
    .list_close = list_close,
    .event = event,
};
