/* SPDX-License-Identifier: ISC */
/* The command record. */
#include "client/recorder.h"
#include "cmd/rows.h"

static int
run_record(struct client *client, const struct args *args, struct err *err)
{
	struct buf file = BUF_INIT(BUF_MAX_LINE);
	int failed = 0;

	if (client_leaves_out(client, "record ", args_get(args, "FILE")))
		return 0;
	client->record_to = NULL;
	buf_adds(&file, args_get(args, "FILE"));
	if (str_ieq(buf_str(&file), STR("off")))
		record_close(&client->record);
	else
		failed = record_start(client, buf_z(&file), &client->endpoint, err);
	if (client->session)
		session_trace(client->session, client_traces(client));
	buf_clear(&file);
	return failed;
}

const struct cmd cmd_record = {
    .name = "record",
    .group = GROUP_SHELL,
    .summary = "record what goes to and comes from the server",
    .help = "FILE gets both directions with their times, secrets redacted, and can be played "
            "again: amsh -s replay:FILE tail. off ends the recording. Several servers have a file "
            "each, with their name behind FILE and a dot.",
    .args = (const struct arg_spec[]){{.name = "FILE", .type = ARG_FILE}, {0}},
    .run = run_record,
};
