/* SPDX-License-Identifier: ISC */
/* Lays out an event's line in columns; their contents come from event_phrases.c. */
#include "view/event_line.h"

#include "base/text.h"
#include "layout/layout.h"
#include "layout/style.h"
#include "view/event_phrases.h"
#include "view/header_lines.h"
#include "view/header_names.h"
#include "view/phrase.h"
#include "view/when.h"

#define NARROW 100 /* columns of a terminal on which subjects get less room */
#define GAP    2   /* blanks before the details */

/* The parts of a line. Time and event are printed in full, and so is the word that matters (BUSY);
 * channel names are cut in the middle, since they differ at the end. What was asked for matters. */
static const struct part time_part = {STYLE_TIME, CUT_NEVER, FIT_TIME, 0, 0, 0, false};
static const struct part mark_part = {STYLE_SUSPECT, CUT_NEVER, FIT_KEY, 0, 0, 2, false};
static const struct part subject_part = {STYLE_SUBJECT, CUT_MIDDLE, FIT_NAME, 12, 24, 2, false};
static const struct part narrow_part = {STYLE_SUBJECT, CUT_MIDDLE, FIT_NAME, 12, 20, 2, false};
static const struct part field_part = {NULL, CUT_MIDDLE, FIT_KEY, 8, 0, 2, false};

/* The name of the event, alone and after the mark of a suspect: OriginateResponse fits; of ARI,
 * whose names are longer, ChannelEnteredBridge does. No known one is longer than its least. */
static const struct part title_part = {STYLE_NAME, CUT_END, FIT_TITLE, 24, 17, 2, true};
static const struct part suspect_part = {STYLE_NAME, CUT_END, FIT_TITLE, 24, 14, 1, true};
static const struct part ari_part = {STYLE_NAME, CUT_END, FIT_TITLE, 24, 20, 2, true};

/* What follows in the details. */
static const struct part details_parts[] = {
    [PHRASE_TEXT] = {NULL, CUT_END, FIT_TEXT, 8, 0, 0, false},
    [PHRASE_NAME] = {NULL, CUT_MIDDLE, FIT_NAME, 12, 0, 0, false},
    [PHRASE_KEY] = {NULL, CUT_END, FIT_KEY, 20, 0, 0, false},
};

/* Put time and name into the line. */
static void
print_head(struct layout *l, const struct msg *m, const struct event_style *style)
{
	when_print(&l->text, when_of(m, style->now));
	layout_end(l, &time_part);
	if (style->suspect) {
		buf_addz(&l->text, "?!");
		layout_end(l, &mark_part);
	}
	text_escape(&l->text, msg_title(m));
	layout_end(l, style->suspect ? &suspect_part : m->json ? &ari_part : &title_part);
}

/* Put the headers that were asked for into the line. */
static void
print_fields(struct layout *l, const struct msg *m, struct str fields)
{
	struct header_names names = {0};

	header_names_add_fields(&names, fields);
	for (size_t i = 0; i < names.n; i++) {
		text_escape(&l->text, names.p[i]);
		buf_addc(&l->text, '=');
		header_join(&l->text, m, names.p[i]);
		layout_end(l, &field_part);
	}
	header_names_clear(&names);
}

/* Make parts of the details: text, names and key words. */
static void
end_details(struct layout *l, const struct phrase_marks *marks)
{
	for (size_t i = 0; i < marks->n; i++) {
		layout_end_at(l, &details_parts[PHRASE_TEXT], marks->v[i].start);
		layout_end_at(l, &details_parts[marks->v[i].kind], marks->v[i].end);
	}
	layout_end(l, &details_parts[PHRASE_TEXT]);
}

/* Put subject and details into the line; details that have no subject take its place. */
static void
print_matter(struct layout *l, const struct msg *m, const struct event_style *style)
{
	const struct event_phrases *phrases = event_phrases(m);
	bool narrow = style->columns && style->columns < NARROW;
	struct phrase_marks marks = {.n = 0};

	phrase_print(&l->text, phrases->subject, m);
	layout_end(l, narrow ? &narrow_part : &subject_part);
	buf_pad(&l->text, ' ', GAP);
	phrase_print_marked(&l->text, phrases->details, m, &marks);
	end_details(l, &marks);
}

/* Append the line, fitted to the terminal; whole if it would look like another one. */
static void
finish(struct buf *out, struct layout *l, const struct event_style *style)
{
	size_t start = out->n;
	bool cut = layout_print_lines(l, out, style->columns, style->color);

	if (cut && style->recent &&
	    recent_misleads(style->recent, str_from_at(buf_str(out), start), buf_str(&l->text))) {
		out->n = start;
		layout_print_whole(l, out, style->columns, style->color);
	}
	buf_addc(out, '\n');
	layout_clear(l);
}

void
event_line(struct buf *out, const struct msg *m, const struct event_style *style)
{
	struct layout l;

	layout_init(&l);
	print_head(&l, m, style);
	if (style->fields.n)
		print_fields(&l, m, style->fields);
	else
		print_matter(&l, m, style);
	finish(out, &l, style);
}

void
event_long(struct buf *out, const struct msg *m, const struct event_style *style)
{
	static const char *const in_title[] = {"Event", "Timestamp", NULL};
	static const char *const in_type[] = {"type", "timestamp", NULL};
	struct header_style headers = {
	    2, style->color, style->fields, m->json ? in_type : in_title};
	struct layout l;

	layout_init(&l);
	print_head(&l, m, style);
	finish(out, &l, style);
	header_lines_print(out, m, &headers);
}
