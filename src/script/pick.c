/* SPDX-License-Identifier: ISC */
/* Sets and resets what is picked, and says which header nothing had. */
#include "script/pick.h"

#include "base/out.h"
#include "client/client.h"
#include "client/display.h"
#include "client/jobs.h"

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

void
pick_end(struct pick *p, struct client *client, int failed)
{
	struct buf names = BUF_INIT(BUF_MAX_LINE);

	if (p->begun) {
		display_pick(client->display, p->outer);
		jobs_limit(client->jobs, p->limit);
	}
	if (!failed && where_unseen(&p->where, &names))
		out_remark("-- where: no item of the list has %s", buf_z(&names));
	buf_clear(&names);
	where_clear(&p->where);
}
