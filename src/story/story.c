/* SPDX-License-Identifier: ISC */
/* Lays out the lines; their words come from news_words.c and notices.inc. */
#include "story/story.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "layout/style.h"
#include "story/news_words.h"
#include "story/notices.h"
#include "view/phrase.h"
#include "view/when.h"

#define GAP           2
#define CHANNEL_ROOM  22 /* columns for the channel at the end */
#define CHANNEL_LEAST 12 /* with fewer it is left out */
#define TEXT_MAX      58 /* columns after which the channel stands, on wide terminals */

struct story {
	struct newsroom *newsroom;
	struct standings standings;
	/* The event that was taken last. */
	struct timespec time;
	struct news news;
	bool is_news;
	const struct notice *notice;
	int64_t was; /* the round trip of what is lost */
};

/* The line that is being made. */
struct line {
	struct layout layout;
	struct part name, key, channel;
	const struct story_style *style;
};

static const struct part time_part = {STYLE_TIME, CUT_NEVER, FIT_TIME, 0, 0, 0, false};
static const struct part text_part = {NULL, CUT_END, FIT_TEXT, 4, 0, 0, false};

/* Of the names of a call: red is for what is bad, and blue is dark on black unless it is bold. */
static const char *const colors[] = {
    "\x1b[32m", "\x1b[33m", "\x1b[35m", "\x1b[36m", "\x1b[1;34m",
};

#define COLORS (sizeof(colors) / sizeof(colors[0]))

struct story *
story_new(void)
{
	struct story *s = mem_alloc(sizeof(*s));

	s->newsroom = newsroom_new();
	standings_init(&s->standings);
	return s;
}

void
story_free(struct story *s)
{
	if (!s)
		return;
	newsroom_free(s->newsroom);
	standings_clear(&s->standings);
	free(s);
}

void
story_reset(struct story *s)
{
	newsroom_reset(s->newsroom);
	s->is_news = false;
}

static void
begin(struct line *l, const struct timespec *time, const struct story_style *style)
{
	layout_init(&l->layout);
	l->name = (struct part){STYLE_SUBJECT, CUT_MIDDLE, FIT_NAME, 8, 0, 0, false};
	l->key = (struct part){NULL, CUT_END, FIT_KEY, 20, 0, 0, false};
	l->channel = (struct part){STYLE_TIME, CUT_MIDDLE, FIT_TEXT, CHANNEL_LEAST, 0, GAP, false};
	l->style = style;
	when_print_seconds(&l->layout.text, *time);
	layout_end(&l->layout, &time_part);
	buf_pad(&l->layout.text, ' ', GAP);
}

/* Where the sentence ends, columns. */
static size_t
sentence_end(const struct line *l)
{
	return text_width(buf_str(&l->layout.text)) + GAP;
}

/* Put the channel at the end, under the others, if there is room. */
static void
add_channel(struct line *l, struct str channel)
{
	size_t columns = l->style->columns, used = sentence_end(l);
	size_t at = columns ? WHEN_SECONDS_WIDTH + 2 * GAP + TEXT_MAX : 0;

	if (columns && columns < at + CHANNEL_ROOM)
		at = columns > CHANNEL_ROOM ? columns - CHANNEL_ROOM : 0;
	if (channel.n == 0 || (columns && used + CHANNEL_LEAST > columns))
		return;
	l->channel.gap = used < at ? at - used + GAP : GAP;
	text_escape(&l->layout.text, channel);
	layout_end(&l->layout, &l->channel);
}

static void
finish(struct line *l, struct buf *out)
{
	layout_print(&l->layout, out, l->style->columns, l->style->color);
	buf_addc(out, '\n');
	layout_clear(&l->layout);
}

/* A line about a call, its names in the call's colour. */
static void
print_news(const struct story *s, const struct story_style *style, struct buf *out)
{
	const struct news *news = &s->news;
	struct line l;
	struct sentence sentence = {&l.layout, &l.name, &l.key, &text_part};
	struct str channel;

	begin(&l, &s->time, style);
	l.name.style = colors[news->who[0] ? news->who[0]->color % COLORS : 0];
	news_say(&sentence, news, &channel);
	add_channel(&l, channel);
	finish(&l, out);
}

/* Make parts of the phrase: text, names and key words. */
static void
end_phrase(struct line *l, const struct phrase_marks *marks)
{
	for (size_t i = 0; i < marks->n; i++) {
		layout_end_at(&l->layout, &text_part, marks->v[i].start);
		layout_end_at(&l->layout, marks->v[i].kind == PHRASE_KEY ? &l->key : &l->name,
		    marks->v[i].end);
	}
	layout_end(&l->layout, &text_part);
}

/* A line about something else; what is bad is red. */
static void
print_notice(
    const struct story *s, const struct msg *m, const struct story_style *style, struct buf *out)
{
	const struct notice *notice = s->notice;
	struct buf channel = BUF_INIT(BUF_MAX_TEXT);
	struct phrase_marks marks = {.n = 0};
	struct line l;

	begin(&l, &s->time, style);
	l.name.style = STYLE_TITLE;
	l.key.style = notice->kind >= NOTICE_ALARM && notice->kind <= NOTICE_FADES ? STYLE_BAD :
	    NULL;
	phrase_print_marked(&l.layout.text, notice->says, m, &marks);
	if (s->was > 0)
		buf_addf(&l.layout.text, ", was %.0f ms", (double)s->was / 1000);
	end_phrase(&l, &marks);
	if (notice->channel)
		phrase_print(&channel, notice->channel, m);
	add_channel(&l, buf_str(&channel));
	finish(&l, out);
	buf_clear(&channel);
}

bool
story_take(
    struct story *s, const struct msg *m, const struct channels *known, struct timespec now)
{
	s->time = when_of(m, now);
	int64_t us = (int64_t)s->time.tv_sec * 1000000 + s->time.tv_nsec / 1000;

	s->is_news = newsroom_take(s->newsroom, m, us, known, &s->news);
	s->notice = s->is_news ? NULL : notice_take(&s->standings, m, us, &s->was);
	return s->is_news || s->notice;
}

void
story_tell(
    const struct story *s, const struct msg *m, const struct story_style *style, struct buf *out)
{
	if (s->is_news)
		print_news(s, style, out);
	else if (s->notice)
		print_notice(s, m, style, out);
}
