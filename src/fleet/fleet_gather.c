/* SPDX-License-Identifier: ISC */
/* Makes one answer of those of all servers, once they are whole. */
#include <stdlib.h>

#include "base/mem.h"
#include "base/out.h"
#include "fleet/fleet_impl.h"
#include "lang/cmd.h"

static int
print_one(const struct fleet *f, const struct cmd *cmd)
{
	struct gathered *all = mem_array(f->n, sizeof(*all));
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	for (size_t i = 0; i < f->n; i++)
		all[i] = (struct gathered){
		    .name = fleet_name(&f->v[i]),
		    .output = buf_str(&f->v[i].gathered),
		    .status = f->v[i].status,
		};
	int status = cmd->gather(&out, all, f->n);
	out_write(buf_str(&out));
	buf_clear(&out);
	free(all);
	return status;
}

int
fleet_gather(struct fleet *f, const struct cmd *cmd)
{
	f->gathers = true;
	int status = fleet_relay(f, false);
	if (status == err_exit_status(ERR_INTERRUPTED) || out_failed())
		return status;
	return print_one(f, cmd);
}
