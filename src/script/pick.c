/* SPDX-License-Identifier: ISC */
/* Sets and resets what is picked, and says which header nothing had. */
#include "script/pick.h"

#include "base/out.h"
#include "client/client.h"
#include "client/display.h"
#include "client/jobs.h"
#include "client/near_names.h"

int
pick_begin(struct pick *p, struct client *client, const struct words *words, size_t at,
    struct err *err)
{
	*p = (struct pick){.limit = client->jobs->limit};
	if (where_read(&p->where, words, at, err) < 0 || jobs_drain(client, err) < 0)
		return -1;
	jobs_limit(client->jobs, 0);
	p->outer = display_pick(
	    client->display, (struct render_pick){.keeps = where_keeps, .arg = &p->where});
	p->begun = true;
	return 0;
}

/* Say it; where something is to be done for each item, nothing may be done for the wrong ones. */
static int
tell_unseen(const struct client *client, const char *names, struct err *err)
{
	if (client->display->taker)
		return err_set(err, ERR_USAGE, "where: no item of the list has %s, so nothing is "
		    "done", names);
	out_remark("-- where: no item of the list has %s", names);
	return 0;
}

int
pick_end(struct pick *p, struct client *client, int failed, struct err *err)
{
	struct buf names = BUF_INIT(BUF_MAX_LINE);

	if (p->begun) {
		display_pick(client->display, p->outer);
		jobs_limit(client->jobs, p->limit);
	}
	if (!failed && where_unseen(&p->where, &names)) {
		near_names_in(&names, p->where.first, buf_str(&names));
		failed = tell_unseen(client, buf_z(&names), err);
	}
	buf_clear(&names);
	where_clear(&p->where);
	return failed;
}
