/* SPDX-License-Identifier: ISC */
/* Lays an event's line out in columns; what stands in them comes from event_form.c. */
#include "view/event_line.h"

#include "base/text.h"
#include "view/event_form.h"
#include "view/form.h"
#include "view/header_names.h"
#include "view/headers.h"
#include "view/style.h"
#include "view/when.h"

#define NAME_WIDTH     17 /* OriginateResponse; longer ones are not cut */
#define SUBJECT_WIDTH  24
#define SUBJECT_NARROW 20 /* PJSIP/alice-0000001a, on a narrow terminal */
#define NARROW         100
#define GAP            2 /* blanks between the parts */

/* Parts of a line, so that color can be put in after it was cut to the terminal. */
enum part { PART_TIME, PART_MARK, PART_NAME, PART_SUBJECT, PARTS };

static const char *const part_style[PARTS] = {
    STYLE_TIME,
    STYLE_SUSPECT,
    STYLE_NAME,
    STYLE_SUBJECT,
};

struct line {
	struct buf text;
	size_t start[PARTS], end[PARTS];
	size_t details; /* behind the parts */
};

/* Begin a part: what is added to the line from here on. */
static void
begin(struct line *line, enum part part)
{
	line->start[part] = line->text.n;
}

/* End a part, and fill up to width columns and the gap behind them, which are not part of it. */
static void
end(struct line *line, enum part part, size_t width)
{
	struct str text = str_from_at(buf_str(&line->text), line->start[part]);
	size_t used = text_width(text);

	line->end[part] = line->text.n;
	buf_pad(&line->text, ' ', (used < width ? width - used : 0) + GAP);
}

/* Put time and name into the line. */
static void
print_head(struct line *line, const struct msg *m, const struct event_style *style)
{
	begin(line, PART_TIME);
	when_print(&line->text, when_of(m, style->now));
	end(line, PART_TIME, 0);
	begin(line, PART_MARK);
	if (style->suspect)
		buf_addz(&line->text, "?! ");
	line->end[PART_MARK] = line->text.n;
	begin(line, PART_NAME);
	text_escape(&line->text, msg_title(m));
	end(line, PART_NAME, NAME_WIDTH - (style->suspect ? 3 : 0));
}

/* Put the headers that were asked for into the line. */
static void
print_fields(struct line *line, const struct msg *m, struct str fields)
{
	struct header_names names = {0};

	header_names_add_fields(&names, fields);
	for (size_t i = 0; i < names.n; i++) {
		text_escape(&line->text, names.p[i]);
		buf_addc(&line->text, '=');
		headers_join(&line->text, m, names.p[i]);
		buf_pad(&line->text, ' ', 2);
	}
	header_names_clear(&names);
}

/* Put subject and details into the line; details that have no subject take its place. */
static void
print_matter(struct line *line, const struct msg *m, const struct event_style *style)
{
	const struct event_form *form = event_form(msg_title(m));
	bool narrow = style->columns && style->columns < NARROW;

	begin(line, PART_SUBJECT);
	form_print(&line->text, form->subject, m);
	line->end[PART_SUBJECT] = line->text.n;
	if (line->text.n > line->start[PART_SUBJECT])
		end(line, PART_SUBJECT, narrow ? SUBJECT_NARROW : SUBJECT_WIDTH);
	line->details = line->text.n;
	form_print(&line->text, form->details, m);
}

/* Move the details to the left before words are cut off. Without details there is nothing to move:
 * the blanks before them are gone from the line's end. */
static void
squeeze(struct line *line, size_t columns)
{
	size_t width = text_width(buf_str(&line->text)), blanks = 0;

	if (columns == 0 || width <= columns || line->details >= line->text.n ||
	    line->details < line->end[PART_SUBJECT] + GAP)
		return;
	blanks = line->details - line->end[PART_SUBJECT] - GAP;
	blanks = blanks < width - columns ? blanks : width - columns;
	memmove(line->text.p + line->details - blanks, line->text.p + line->details,
	    line->text.n - line->details);
	line->text.n -= blanks;
}

/* Append the first n bytes of the line, in color. */
static void
print_colored(struct buf *out, const struct line *line, size_t n)
{
	struct str text = str_head(buf_str(&line->text), n);
	size_t at = 0;

	for (int i = 0; i < PARTS; i++) {
		size_t start = line->start[i], stop = line->end[i] < n ? line->end[i] : n;
		if (start >= stop)
			continue;
		buf_adds(out, str_from(text.p + at, start - at));
		buf_addz(out, part_style[i]);
		buf_adds(out, str_from(text.p + start, stop - start));
		buf_addz(out, STYLE_OFF);
		at = stop;
	}
	buf_adds(out, str_from_at(text, at));
}

/* Append the line, cut to the terminal. */
static void
finish(struct buf *out, struct line *line, const struct event_style *style)
{
	while (line->text.n && line->text.p[line->text.n - 1] == ' ')
		line->text.n--;
	squeeze(line, style->columns);
	struct str text = buf_str(&line->text);
	size_t used, n = text.n;

	if (style->columns && text_fit(text, style->columns, &used).n < n)
		n = text_fit(text, style->columns - 1, &used).n;
	if (style->color)
		print_colored(out, line, n);
	else
		buf_adds(out, str_head(text, n));
	buf_addz(out, n < text.n ? "…\n" : "\n");
	buf_clear(&line->text);
}

void
event_line(struct buf *out, const struct msg *m, const struct event_style *style)
{
	struct line line = {.text = BUF_INIT(BUF_MAX_TEXT)};

	print_head(&line, m, style);
	if (style->fields.n)
		print_fields(&line, m, style->fields);
	else
		print_matter(&line, m, style);
	finish(out, &line, style);
}

void
event_long(struct buf *out, const struct msg *m, const struct event_style *style)
{
	static const char *const in_title[] = {"Event", "Timestamp", NULL};
	struct line line = {.text = BUF_INIT(BUF_MAX_TEXT)};
	struct header_style headers = {2, style->color, style->fields, in_title};

	print_head(&line, m, style);
	finish(out, &line, style);
	headers_print(out, m, &headers);
}
