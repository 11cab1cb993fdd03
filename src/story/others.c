/* SPDX-License-Identifier: ISC */
/* Counts, and says when the count is due. */
#include "story/others.h"

#include "base/text.h"
#include "layout/style.h"

void
others_add(struct others *o, msec now)
{
	if (o->n++ > 0)
		return;
	o->due = o->last + o->pause;
	if (o->due < now + OTHERS_PAUSE)
		o->due = now + OTHERS_PAUSE;
}

void
others_print(struct others *o, msec now, size_t columns, bool color, struct buf *out)
{
	struct buf line = BUF_INIT(BUF_MAX_LINE);

	if (o->n == 0)
		return;
	buf_addf(&line, "… %llu other event%s (set events short shows them)",
	    (unsigned long long)o->n, o->n == 1 ? "" : "s");
	buf_addz(out, color ? STYLE_TIME : "");
	text_cut(out, buf_str(&line), columns ? columns : SIZE_MAX, 0);
	buf_addz(out, color ? STYLE_OFF : "");
	buf_addc(out, '\n');
	buf_clear(&line);
	o->n = 0;
	o->last = now;
	o->pause = o->pause ? o->pause * 2 : OTHERS_PAUSE;
	if (o->pause > OTHERS_PAUSE_MAX)
		o->pause = OTHERS_PAUSE_MAX;
}
