/* SPDX-License-Identifier: ISC */
/* Draws at once after a key, and else no more often than the eye can follow. */
#include "top/stage.h"

#include "base/out.h"
#include "base/sig.h"
#include "base/text.h"

#define FRAME 100 /* ms between two pictures, but for keys */

int
stage_open(struct stage *s, bool color, struct err *err)
{
	*s = (struct stage){.screen = screen_open(color, err), .name = BUF_INIT(BUF_MAX_LINE)};
	return s->screen ? 0 : -1;
}

void
stage_show(struct stage *s, struct board *board, struct str name, bool read_only,
    const struct ui_host *host, enum top_tab tab)
{
	text_escape(&s->name, name);
	s->ui = ui_new(board, buf_z(&s->name), read_only, host);
	ui_show(s->ui, tab);
	out_keep(true);
}

void
stage_close(struct stage *s)
{
	screen_close(s->screen);
	out_keep(false);
	ui_free(s->ui);
	page_clear(&s->page);
	buf_clear(&s->name);
}

void
stage_changed(struct stage *s)
{
	if (s->drawn + FRAME < s->due)
		s->due = s->drawn + FRAME;
}

bool
stage_is_due(const struct stage *s)
{
	size_t rows, columns;

	return clock_now() >= s->due || screen_size(s->screen, &rows, &columns);
}

void
stage_draw(struct stage *s, struct str trouble, bool waits)
{
	size_t rows, columns;

	ui_trouble(s->ui, trouble);
	ui_waits(s->ui, waits);
	screen_size(s->screen, &rows, &columns);
	ui_draw(s->ui, &s->page, rows, columns, clock_now());
	screen_draw(s->screen, &s->page);
	s->drawn = clock_now();
	s->due = ui_ticks(s->ui) ? s->drawn + 1000 : CLOCK_NEVER;
}

bool
stage_take_keys(struct stage *s)
{
	enum command command = DO_NOTHING;
	enum screen_key key;
	wchar_t c;

	while (command != DO_QUIT && (key = screen_key(s->screen, &c)) != SCREEN_NONE) {
		command = ui_key(s->ui, key, c);
		s->due = 0;
		if (command == DO_STOP)
			screen_stop(s->screen);
		else if (command == DO_REDRAW)
			screen_spoil(s->screen);
	}
	return command == DO_QUIT;
}

void
stage_signals(struct stage *s, unsigned got)
{
	if (got & GOT_TSTP)
		screen_stop(s->screen);
	else if (got & GOT_CONT)
		screen_resume(s->screen);
	if (got)
		s->due = 0;
}
