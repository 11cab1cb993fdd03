/* SPDX-License-Identifier: ISC */
/* Gives messages to whoever takes them, and prints nothing. */
#include "view/render_impl.h"

static void
take(struct render *r, const struct msg *m, struct buf *out)
{
	(void)out;
	r->options.taker->take(r->options.taker->arg, m);
}

static void
take_event(struct render *r, const struct msg *m, bool suspect, struct buf *out)
{
	(void)suspect;
	take(r, m, out);
}

/* What opens and closes a list is none of its items. */
static void
pass(struct render *r, const struct msg *m, struct buf *out)
{
	(void)r;
	(void)m;
	(void)out;
}

const struct render_ops render_take = {
    .size = sizeof(struct render),
    .reply = take,
    .list_open = pass,
    .list_item = take,
    .list_close = pass,
    .event = take_event,
};
