/* SPDX-License-Identifier: ISC */
/* Classifies the messages of a recording. The ActionID of a reply proves the items after it. */
#include "session/replay.h"

#include <unistd.h>

#include "net/player.h"

void
replay_init(struct replay *r)
{
	*r = (struct replay){.list = BUF_INIT(BUF_MAX_LINE)};
}

void
replay_clear(struct replay *r)
{
	buf_clear(&r->list);
}

int
replay_refuse(const char *file, struct err *err)
{
	struct err ignored;
	int fd = player_open(file, &ignored);
	bool headless, recording = fd >= 0 && player_knows(fd, &headless);

	if (fd >= 0)
		close(fd);
	if (recording)
		return err_set(err, ERR_USAGE,
		    "%s holds no messages of AMI (ari tail plays the events of ARI)", file);
	return err_set(err, ERR_USAGE, "%s holds no messages of an Asterisk server", file);
}

/* Is this an item of the list that was begun last? Callers do not know its ActionID. */
static bool
is_item(const struct replay *r, const struct msg *m)
{
	return r->list.n && str_eq(msg_get(m, STR("ActionID")), buf_str(&r->list));
}

bool
replay_shows(struct replay *r, enum verdict *v, const struct msg *m)
{
	if (*v == VERDICT_STRAY) {
		r->replies++;
		buf_reset(&r->list);
		buf_adds(&r->list, msg_get(m, STR("ActionID")));
		return false;
	}
	if (*v == VERDICT_SUSPECT && is_item(r, m))
		*v = VERDICT_EVENT;
	r->shown++;
	return true;
}
