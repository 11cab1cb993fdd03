/* SPDX-License-Identifier: ISC */
/* The command record. */
#include "client/client.h"
#include "client/connection.h"
#include "client/recorder.h"
#include "client/send.h"
#include "lang/args.h"
#include "session/session.h"

/* Have the thread of a session tell what it sends, or no more. */
static void
trace(struct session *s, const struct client *client)
{
	if (s)
		session_trace(s, record_wants(client));
}

static int
run_record(struct client *client, const struct args *args, struct err *err)
{
	struct buf file = BUF_INIT(BUF_MAX_LINE);
	int failed = 0;

	if (send_leaves_out(client, "record ", args_get(args, "FILE")))
		return 0;
	record_later(client->record, NULL);
	buf_adds(&file, args_get(args, "FILE"));
	if (str_ieq(buf_str(&file), STR("off")))
		record_close(client->record);
	else
		failed = record_start(client, buf_z(&file), &client->connection->endpoint, err);
	trace(client->connection->session, client);
	trace(client->connection->ari.session, client);
	trace(client->connection->ari_events.session, client);
	buf_clear(&file);
	return failed;
}

const struct cmd cmd_record = {
    .name = "record",
    .group = GROUP_SHELL,
    .summary = "record the traffic with the server",
    .help = "Both directions are written to FILE, with times and without secrets, AMI as well "
            "as ARI. amsh -s replay:FILE tail plays AMI's events, ari tail those of ARI. record "
            "off ends the recording. With several servers each has its own file: FILE, a dot and "
            "the server's name.",
    .examples = (const struct example[]){
        {"record ticket.rec", "Keep all traffic from now on, without secrets."},
        {"record off", "Keep no more."},
        {0}},
    .args = (const struct arg_spec[]){{.name = "FILE", .type = ARG_FILE}, {0}},
    .run = run_record,
};
