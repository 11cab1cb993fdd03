/* SPDX-License-Identifier: ISC */
/* Prints the failure of a line that has no reply which says so. */
#include "script/failure.h"

#include "base/out.h"
#include "client/client.h"
#include "client/display.h"
#include "client/jobs.h"

int
failure_tell(struct client *client, struct err *err)
{
	struct buf out = BUF_INIT(BUF_MAX_LINE);

	if (jobs_together(client->jobs)) /* it has its turn there */
		return -1;
	if (!err->told) {
		struct render *render = display_render(client);
		jobs_finish(client, err);
		display_failure(client, render, STR(""), err, &out);
		out_write(buf_str(&out));
		render_free(render);
	}
	err->told = true;
	buf_clear(&out);
	return -1;
}

int
failure_of_lines(struct err *err)
{
	err_set(err, ERR_FAILED, "%s", "");
	err->told = true;
	return -1;
}
