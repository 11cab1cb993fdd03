/* SPDX-License-Identifier: ISC */
/* Tells the messages of a recording apart. A reply's ActionID vouches for the items after it. */
#include "session/played.h"

void
played_init(struct played *p)
{
	*p = (struct played){.list = BUF_INIT(BUF_MAX_LINE)};
}

void
played_clear(struct played *p)
{
	buf_clear(&p->list);
}

/* Is this an item of the list that was begun last? Callers do not know its ActionID. */
static bool
is_item(const struct played *p, const struct msg *m)
{
	return p->list.n && str_eq(msg_get(m, STR("ActionID")), buf_str(&p->list));
}

bool
played_shows(struct played *p, enum verdict *v, const struct msg *m)
{
	if (*v == VERDICT_STRAY) {
		p->replies++;
		buf_reset(&p->list);
		buf_adds(&p->list, msg_get(m, STR("ActionID")));
		return false;
	}
	if (*v == VERDICT_SUSPECT && is_item(p, m))
		*v = VERDICT_EVENT;
	p->shown++;
	return true;
}
